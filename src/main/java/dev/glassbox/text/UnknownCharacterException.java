package dev.glassbox.text;

/// A tokenizer met a character that it has no token for.
public final class UnknownCharacterException extends IllegalArgumentException {
    private final int codePoint;
    private final int index;

    /// @param index position in the text, in `char`s
    public UnknownCharacterException(int codePoint, int index, int vocabularySize) {
        super("Character \"" + visible(codePoint) + "\" is not in this vocabulary of " + vocabularySize
                + ". BPE would fall back to bytes.");
        this.codePoint = codePoint;
        this.index = index;
    }

    /// @param sentence what to write instead
    UnknownCharacterException(int codePoint, int index, String sentence) {
        super("Character \"" + visible(codePoint) + "\" " + sentence);
        this.codePoint = codePoint;
        this.index = index;
    }

    public int codePoint() {
        return codePoint;
    }

    public int index() {
        return index;
    }

    private static String visible(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "↵";
            case '\t' -> "⇥";
            case ' ' -> "·";
            default -> Vocabulary.printable(codePoint)
                    ? Character.toString(codePoint) : String.format("U+%04X", codePoint);
        };
    }
}
