package dev.glassbox.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes an animated GIF (GIF89a with the looping extension), one frame after the other.
///
/// All frames share one palette of at most 256 colours, so figures of few flat colours suit it; colours between two entries of
/// the palette become the nearest. The stream is not closed.
public final class GifWriter implements Closeable {
    private static final int LARGEST_CODE = 4096;
    private static final int LARGEST_BLOCK = 255;
    private static final int HASH = 1 << 14;

    private final OutputStream out;
    private final int width;
    private final int height;
    private final GifPalette palette;
    private final int bits;
    private final byte[] block = new byte[LARGEST_BLOCK];
    private int blockSize;
    private int pending;
    private int pendingBits;

    /// @param palette the colours of all frames
    public GifWriter(OutputStream out, int width, int height, GifPalette palette) throws IOException {
        if (width < 1 || height < 1 || width > 0xFFFF || height > 0xFFFF) {
            throw new IllegalArgumentException("A GIF has 1 to 65535 pixels on a side, not " + width + " × " + height + ".");
        }
        this.out = out;
        this.width = width;
        this.height = height;
        this.palette = palette;
        this.bits = palette.bits();
        out.write("GIF89a".getBytes(StandardCharsets.US_ASCII));
        number(width);
        number(height);
        out.write(0xF0 | bits - 1);
        out.write(0);
        out.write(0);
        for (int i = 0; i < 1 << bits; i++) {
            int rgb = palette.color(i);
            out.write(rgb >> 16);
            out.write(rgb >> 8);
            out.write(rgb);
        }
        out.write(new byte[] {0x21, (byte) 0xFF, 11});
        out.write("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {3, 1, 0, 0, 0});
    }

    /// Adds a frame of `width` × `height` opaque ARGB pixels, shown for so many hundredths of a second.
    public void frame(int[] argb, int hundredths) throws IOException {
        if (argb.length != width * height) {
            throw new IllegalArgumentException("A frame of " + width + " × " + height + " needs " + width * height + " pixels, not " + argb.length + ".");
        }
        out.write(new byte[] {0x21, (byte) 0xF9, 4, 4});
        number(hundredths);
        out.write(0);
        out.write(0);
        out.write(0x2C);
        number(0);
        number(0);
        number(width);
        number(height);
        out.write(0);
        compress(argb);
    }

    /// LZW (Welch 1984) as GIF wants it: codes of growing width, lowest bit first, in blocks of at most 255 bytes.
    private void compress(int[] argb) throws IOException {
        int smallest = Math.max(2, bits);
        out.write(smallest);
        int clear = 1 << smallest;
        int[] keys = new int[HASH];
        int[] codes = new int[HASH];
        int next = clear + 2;
        int size = smallest + 1;
        java.util.Arrays.fill(keys, -1);
        code(clear, size);
        int current = palette.index(argb[0]);
        for (int i = 1; i < argb.length; i++) {
            int pixel = palette.index(argb[i]);
            int key = current << 8 | pixel;
            int slot = find(keys, key);
            if (keys[slot] == key) {
                current = codes[slot];
                continue;
            }
            code(current, size);
            if (next < LARGEST_CODE) {
                keys[slot] = key;
                codes[slot] = next++;
                size = next > 1 << size && size < 12 ? size + 1 : size;
            } else {
                code(clear, size);
                java.util.Arrays.fill(keys, -1);
                next = clear + 2;
                size = smallest + 1;
            }
            current = pixel;
        }
        code(current, size);
        // The decoder adds an entry after this code too, and so may read one bit more from here on.
        next++;
        size = next > 1 << size && size < 12 ? size + 1 : size;
        code(clear + 1, size);
        flush();
    }

    private static int find(int[] keys, int key) {
        int slot = key * 0x9E3779B1 >>> 18;
        while (keys[slot] >= 0 && keys[slot] != key) {
            slot = slot + 1 & HASH - 1;
        }
        return slot;
    }

    private void code(int code, int size) throws IOException {
        pending |= code << pendingBits;
        pendingBits += size;
        while (pendingBits >= 8) {
            put(pending);
            pending >>>= 8;
            pendingBits -= 8;
        }
    }

    private void put(int value) throws IOException {
        block[blockSize++] = (byte) value;
        if (blockSize == LARGEST_BLOCK) {
            writeBlock();
        }
    }

    private void writeBlock() throws IOException {
        if (blockSize > 0) {
            out.write(blockSize);
            out.write(block, 0, blockSize);
            blockSize = 0;
        }
    }

    private void flush() throws IOException {
        if (pendingBits > 0) {
            put(pending);
        }
        pending = 0;
        pendingBits = 0;
        writeBlock();
        out.write(0);
    }

    private void number(int value) throws IOException {
        out.write(value);
        out.write(value >> 8);
    }

    /// Ends the file.
    @Override
    public void close() throws IOException {
        out.write(0x3B);
        out.flush();
    }
}
