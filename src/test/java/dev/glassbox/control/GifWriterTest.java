package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reads the files back with a decoder written from the format's description.
class GifWriterTest {

    private static byte[] write(int width, int height, List<int[]> frames) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gif = new GifWriter(bytes, width, height, GifPalette.of(frames))) {
            for (int[] frame : frames) {
                gif.frame(frame, 60);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void everyPixelOfEveryFrameComesBack() throws IOException {
        int width = 97;
        int height = 61;
        int[] noise = new int[width * height];
        int[] flat = new int[width * height];
        long seed = 1;
        for (int i = 0; i < noise.length; i++) {
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            noise[i] = 0xFF000000 | (int) (seed >>> 56) * 0x010101;
            flat[i] = 0xFFA0A0A0;
        }
        List<int[]> frames = List.of(noise, flat, noise);
        List<int[]> read = read(write(width, height, frames));
        assertEquals(3, read.size());
        for (int f = 0; f < 3; f++) {
            assertArrayEquals(frames.get(f), read.get(f), "frame " + f);
        }
    }

    @Test
    void aPictureOfOneOrTwoColoursComesBack() throws IOException {
        int[] one = {0xFF102030};
        assertArrayEquals(one, read(write(1, 1, List.of(one))).getFirst());
        int[] two = {0xFF000000, 0xFFFFFFFF, 0xFFFFFFFF, 0xFF000000};
        assertArrayEquals(two, read(write(2, 2, List.of(two))).getFirst());
    }

    @Test
    void aLongRunFillsTheTableAndStartsAnew() throws IOException {
        int[] pattern = new int[300 * 300];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = 0xFF000000 | (i * 7919 % 251) << 8;
        }
        assertArrayEquals(pattern, read(write(300, 300, List.of(pattern))).getFirst());
    }

    @Test
    void withTooManyColoursTheNearestIsTaken() throws IOException {
        int[] many = new int[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = 0xFF000000 | i * 16;
        }
        int[] read = read(write(1000, 1, List.of(many))).getFirst();
        for (int i = 0; i < many.length; i++) {
            assertTrue(Math.abs((many[i] & 0xFF) - (read[i] & 0xFF)) + Math.abs((many[i] >> 8 & 0xFF) - (read[i] >> 8 & 0xFF)) < 300);
        }
    }

    @Test
    void aFrameOfAnotherSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> write(2, 2, List.of(new int[] {1, 2, 3})));
    }

    private static List<int[]> read(byte[] file) {
        assertEquals("GIF89a", new String(file, 0, 6, StandardCharsets.US_ASCII));
        int width = number(file, 6);
        int height = number(file, 8);
        int colours = 2 << (file[10] & 7);
        int at = 13 + 3 * colours;
        List<int[]> frames = new ArrayList<>();
        while (file[at] != 0x3B) {
            if (file[at] == 0x21) {
                at = skip(file, at + 2);
                continue;
            }
            assertEquals(0x2C, file[at]);
            at += 10;
            int smallest = file[at++];
            var data = new ByteArrayOutputStream();
            for (; file[at] != 0; at += 1 + (file[at] & 0xFF)) {
                data.write(file, at + 1, file[at] & 0xFF);
            }
            at++;
            int[] indexes = decode(data.toByteArray(), smallest, width * height);
            int[] frame = new int[indexes.length];
            for (int i = 0; i < frame.length; i++) {
                int c = 13 + 3 * indexes[i];
                frame[i] = 0xFF000000 | (file[c] & 0xFF) << 16 | (file[c + 1] & 0xFF) << 8 | file[c + 2] & 0xFF;
            }
            frames.add(frame);
        }
        assertEquals(file.length - 1, at);
        return frames;
    }

    private static int skip(byte[] file, int at) {
        while (file[at] != 0) {
            at += 1 + (file[at] & 0xFF);
        }
        return at + 1;
    }

    private static int number(byte[] file, int at) {
        return file[at] & 0xFF | (file[at + 1] & 0xFF) << 8;
    }

    private static int[] decode(byte[] data, int smallest, int pixels) {
        int clear = 1 << smallest;
        List<int[]> table = new ArrayList<>();
        int size = smallest + 1;
        int bit = 0;
        int[] out = new int[pixels];
        int filled = 0;
        int[] before = null;
        while (true) {
            int code = 0;
            for (int i = 0; i < size; i++, bit++) {
                code |= (data[bit >> 3] >> (bit & 7) & 1) << i;
            }
            if (code == clear) {
                table.clear();
                for (int i = 0; i < clear + 2; i++) {
                    table.add(new int[] {i});
                }
                size = smallest + 1;
                before = null;
                continue;
            }
            if (code == clear + 1) {
                assertEquals(pixels, filled);
                return out;
            }
            int[] entry;
            if (code < table.size()) {
                entry = table.get(code);
            } else {
                entry = Arrays.copyOf(before, before.length + 1);
                entry[before.length] = before[0];
            }
            System.arraycopy(entry, 0, out, filled, entry.length);
            filled += entry.length;
            if (before != null && table.size() < 4096) {
                int[] longer = Arrays.copyOf(before, before.length + 1);
                longer[before.length] = entry[0];
                table.add(longer);
            }
            if (table.size() == 1 << size && size < 12) {
                size++;
            }
            before = entry;
        }
    }
}
