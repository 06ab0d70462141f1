package dev.glassbox.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The oldest way to cut a text: one id per word of a corpus, the most frequent word first. A word the corpus lacks has no id,
/// so this is no [Tokenizer]: not every text can be encoded, and what is unknown cannot be decoded again.
///
/// A piece is a run of letters, digits and marks, or one other sign, each with the space before it; other white space stands alone.
public final class WordTokenizer {
    /// The id of every word that is not in the vocabulary.
    public static final int UNKNOWN = -1;
    /// What decoding writes in place of an unknown word.
    public static final String UNKNOWN_TEXT = "<unk>";

    private static final Pattern PIECE = Pattern.compile("[ ]?[\\p{L}\\p{N}\\p{M}_]+|[ ]?[^\\s\\p{L}\\p{N}\\p{M}_]|\\s");

    private final List<String> words;
    private final Map<String, Integer> idOf = new HashMap<>();

    private WordTokenizer(List<String> words) {
        this.words = List.copyOf(words);
        for (int id = 0; id < words.size(); id++) {
            idOf.put(words.get(id), id);
        }
    }

    /// Learns the words of a corpus; a word counts the same with and without the space before it.
    ///
    /// @param limit the largest vocabulary; rarer words stay unknown
    public static WordTokenizer of(String corpus, int limit) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        Matcher pieces = PIECE.matcher(Utf.wellFormed(corpus));
        while (pieces.find()) {
            counts.computeIfAbsent(bare(pieces.group()), word -> new int[1])[0]++;
        }
        List<String> words = new ArrayList<>(counts.keySet());
        words.sort((a, b) -> counts.get(b)[0] - counts.get(a)[0]);
        return new WordTokenizer(words.subList(0, Math.min(limit, words.size())));
    }

    private static String bare(String piece) {
        return piece.length() > 1 && piece.charAt(0) == ' ' ? piece.substring(1) : piece;
    }

    /// The pieces of a text with their places; unknown ones have the id [#UNKNOWN].
    public List<Tokenizer.Span> encode(String text) {
        List<Tokenizer.Span> spans = new ArrayList<>();
        Matcher pieces = PIECE.matcher(Utf.wellFormed(text));
        while (pieces.find()) {
            int id = idOf.getOrDefault(bare(pieces.group()), UNKNOWN);
            spans.add(new Tokenizer.Span(id, pieces.start(), pieces.end()));
        }
        return spans;
    }

    /// Words with one space between them: spaces are not kept by this kind of tokenizer, so they are guessed.
    public String decode(int... ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String word = word(id);
            boolean letters = Character.isLetterOrDigit(word.codePointAt(0)) || id == UNKNOWN;
            boolean blankBefore = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
            text.append(letters && !blankBefore ? " " : "").append(word);
        }
        return text.toString();
    }

    /// @throws IllegalArgumentException for an id outside the vocabulary
    public String word(int id) {
        if (id == UNKNOWN) {
            return UNKNOWN_TEXT;
        }
        if (id < 0 || id >= words.size()) {
            throw new IllegalArgumentException("token id " + id + " is outside this vocabulary of " + words.size() + " words");
        }
        return words.get(id);
    }

    /// Number of known words.
    public int size() {
        return words.size();
    }
}
