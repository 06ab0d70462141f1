package dev.glassbox.analysis;

import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The tokens that are whole words of a corpus: what a map of the vocabulary shows.
public final class WordList {
    /// @param text the word without its leading space
    /// @param count how often the token stands alone as a word
    public record Word(int id, String text, int count) {}

    private WordList() {}

    /// Tokens of letters, with or without a leading space, that occur with no letter before or behind them; the most
    /// frequent first, then by id.
    ///
    /// @param ids the corpus as tokens
    public static List<Word> of(Vocabulary vocabulary, int[] ids, int minCount) {
        int size = vocabulary.size();
        boolean[] word = new boolean[size];
        boolean[] startsInside = new boolean[size];
        boolean[] endsInside = new boolean[size];
        boolean[] spaced = new boolean[size];
        for (int id = 0; id < size; id++) {
            String text = vocabulary.text(id);
            spaced[id] = text.startsWith(" ");
            word[id] = letters(vocabulary, id, text);
            startsInside[id] = !text.isEmpty() && goesOn(text.codePointAt(0));
            endsInside[id] = !text.isEmpty() && goesOn(text.codePointBefore(text.length()));
        }
        int[] counts = new int[size];
        for (int i = 0; i < ids.length; i++) {
            boolean openBefore = i > 0 && !spaced[ids[i]] && endsInside[ids[i - 1]];
            boolean openAfter = i + 1 < ids.length && startsInside[ids[i + 1]];
            if (word[ids[i]] && !openBefore && !openAfter) {
                counts[ids[i]]++;
            }
        }
        List<Word> words = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            if (counts[id] >= Math.max(1, minCount)) {
                words.add(new Word(id, vocabulary.text(id).strip(), counts[id]));
            }
        }
        words.sort(Comparator.comparingInt(Word::count).reversed().thenComparingInt(Word::id));
        return List.copyOf(words);
    }

    /// Tokens that look like words when no text tells: two letters or more behind a space, by id, each with a count of 0.
    public static List<Word> of(Vocabulary vocabulary) {
        List<Word> words = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            String text = vocabulary.text(id);
            if (text.length() > 2 && text.startsWith(" ") && letters(vocabulary, id, text)) {
                words.add(new Word(id, text.substring(1), 0));
            }
        }
        return List.copyOf(words);
    }

    private static boolean letters(Vocabulary vocabulary, int id, String text) {
        String bare = text.startsWith(" ") ? text.substring(1) : text;
        return vocabulary.wholeText(id) && !vocabulary.special(id) && !bare.isEmpty() && bare.codePoints().allMatch(Character::isLetter);
    }

    /// A letter, or a part of a character that several tokens share.
    private static boolean goesOn(int codePoint) {
        return Character.isLetter(codePoint) || codePoint == '\uFFFD';
    }
}
