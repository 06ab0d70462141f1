package dev.glassbox.text;

/// Small helpers around UTF-16 and UTF-8.
final class Utf {
    private Utf() {}

    /// The text with every lone surrogate replaced by U+FFFD, so that it has a UTF-8 form. The length in `char`s is kept.
    static String wellFormed(String text) {
        int bad = firstLoneSurrogate(text, 0);
        if (bad < 0) {
            return text;
        }
        char[] chars = text.toCharArray();
        for (; bad >= 0; bad = firstLoneSurrogate(text, bad + 1)) {
            chars[bad] = '\uFFFD';
        }
        return new String(chars);
    }

    private static int firstLoneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /// Number of bytes of a well-formed text in UTF-8.
    static long byteCount(String text) {
        return text.codePoints().mapToLong(Utf::length).sum();
    }

    /// Number of bytes of a code point in UTF-8.
    static int length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
