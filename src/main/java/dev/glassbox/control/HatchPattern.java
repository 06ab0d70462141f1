package dev.glassbox.control;

import dev.glassbox.picture.Argb;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.ImagePattern;

/// The diagonal hatch as a tile that repeats without a seam, drawn for the screen's own pixels.
final class HatchPattern {

    private static final int TILE = 8;
    private static final double LINE = 0.8;

    private HatchPattern() {}

    static ImagePattern of(int line, int ground, double density) {
        int size = (int) Math.round(TILE * Math.max(1, density));
        WritableImage tile = new WritableImage(size, size);
        PixelWriter pixels = tile.getPixelWriter();
        double half = LINE / 2 * size / TILE;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int diagonal = (x + y + 1) % size;
                double distance = Math.min(diagonal, size - diagonal) / Math.sqrt(2);
                pixels.setArgb(x, y, Argb.mix(ground, line, Math.clamp(half + 0.5 - distance, 0, 1)));
            }
        }
        return new ImagePattern(tile, 0, 0, TILE, TILE, false);
    }
}
