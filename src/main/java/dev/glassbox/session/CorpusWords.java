package dev.glassbox.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.ArrayList;

/// The words of a text: what stands between white space, without the punctuation around it.
public final class CorpusWords {

    private final Set<String> words;
    private final Set<String> marks;
    private final boolean any;

    private CorpusWords(Set<String> words, Set<String> marks, boolean any) {
        this.words = words;
        this.marks = marks;
        this.any = any;
    }

    /// Of a model whose text is not known: no word can be called invented.
    static CorpusWords unknown() {
        return new CorpusWords(Set.of(), Set.of(), true);
    }

    static CorpusWords of(String text) {
        Set<String> words = new HashSet<>();
        Set<String> marks = new HashSet<>();
        for (String piece : pieces(text)) {
            if (piece.isBlank()) {
                continue;
            }
            String word = bare(piece);
            if (!word.isEmpty()) {
                words.add(word);
            }
            marks.add(piece.replace(word, ""));
        }
        return new CorpusWords(Set.copyOf(words), Set.copyOf(marks), false);
    }

    /// Whether the word, without punctuation around it, is one of the text.
    public boolean contains(String word) {
        return any || words.contains(word);
    }

    public int size() {
        return words.size();
    }

    /// Whether a piece between white space is made of a word and of punctuation as they occur in the text.
    boolean knows(String piece) {
        String word = bare(piece);
        return any || piece.isBlank() || (word.isEmpty() || words.contains(word)) && marks.contains(piece.replace(word, ""));
    }

    /// Cuts a text into runs of white space and of everything else; joined they are the text.
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 1; at <= text.length(); at++) {
            if (at == text.length() || Character.isWhitespace(text.charAt(at)) != Character.isWhitespace(text.charAt(from))) {
                pieces.add(text.substring(from, at));
                from = at;
            }
        }
        return pieces;
    }

    private static String bare(String piece) {
        int from = 0;
        int to = piece.length();
        while (from < to && !Character.isLetterOrDigit(piece.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(piece.charAt(to - 1))) {
            to--;
        }
        return piece.substring(from, to);
    }
}
