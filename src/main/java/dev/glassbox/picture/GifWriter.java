package dev.glassbox.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Writes an animated GIF (version 89a): every frame whole, up to 256 colours each, repeated for ever.
///
/// Figures have few colours and come out exactly; a frame with more than 256 is reduced by [Palette].
public final class GifWriter {

    private static final int COLOURS = 256;
    private static final int LARGEST_CODE = 4096;

    private final OutputStream out;
    private final int width;
    private final int height;
    private final int centiseconds;

    /// @param centiseconds how long a frame is shown
    public GifWriter(OutputStream out, int width, int height, int centiseconds) throws IOException {
        if (width < 1 || height < 1 || width > 0xFFFF || height > 0xFFFF) {
            throw new IllegalArgumentException("A GIF has 1 to 65,535 pixels on a side, not " + width + " × " + height + ".");
        }
        this.out = out;
        this.width = width;
        this.height = height;
        this.centiseconds = centiseconds;
        ascii("GIF89a");
        shorts(width, height);
        bytes(0x70, 0, 0); // no global palette; 8 bits a channel in the original
        bytes(0x21, 0xFF, 11);
        ascii("NETSCAPE2.0");
        bytes(3, 1, 0, 0, 0); // repeat for ever
    }

    /// Adds a frame of opaque pixels; transparency is ignored.
    public void frame(int... argb) throws IOException {
        if (argb.length != width * height) {
            throw new IllegalArgumentException("A frame has " + width * height + " pixels, not " + argb.length + ".");
        }
        int[] palette = Arrays.copyOf(Palette.of(argb, COLOURS), COLOURS);
        Map<Integer, Integer> indices = new HashMap<>();
        bytes(0x21, 0xF9, 4, 4); // stays until the next frame covers it
        shorts(centiseconds);
        bytes(0, 0);
        bytes(0x2C);
        shorts(0, 0, width, height);
        bytes(0x87); // a palette of 256 of its own
        for (int colour : palette) {
            bytes(colour >> 16, colour >> 8, colour);
        }
        byte[] pixels = new byte[argb.length];
        for (int i = 0; i < argb.length; i++) {
            pixels[i] = (byte) (int) indices.computeIfAbsent(argb[i] & 0xFFFFFF, colour -> nearest(palette, colour));
        }
        compress(pixels);
    }

    /// Ends the file; the stream stays open.
    public void finish() throws IOException {
        bytes(0x3B);
    }

    private static int nearest(int[] palette, int colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length && least > 0; i++) {
            int red = (palette[i] >> 16) - (colour >> 16);
            int green = (palette[i] >> 8 & 0xFF) - (colour >> 8 & 0xFF);
            int blue = (palette[i] & 0xFF) - (colour & 0xFF);
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    /// LZW with codes of 9 to 12 bits, packed least significant bit first into blocks of up to 255 bytes.
    private void compress(byte... pixels) throws IOException {
        bytes(8);
        Codes codes = new Codes();
        int clear = COLOURS;
        int next = clear + 2;
        int bits = 9;
        Map<Integer, Integer> table = new HashMap<>();
        codes.put(clear, bits);
        int prefix = pixels[0] & 0xFF;
        for (int i = 1; i < pixels.length; i++) {
            int key = prefix << 8 | pixels[i] & 0xFF;
            Integer code = table.get(key);
            if (code != null) {
                prefix = code;
                continue;
            }
            codes.put(prefix, bits);
            table.put(key, next++);
            if (next > 1 << bits) {
                bits++;
            }
            if (next == LARGEST_CODE) {
                codes.put(clear, bits);
                table.clear();
                next = clear + 2;
                bits = 9;
            }
            prefix = pixels[i] & 0xFF;
        }
        codes.put(prefix, bits);
        codes.put(clear + 1, bits);
        byte[] packed = codes.finished();
        for (int from = 0; from < packed.length; from += 255) {
            int count = Math.min(255, packed.length - from);
            bytes(count);
            out.write(packed, from, count);
        }
        bytes(0);
    }

    private static final class Codes {
        private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        private int buffer;
        private int filled;

        void put(int code, int bits) {
            buffer |= code << filled;
            filled += bits;
            while (filled >= 8) {
                packed.write(buffer);
                buffer >>>= 8;
                filled -= 8;
            }
        }

        byte[] finished() {
            if (filled > 0) {
                packed.write(buffer);
            }
            return packed.toByteArray();
        }
    }

    private void ascii(String text) throws IOException {
        for (char c : text.toCharArray()) {
            out.write(c);
        }
    }

    private void bytes(int... values) throws IOException {
        for (int value : values) {
            out.write(value);
        }
    }

    private void shorts(int... values) throws IOException {
        for (int value : values) {
            bytes(value, value >> 8);
        }
    }
}
