package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.Ink;
import dev.glassbox.picture.LiveSamples;
import dev.glassbox.picture.Pen;
import dev.glassbox.picture.Stroke;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/// What a canvas pen paints by its own shortcuts looks like what the toolkit paints. A pen for two device pixels a unit takes no shortcuts.
class QuickShapesTest {

    private static final int WIDTH = 300;
    private static final int HEIGHT = 160;
    private static final int BLUE = 0xff1f5fbf;
    private static final int PALE = 0x60c06010;

    @Test
    void dotsBarsFramesAndMarksLookLikeTheToolkitsOwn() throws Exception {
        assertAlike(0.004, 0.3, pen -> {
            pen.fillRect(10, 10, 24, 14, 4, BLUE);
            pen.fillRect(50.25, 10.5, 120.5, 20, 3, BLUE);
            pen.fillRect(190, 10, 90, 120, 10, PALE);
            pen.strokeRect(10.5, 40.5, 20, 15, 4, Stroke.of(BLUE, 1));
            pen.strokeRect(50.5, 40.5, 120, 100, 8, Stroke.of(BLUE, 2));
            pen.fillCircle(20, 80, 2.5, BLUE);
            pen.fillCircle(30.5, 80.25, 6, PALE);
            pen.strokeCircle(20, 110, 7, Stroke.of(BLUE, 1.5));
            pen.polyline(new double[] {10, 14.5, 23}, new double[] {130, 134.5, 125}, 3, Stroke.round(BLUE, 2));
        });
    }

    @Test
    void bundlesOfCurvesLookLikeTheToolkitsOwn() throws Exception {
        double[] points = {
            10, 10, 66, 10, 54, 150, 110, 150,
            10, 10, 66, 10, 54, 40, 110, 40,
            10, 80, 66, 80, 54, 80, 110, 80,
            150, 140, 220, 140, 190, 12.5, 270, 12.5};
        assertAlike(0.006, 0.5, pen -> pen.curves(List.of(
                new Pen.Curves(points, 4, Stroke.of(PALE, 5)),
                new Pen.Curves(points, 3, Stroke.of(BLUE, 1.4)))));
    }

    @Test
    void longLinesDashesAndPolygonsLookLikeTheToolkitsOwn() throws Exception {
        double[] xs = new double[120];
        double[] ys = new double[120];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = 10 + 2.3 * i;
            ys[i] = 60 + 40 * Math.sin(i / 9.0) + 6 * Math.sin(i * 1.7);
        }
        assertAlike(0.006, 0.5, pen -> {
            pen.polyline(xs, ys, xs.length, Stroke.round(BLUE, 2.2));
            pen.polyline(new double[] {20, 60, 40, 20}, new double[] {20, 30, 50, 20}, 4, Stroke.round(PALE, 14));
            pen.fillPolygon(new double[] {200, 210, 210, 205, 200}, new double[] {20.5, 20.5, 26, 31, 26}, 5, BLUE);
            pen.fillPolygon(new double[] {280, 240, 250}, new double[] {30, 20, 60}, 3, PALE);
            pen.fillPolygon(new double[] {220, 290, 290, 255, 220}, new double[] {110, 110, 150, 120, 150}, 5, BLUE); // not convex
            pen.line(10, 130.5, 200, 130.5, Stroke.of(BLUE, 1.5).dash(Stroke.Dash.DOTTED));
            pen.line(200, 140, 10, 140, Stroke.of(BLUE, 2).dash(Stroke.Dash.DASHED));
            pen.line(215.5, 150, 215.5, 40, Stroke.of(BLUE, 1).dash(Stroke.Dash.SHORT));
        });
    }

    @Test
    void aWholePictureLooksTheSame() throws Exception {
        assertAlike(0.01, 0.6, pen -> LiveSamples.lines().paint(pen, Ink.light(), WIDTH * 3, HEIGHT * 3));
    }

    /// @param mean  of the differences of all channels, of 1
    /// @param worst of a single channel of a pixel
    private static void assertAlike(double mean, double worst, Consumer<Pen> painting) throws Exception {
        WritableImage quick = Toolkit.on(() -> paint(1, painting));
        WritableImage slow = Toolkit.on(() -> paint(2, painting));
        PixelReader a = quick.getPixelReader();
        PixelReader b = slow.getPixelReader();
        double sum = 0;
        double greatest = 0;
        boolean blank = true;
        for (int y = 0; y < HEIGHT * 3; y++) {
            for (int x = 0; x < WIDTH * 3; x++) {
                double difference = difference(a.getColor(x, y), b.getColor(x, y));
                sum += difference;
                greatest = Math.max(greatest, difference);
                blank &= a.getColor(x, y).equals(Color.WHITE);
            }
        }
        sum /= WIDTH * 3 * HEIGHT * 3;
        assertTrue(!blank, "nothing was painted");
        assertTrue(sum < mean, "mean difference " + sum);
        assertTrue(greatest < worst, "greatest difference " + greatest);
    }

    private static double difference(Color a, Color b) {
        return Math.max(Math.abs(a.getRed() - b.getRed()), Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
    }

    private static WritableImage paint(double density, Consumer<Pen> painting) {
        Canvas canvas = new Canvas(WIDTH * 3, HEIGHT * 3);
        painting.accept(new CanvasPen(canvas.getGraphicsContext2D(), Ink.light(), density));
        return canvas.snapshot(new SnapshotParameters(), new WritableImage(WIDTH * 3, HEIGHT * 3));
    }
}
