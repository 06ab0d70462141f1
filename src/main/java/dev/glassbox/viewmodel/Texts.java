package dev.glassbox.viewmodel;

import dev.glassbox.text.CharTokenizer;
import java.util.List;

/// Small questions about texts.
final class Texts {
    private static final int REPLACEMENT = 0xFFFD;

    private Texts() {}

    /// The text as every tokenizer reads it: lone surrogates become U+FFFD.
    static String wellFormed(String text) {
        boolean lone = text.codePoints().anyMatch(Texts::surrogate);
        if (!lone) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(surrogate(c) ? REPLACEMENT : c));
        return clean.toString();
    }

    static String wellFormed(int codePoint) {
        return Character.toString(surrogate(codePoint) ? REPLACEMENT : codePoint);
    }

    private static boolean surrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /// Runs of anything but white space.
    static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean blank = Character.isWhitespace(text.charAt(i));
            words += !blank && !inside ? 1 : 0;
            inside = !blank;
        }
        return words;
    }

    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Any text as chips show it: `·` for a space, `↵`, `⇥`, hex bytes for what has no visible form.
    static String visible(String text) {
        if (text.isEmpty()) {
            return "";
        }
        CharTokenizer letters = CharTokenizer.of(text);
        List<String> labels = letters.encode(text).stream().map(span -> letters.vocabulary().label(span.id())).toList();
        return String.join("", labels);
    }
}
