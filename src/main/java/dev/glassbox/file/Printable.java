package dev.glassbox.file;

/// Text of unknown origin on its way to a terminal or into a sentence.
public final class Printable {

    private Printable() {}

    /// Whether a code point only ever shows itself. Surrogates of a pair count as harmless when looked at one by one.
    public static boolean harmless(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.FORMAT
                && codePoint != 0x2028 && codePoint != 0x2029;
    }

    /// `text` on one line, everything else as an escape.
    public static String line(String text) {
        return escape(text, "");
    }

    /// `text` with its line ends and tabs, everything else that could steer a terminal as an escape.
    public static String lines(String text) {
        return escape(text, "\n\t");
    }

    private static String escape(String text, String kept) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean lone = Character.getType(c) == Character.SURROGATE;
            if ((harmless(c) || kept.indexOf(c) >= 0) && !lone) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
            }
        });
        return line.toString();
    }
}
