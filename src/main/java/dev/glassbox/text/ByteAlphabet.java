package dev.glassbox.text;

import java.util.HashMap;
import java.util.Map;

/// How GPT-2's `vocab.json` and `merges.txt` write bytes as visible characters: printable Latin-1 stands for itself, the
/// other 68 bytes become U+0100, U+0101, … in their order. A space is thus `Ġ`, a newline `Ċ`.
final class ByteAlphabet {
    private final char[] charOf = new char[256];
    private final Map<Character, Byte> byteOf = new HashMap<>();

    ByteAlphabet() {
        int shifted = 256;
        for (int b = 0; b < 256; b++) {
            boolean visible = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            charOf[b] = (char) (visible ? b : shifted++);
            byteOf.put(charOf[b], (byte) b);
        }
    }

    String write(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append(charOf[b & 0xFF]);
        }
        return text.toString();
    }

    /// @return null when a character is not of this alphabet
    byte[] read(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            Byte b = byteOf.get(text.charAt(i));
            if (b == null) {
                return null;
            }
            bytes[i] = b;
        }
        return bytes;
    }
}
