package dev.glassbox.file;

/// Checks UTF-8 without decoding it, so that an error can name the byte.
public final class Utf8 {

    private Utf8() {}

    /// The offset of the first byte that does not belong to a well-formed character (RFC 3629: no overlong forms, no
    /// surrogates, nothing above U+10FFFF), or -1.
    public static int firstInvalid(byte... bytes) {
        int at = 0;
        while (at < bytes.length) {
            int length = length(bytes, at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /// Length of the character that starts at `at`; 0 if it is malformed.
    private static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + length > bytes.length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
