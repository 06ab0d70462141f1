package dev.glassbox.cli;

import dev.glassbox.control.BundledFonts;
import dev.glassbox.control.PictureExporter;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.Picture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;
import javafx.scene.image.PixelFormat;

/// Pictures as pixels: starts the toolkit without a display, and only when it is needed. Once in a process.
final class Rasterizer {

    private Rasterizer() {}

    /// Straight ARGB pixels of each picture, row by row.
    static List<int[]> paint(List<Picture> pictures, Ink ink, int width, int height) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<List<int[]>> painted = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                BundledFonts.load();
                painted.complete(pictures.stream().map(picture -> pixels(picture, ink, width, height)).toList());
            } catch (RuntimeException | Error failed) {
                painted.completeExceptionally(failed);
            }
        });
        try {
            return painted.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            Platform.exit();
        }
    }

    private static int[] pixels(Picture picture, Ink ink, int width, int height) {
        int[] argb = new int[width * height];
        new PictureExporter(ink, true).image(picture, width, height, 1).getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return argb;
    }
}
