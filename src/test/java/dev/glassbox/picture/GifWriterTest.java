package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GifWriterTest {

    private static byte[] gif(int width, int height, int[]... frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GifWriter gif = new GifWriter(out, width, height, 50);
        for (int[] frame : frames) {
            gif.frame(frame);
        }
        gif.finish();
        return out.toByteArray();
    }

    /// Reads the frames back, as RGB, by the book (GIF89a specification, appendix F).
    private static List<int[]> read(byte... gif) {
        List<int[]> frames = new ArrayList<>();
        int at = 13;
        while (gif[at] != 0x3B) {
            if (gif[at] == 0x21) {
                at += 2;
                while (gif[at] != 0) {
                    at += 1 + (gif[at] & 0xFF);
                }
                at++;
                continue;
            }
            int width = (gif[at + 5] & 0xFF) | (gif[at + 6] & 0xFF) << 8;
            int height = (gif[at + 7] & 0xFF) | (gif[at + 8] & 0xFF) << 8;
            at += 10;
            int palette = at;
            at += 3 * 256 + 1;
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            while (gif[at] != 0) {
                int size = gif[at] & 0xFF;
                packed.write(gif, at + 1, size);
                at += 1 + size;
            }
            at++;
            frames.add(pixels(gif, palette, unpack(packed.toByteArray(), width * height)));
        }
        return frames;
    }

    private static int[] pixels(byte[] gif, int palette, int[] indices) {
        int[] rgb = new int[indices.length];
        for (int i = 0; i < rgb.length; i++) {
            int p = palette + 3 * indices[i];
            rgb[i] = (gif[p] & 0xFF) << 16 | (gif[p + 1] & 0xFF) << 8 | gif[p + 2] & 0xFF;
        }
        return rgb;
    }

    private static int[] unpack(byte[] packed, int count) {
        List<int[]> table = new ArrayList<>();
        int[] pixels = new int[count];
        int filled = 0;
        int bits = 9;
        int position = 0;
        int[] before = null;
        while (true) {
            int code = 0;
            for (int b = 0; b < bits; b++, position++) {
                code |= (packed[position >> 3] >> (position & 7) & 1) << b;
            }
            if (code == 256) {
                table.clear();
                for (int i = 0; i < 258; i++) {
                    table.add(new int[] {i});
                }
                bits = 9;
                before = null;
                continue;
            }
            if (code == 257) {
                assertEquals(count, filled);
                return pixels;
            }
            int[] entry = code < table.size() ? table.get(code) : plus(before, before[0]);
            System.arraycopy(entry, 0, pixels, filled, entry.length);
            filled += entry.length;
            if (before != null && table.size() < 4096) {
                table.add(plus(before, entry[0]));
                if (table.size() == 1 << bits && bits < 12) {
                    bits++;
                }
            }
            before = entry;
        }
    }

    private static int[] plus(int[] entry, int last) {
        int[] longer = java.util.Arrays.copyOf(entry, entry.length + 1);
        longer[entry.length] = last;
        return longer;
    }

    @Test
    void framesComeBackExactlyWhileTheyHaveFewColours() throws IOException {
        int[] noise = new int[200 * 150];
        int state = 12345;
        for (int i = 0; i < noise.length; i++) {
            state = state * 1103515245 + 12345;
            noise[i] = (state >>> 24) * 0x010101;
        }
        int[] flat = new int[200 * 150];
        java.util.Arrays.fill(flat, 0x336699);
        List<int[]> read = read(gif(200, 150, noise, flat));
        assertEquals(2, read.size());
        assertArrayEquals(noise, read.get(0));
        assertArrayEquals(flat, read.get(1));
    }

    @Test
    void manyColoursAreMappedToNearOnes() throws IOException {
        int[] gradient = new int[64 * 64];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (i % 64) << 18 | (i / 64) << 10 | 0x80;
        }
        int[] read = read(gif(64, 64, gradient)).getFirst();
        for (int i = 0; i < read.length; i++) {
            assertTrue(Math.abs((read[i] >> 16) - (gradient[i] >> 16)) <= 32, "red of pixel " + i);
        }
    }

    @Test
    void aSinglePixelIsAGif() throws IOException {
        assertArrayEquals(new int[] {0xABCDEF}, read(gif(1, 1, new int[] {0xFFABCDEF})).getFirst());
    }
}
