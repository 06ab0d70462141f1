package dev.glassbox.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// Advance widths of a font file, so that pictures can lay out text without a toolkit.
///
/// Reads the tables head, hhea, hmtx and cmap (formats 4 and 12) of an OpenType file. Kerning is left out, as the
/// toolkit leaves it out for plain text. Characters the font lacks count as one em when they are wide, else as its digit 0.
public final class FontTable {

    private static final int FIRST_WIDE = 0x2E80;
    private static final Map<Face, FontTable> BUNDLED = bundled();

    private final float[] advance = new float[0x10000];

    private FontTable(ByteBuffer file) {
        int unitsPerEm = Short.toUnsignedInt(file.getShort(table(file, "head") + 18));
        int longMetrics = Short.toUnsignedInt(file.getShort(table(file, "hhea") + 34));
        int hmtx = table(file, "hmtx");
        Arrays.fill(advance, -1);
        readCharacters(file, characterMap(file), (codePoint, glyph) -> advance[codePoint] =
                Short.toUnsignedInt(file.getShort(hmtx + 4 * Math.min(glyph, longMetrics - 1))) / (float) unitsPerEm);
        float fallback = advance['0'];
        for (int c = 0; c < advance.length; c++) {
            if (advance[c] < 0) {
                advance[c] = c >= FIRST_WIDE ? 1 : fallback;
            }
        }
    }

    /// The table of a bundled typeface.
    public static FontTable of(Face face) {
        return BUNDLED.get(face);
    }

    /// The width of `text` at size 1.
    public double width(String text) {
        double sum = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            sum += codePoint < advance.length ? advance[codePoint] : 1;
            i += Character.charCount(codePoint);
        }
        return sum;
    }

    private static Map<Face, FontTable> bundled() {
        Map<Face, FontTable> tables = new EnumMap<>(Face.class);
        for (Face face : Face.values()) {
            try (InputStream in = FontTable.class.getResourceAsStream(face.resource())) {
                if (in == null) {
                    throw new IllegalStateException("The font " + face.resource()
                            + " is missing from the program's resources; build it again with mvn process-resources.");
                }
                tables.put(face, new FontTable(ByteBuffer.wrap(in.readAllBytes())));
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read the font " + face.resource() + ".", e);
            }
        }
        return tables;
    }

    private static int table(ByteBuffer file, String tag) {
        int count = file.getShort(4);
        for (int i = 0; i < count; i++) {
            int record = 12 + 16 * i;
            byte[] name = new byte[4];
            file.get(record, name);
            if (new String(name, StandardCharsets.US_ASCII).equals(tag)) {
                return file.getInt(record + 8);
            }
        }
        throw new IllegalArgumentException("The font file has no table \"" + tag + "\".");
    }

    private static int characterMap(ByteBuffer file) {
        int cmap = table(file, "cmap");
        int count = file.getShort(cmap + 2);
        for (int i = 0; i < count; i++) {
            int offset = cmap + file.getInt(cmap + 4 + 8 * i + 4);
            int format = file.getShort(offset);
            if (format == 4 || format == 12) {
                return offset;
            }
        }
        throw new IllegalArgumentException("The font file has no character map of format 4 or 12.");
    }

    private static void readCharacters(ByteBuffer file, int map, GlyphSink sink) {
        if (file.getShort(map) == 12) {
            int groups = file.getInt(map + 12);
            for (int g = 0; g < groups; g++) {
                int group = map + 16 + 12 * g;
                int first = file.getInt(group);
                int last = Math.min(file.getInt(group + 4), 0xFFFF);
                for (int c = first; c <= last; c++) {
                    sink.accept(c, file.getInt(group + 8) + c - first);
                }
            }
            return;
        }
        int doubled = Short.toUnsignedInt(file.getShort(map + 6));
        for (int s = 0; s < doubled; s += 2) {
            int last = Short.toUnsignedInt(file.getShort(map + 14 + s));
            int first = Short.toUnsignedInt(file.getShort(map + 16 + doubled + s));
            int delta = file.getShort(map + 16 + 2 * doubled + s);
            int rangeAt = map + 16 + 3 * doubled + s;
            int range = Short.toUnsignedInt(file.getShort(rangeAt));
            for (int c = first; c <= last && c != 0xFFFF; c++) {
                int glyph = range == 0 ? c + delta : Short.toUnsignedInt(file.getShort(rangeAt + range + 2 * (c - first)));
                if (range != 0 && glyph != 0) {
                    glyph += delta;
                }
                if ((glyph & 0xFFFF) != 0) {
                    sink.accept(c, glyph & 0xFFFF);
                }
            }
        }
    }

    @FunctionalInterface
    private interface GlyphSink {
        void accept(int codePoint, int glyph);
    }
}
