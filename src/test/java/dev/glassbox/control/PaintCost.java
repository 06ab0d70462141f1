package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.LiveSamples;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Selection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;

/// CPU time of one frame of each picture, software pipeline, the whole process counted. Not part of the suite; on a
/// quiet machine: `mvn -q test -Dtest=PaintCost`.
class PaintCost {

    private static final int FRAMES = 300;
    private static final double LARGEST = 40;

    @Test
    void aFrameCostsMilliseconds() throws Exception {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        pictures.put("flow, lines", LiveSamples.lines());
        pictures.put("flow, maps", LiveSamples.maps());
        pictures.put("flow, 32 tokens", new FlowPicture(LiveSamples.flow(32, 4), Selection.of(15, 10), FlowPicture.Mode.LINES, false));
        pictures.put("map", LiveSamples.map(true));
        pictures.put("diary", LiveSamples.diary());
        pictures.put("timeline, 2,000 steps", LiveSamples.timeline(2000, 2000));
        pictures.put("timeline, 300,000 steps", LiveSamples.timeline(300_000, 300_000));
        double snapshot = milliseconds(null);
        for (Map.Entry<String, Picture> entry : pictures.entrySet()) {
            milliseconds(entry.getValue());
            double cost = milliseconds(entry.getValue()) - snapshot;
            System.out.printf("%-24s %6.2f ms%n", entry.getKey(), cost);
            assertTrue(cost < LARGEST, entry.getKey() + " costs " + cost + " ms a frame");
        }
    }

    /// With null, what the measuring itself costs.
    private static double milliseconds(Picture picture) throws Exception {
        return Toolkit.on(() -> {
            Picture.Size size = picture == null ? new Picture.Size(984, 340) : picture.preferredSize();
            Canvas canvas = new Canvas(984, 340);
            CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D(), Ink.light(), 1);
            WritableImage image = new WritableImage(984, 340);
            Duration before = cpu();
            for (int frame = 0; frame < FRAMES; frame++) {
                canvas.getGraphicsContext2D().clearRect(0, 0, 984, 340);
                if (picture != null) {
                    picture.paint(pen, Ink.light(), size.width(), size.height());
                }
                canvas.snapshot(new SnapshotParameters(), image);
            }
            return cpu().minus(before).toNanos() / 1e6 / FRAMES;
        });
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
