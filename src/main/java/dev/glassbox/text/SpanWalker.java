package dev.glassbox.text;

import dev.glassbox.text.Tokenizer.Span;

/// Walks through a text in steps of bytes and tells which `char`s each step touches. Tokens that share the bytes of
/// one character get that character's whole range.
final class SpanWalker {
    private final String text;
    private int at;
    private int used;

    /// @param text without lone surrogates
    SpanWalker(String text, int from) {
        this.text = text;
        this.at = from;
    }

    Span take(int id, int bytes) {
        int from = at;
        int to = at;
        for (int left = bytes; left > 0; ) {
            int codePoint = text.codePointAt(at);
            int rest = Utf.length(codePoint) - used;
            to = at + Character.charCount(codePoint);
            if (left >= rest) {
                at = to;
                used = 0;
            } else {
                used += left;
            }
            left -= rest;
        }
        return new Span(id, from, to);
    }
}
