package dev.glassbox.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Token ids and the bytes they stand for.
///
/// An id without bytes is a gap in the numbering. Special tokens have a name and its UTF-8 bytes; ordinary text never
/// becomes one unless the caller asks.
public final class Vocabulary {
    private final byte[][] pieces;
    private final String[] texts;
    private final Map<String, Integer> ids = new HashMap<>();
    private final SortedMap<Integer, String> specials;

    public Vocabulary(List<byte[]> pieces) {
        this(pieces, Map.of());
    }

    /// @param specials names by id; they replace the bytes given for these ids
    public Vocabulary(List<byte[]> pieces, Map<Integer, String> specials) {
        this.pieces = new byte[pieces.size()][];
        this.texts = new String[pieces.size()];
        this.specials = new TreeMap<>(specials);
        for (int id = 0; id < this.pieces.length; id++) {
            String special = specials.get(id);
            this.pieces[id] = special == null ? pieces.get(id).clone() : special.getBytes(StandardCharsets.UTF_8);
            texts[id] = decode(this.pieces[id]);
            if (special == null) {
                ids.putIfAbsent(key(this.pieces[id]), id);
            }
        }
    }

    public int size() {
        return pieces.length;
    }

    /// The bytes of a token, a copy; empty for a gap.
    public byte[] bytes(int id) {
        return pieces[checked(id)].clone();
    }

    int byteCount(int id) {
        return pieces[checked(id)].length;
    }

    byte[] shared(int id) {
        return pieces[checked(id)];
    }

    /// True when the bytes are whole characters, false for a fragment of one and for a gap.
    public boolean wholeText(int id) {
        return texts[checked(id)] != null && pieces[id].length > 0;
    }

    public boolean special(int id) {
        return specials.containsKey(id);
    }

    /// Names of special tokens by id, ascending.
    public SortedMap<Integer, String> specials() {
        return java.util.Collections.unmodifiableSortedMap(specials);
    }

    /// The token as text, with U+FFFD for incomplete characters.
    public String text(int id) {
        return new String(pieces[checked(id)], StandardCharsets.UTF_8);
    }

    /// The token as a person should see it: `·` for a space, `↵` newline, `⇥` tab, hex bytes for a fragment and for
    /// characters that have no visible form, `#50300` for a gap.
    public String label(int id) {
        String text = texts[checked(id)];
        if (text == null) {
            return hex(pieces[id]);
        }
        if (text.isEmpty()) {
            return "#" + id;
        }
        StringBuilder label = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case ' ' -> label.append('·');
                case '\n' -> label.append('↵');
                case '\t' -> label.append('⇥');
                default -> {
                    if (printable(c)) {
                        label.appendCodePoint(c);
                    } else {
                        label.append(hex(Character.toString(c).getBytes(StandardCharsets.UTF_8)));
                    }
                }
            }
        });
        return label.toString();
    }

    /// The same tokens and gaps up to `size`: published models round their number of embedding rows up.
    Vocabulary widened(int size) {
        List<byte[]> wide = new java.util.ArrayList<>(java.util.Arrays.asList(pieces));
        while (wide.size() < size) {
            wide.add(new byte[0]);
        }
        return new Vocabulary(wide, specials);
    }

    /// The id of an ordinary token with exactly this text.
    public OptionalInt id(String piece) {
        return id(piece.getBytes(StandardCharsets.UTF_8));
    }

    public OptionalInt id(byte[] piece) {
        Integer id = ids.get(key(piece));
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> codePoint == 0x3000;
            default -> true;
        };
    }

    private int checked(int id) {
        if (id < 0 || id >= pieces.length) {
            throw new IllegalArgumentException(
                    "token id " + id + " is outside this vocabulary of " + pieces.length + " (0 to " + (pieces.length - 1) + ")");
        }
        return id;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException fragment) {
            return null;
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(hex.isEmpty() ? "" : " ").append(String.format("%02X", b & 0xFF));
        }
        return hex.toString();
    }

    private static String key(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
