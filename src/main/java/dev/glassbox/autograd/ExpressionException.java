package dev.glassbox.autograd;

/// Why a text is no expression: one sentence for the person who typed it.
public final class ExpressionException extends Exception {

    private final int at;

    ExpressionException(String sentence, int at) {
        super(sentence);
        this.at = at;
    }

    /// Index of the character the sentence is about.
    public int at() {
        return at;
    }
}
