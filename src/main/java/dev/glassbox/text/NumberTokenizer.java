package dev.glassbox.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// For a model that came without a tokenizer: text is the ids themselves, with white space between them.
public final class NumberTokenizer implements Tokenizer {
    private final Vocabulary vocabulary;

    public NumberTokenizer(int size) {
        List<byte[]> pieces = new ArrayList<>(size);
        for (int id = 0; id < size; id++) {
            pieces.add((" " + id).getBytes(StandardCharsets.UTF_8));
        }
        vocabulary = new Vocabulary(pieces);
    }

    /// @throws UnknownCharacterException for anything but ids of the vocabulary and white space
    @Override
    public List<Span> encode(String text) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int start = from;
            while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end == start && start < text.length()) {
                throw refused(text, start, "is no part of a token id. This model came without a tokenizer: write ids, such as 11 5 7.");
            }
            if (end > start) {
                spans.add(new Span(id(text, start, end), from, end));
            }
            from = Math.max(end, start);
        }
        return spans;
    }

    private int id(String text, int start, int end) {
        long id = end - start > 9 ? Long.MAX_VALUE : Long.parseLong(text, start, end, 10);
        if (id >= vocabulary.size()) {
            throw refused(text, start, "begins an id outside this vocabulary of " + vocabulary.size() + ".");
        }
        return (int) id;
    }

    private static UnknownCharacterException refused(String text, int at, String sentence) {
        return new UnknownCharacterException(text.codePointAt(at), at, sentence);
    }

    @Override
    public int[] ids(String text) {
        return encode(text).stream().mapToInt(Span::id).toArray();
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public String kind() {
        return "numbers";
    }
}
