package dev.glassbox.control;

import dev.glassbox.picture.Argb;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.NumberTable;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.PngWriter;
import dev.glassbox.picture.SvgPen;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.paint.Color;

/// Lays a picture out again, at any size, into a file or onto the clipboard. Runs on the toolkit's thread.
///
/// @param ink        colours of the figure
/// @param background whether the ground is painted; without it PNG and SVG are transparent
public record PictureExporter(Ink ink, boolean background) {

    /// Textures may not be larger; a larger export is painted in tiles.
    public static final int LARGEST_SIDE = 4096;

    private static final int TILE = 2048;
    private static final int LARGEST_EXPORT = 16_384;

    /// Writes a PNG of `width` × `height` logical pixels, each `scale` pixels wide.
    public void png(Picture picture, double width, double height, double scale, Path file) throws IOException {
        int columns = pixels(width * scale);
        int rows = pixels(height * scale);
        atomically(file, out -> {
            try (PngWriter png = new PngWriter(out, columns, rows)) {
                png.text("Description", picture.describe());
                for (int y = 0; y < rows; y += TILE) {
                    int height0 = Math.min(TILE, rows - y);
                    png.rows(strip(picture, width, height, scale, columns, y, height0), height0);
                }
            }
        });
    }

    /// Writes an SVG of `width` × `height`.
    public void svg(Picture picture, double width, double height, Path file) throws IOException {
        byte[] text = SvgPen.write(picture, ink.scaled(1), width, height, ground()).getBytes(StandardCharsets.UTF_8);
        atomically(file, out -> out.write(text));
    }

    /// Writes the numbers behind a picture.
    public static void csv(NumberTable numbers, Path file) throws IOException {
        byte[] text = numbers.csv().getBytes(StandardCharsets.UTF_8);
        atomically(file, out -> out.write(text));
    }

    /// Puts the picture on the system clipboard, with its description as text.
    public void copy(Picture picture, double width, double height, double scale) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(image(picture, width, height, scale));
        content.putString(picture.describe());
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// The picture as one image; each side at most [#LARGEST_SIDE] pixels.
    public WritableImage image(Picture picture, double width, double height, double scale) {
        double fitting = Math.min(scale, LARGEST_SIDE / Math.max(width, height));
        int columns = pixels(width * fitting);
        int rows = pixels(height * fitting);
        return tile(picture, width, height, fitting, 0, 0, columns, rows);
    }

    private int[] strip(Picture picture, double width, double height, double scale, int columns, int y, int rows) {
        int[] argb = new int[columns * rows];
        for (int x = 0; x < columns; x += TILE) {
            int part = Math.min(TILE, columns - x);
            tile(picture, width, height, scale, x, y, part, rows).getPixelReader()
                    .getPixels(0, 0, part, rows, PixelFormat.getIntArgbInstance(), argb, x, columns);
        }
        return argb;
    }

    private WritableImage tile(Picture picture, double width, double height, double scale, int x, int y, int columns, int rows) {
        Canvas canvas = new Canvas(columns, rows);
        GraphicsContext g = canvas.getGraphicsContext2D();
        if (background) {
            g.setFill(Color.web(Argb.hex(ground())));
            g.fillRect(0, 0, columns, rows);
        }
        g.translate(-x, -y);
        g.scale(scale, scale);
        picture.paint(new CanvasPen(g, ink, scale), ink.scaled(1), width, height);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return canvas.snapshot(parameters, new WritableImage(columns, rows));
    }

    private int ground() {
        return background ? ink.color(InkColor.BG_SURFACE) : 0;
    }

    private static int pixels(double length) {
        int pixels = (int) Math.round(length);
        if (pixels < 1 || pixels > LARGEST_EXPORT) {
            throw new IllegalArgumentException("An export must be 1 to " + LARGEST_EXPORT + " pixels on a side, not " + pixels
                    + ". Choose a smaller size or scale.");
        }
        return pixels;
    }

    /// Writes beside the file first, so that a failure leaves no half a figure.
    private static void atomically(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.writeTo(out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
