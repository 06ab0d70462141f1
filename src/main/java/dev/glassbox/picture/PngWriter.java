package dev.glassbox.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes PNG (ISO/IEC 15948): 8 bits a channel, RGBA, rows handed in from top to bottom.
///
/// Each row is filtered with Sub (difference to the pixel on the left), which suits flat areas and needs one row only,
/// so pictures larger than memory can be written strip by strip.
public final class PngWriter implements AutoCloseable {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int SUB = 1;

    private final DataOutputStream out;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final Deflater deflater = new Deflater(6);
    private final DeflaterOutputStream pixels = new DeflaterOutputStream(packed, deflater);
    private final byte[] row;
    private final int width;
    private int rowsLeft;

    /// Starts a picture of `width` × `height` pixels; the stream stays open when this writer is closed.
    public PngWriter(OutputStream out, int width, int height) throws IOException {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A PNG needs at least one pixel, not " + width + " × " + height + ".");
        }
        this.out = new DataOutputStream(out);
        this.width = width;
        this.rowsLeft = height;
        this.row = new byte[1 + 4 * width];
        this.out.write(SIGNATURE);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 6, 0, 0, 0});
        chunk("IHDR", header.toByteArray());
    }

    /// Adds a text under a keyword such as "Description"; before the first rows.
    public void text(String keyword, String value) throws IOException {
        chunk("iTXt", (keyword + "\0\0\0\0\0" + value).getBytes(StandardCharsets.UTF_8));
    }

    /// Adds rows of straight (not premultiplied) ARGB pixels.
    public void rows(int[] argb, int rows) throws IOException {
        if (rows > rowsLeft) {
            throw new IllegalStateException("The picture has only " + rowsLeft + " rows left, not " + rows + ".");
        }
        for (int y = 0; y < rows; y++) {
            row[0] = SUB;
            int left = 0;
            for (int x = 0; x < width; x++) {
                int pixel = argb[y * width + x];
                int at = 1 + 4 * x;
                row[at] = (byte) (Argb.red(pixel) - Argb.red(left));
                row[at + 1] = (byte) (Argb.green(pixel) - Argb.green(left));
                row[at + 2] = (byte) (Argb.blue(pixel) - Argb.blue(left));
                row[at + 3] = (byte) (Argb.alpha(pixel) - Argb.alpha(left));
                left = pixel;
            }
            pixels.write(row);
        }
        rowsLeft -= rows;
    }

    /// The whole picture at once.
    public static byte[] encode(int[] argb, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PngWriter png = new PngWriter(bytes, width, height)) {
            png.rows(argb, height);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed.", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        try {
            if (rowsLeft > 0) {
                throw new IllegalStateException("The picture lacks its last " + rowsLeft + " rows.");
            }
            pixels.finish();
            chunk("IDAT", packed.toByteArray());
            chunk("IEND", new byte[0]);
            out.flush();
        } finally {
            deflater.end();
        }
    }

    private void chunk(String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
