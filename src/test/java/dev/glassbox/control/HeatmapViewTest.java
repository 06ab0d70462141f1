package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Cell;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.HeatmapPicture.Window;
import dev.glassbox.picture.Ink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class HeatmapViewTest {

    private static final int N = 1024;

    private static HeatmapPicture large() {
        float[] values = new float[N * N];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / N >= i % N ? 1f / (1 + i / N - i % N) : 0;
        }
        return HeatmapPicture.of(Heatmap.of(Side.numbered("query", N), Side.numbered("key", N), values, HeatScale.shares("weight"))
                .masked(Heatmap.causal(N)));
    }

    private static HeatmapView shown(HeatmapPicture picture) {
        HeatmapView view = new HeatmapView() {
            @Override boolean walks() {
                return true;
            }
        };
        view.show(picture);
        StackPane root = new StackPane(view);
        Scene scene = new Scene(root, 600, 600);
        scene.getStylesheets().setAll(HeatmapViewTest.class.getResource("/css/tokens_light.css").toExternalForm());
        root.applyCss();
        root.layout();
        return view;
    }

    private static void wheel(HeatmapView view, double x, double y, double delta) {
        view.fireEvent(new ScrollEvent(ScrollEvent.SCROLL, x, y, x, y, false, false, false, false, false, false, 0, delta, 0, delta,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    private static void press(HeatmapView view, KeyCode code) {
        view.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    @Test
    void theWheelZoomsWhereThePointerIsAndArrowsBringCellsIntoView() throws Exception {
        Toolkit.on(() -> {
            HeatmapView view = shown(large());
            Cell under = assertInstanceOf(Cell.class, view.hitAt(300, 300));
            for (int i = 0; i < 20; i++) {
                wheel(view, 300, 300, 40);
            }
            view.getParent().layout();
            Cell still = assertInstanceOf(Cell.class, view.hitAt(300, 300));
            assertTrue(Math.abs(under.row() - still.row()) <= 1 && Math.abs(under.column() - still.column()) <= 1,
                    under.text() + " became " + still.text());
            assertTrue(view.window().columns() < 20);
            press(view, KeyCode.RIGHT);
            press(view, KeyCode.DOWN);
            view.getParent().layout();
            for (int i = 0; i < 40; i++) {
                press(view, KeyCode.RIGHT);
                view.getParent().layout();
            }
            Cell focus = assertInstanceOf(Cell.class, view.focusedPart());
            Window window = view.window();
            assertTrue(focus.column() >= window.column() && focus.column() + 1 <= window.column() + window.columns() + 1e-9,
                    focus + " not in " + window);
            for (int i = 0; i < 40; i++) {
                wheel(view, 10, 10, -40);
            }
            assertTrue(view.window().all());
            return null;
        });
    }

    @Test
    void anotherMatrixOfTheSameSizeKeepsThePartInView() throws Exception {
        Toolkit.on(() -> {
            HeatmapView view = shown(large());
            press(view, KeyCode.PLUS);
            Window window = view.window();
            view.show(large());
            assertEquals(window, view.window());
            press(view, KeyCode.DIGIT0);
            assertTrue(view.window().all());
            return null;
        });
    }

    @Test
    void paintsLargeAndSmallMatrices() throws Exception {
        List<String> tokens = List.of("the", "·cat", "·sat", "·on", "·the", "·mat", "·because", "·it", "·was");
        int n = tokens.size();
        float[] w = new float[n * n];
        for (int q = 0; q < n; q++) {
            for (int k = 0; k <= q; k++) {
                w[q * n + k] = 1f / (q + 1);
            }
        }
        HeatmapPicture small = HeatmapPicture.of(Heatmap.of(Side.queries(tokens), Side.keys(tokens), w, HeatScale.shares("attention weight"))
                .masked(Heatmap.causal(n)).noted("row sum", List.of("1.00", "1.00", "1.00", "1.00", "1.00", "1.00", "1.00", "1.00", "1.00")))
                .marked(Marks.crossing(6, 1));
        shoot("heatmap-9", small, 640, 560, Ink.light());
        shoot("heatmap-9-dark", small, 640, 560, Ink.dark());
        float[] odd = {Float.NaN, 1, -2, Float.NEGATIVE_INFINITY, 0.5f, -0.25f};
        shoot("heatmap-odd", HeatmapPicture.of(Heatmap.of(Side.labelled("", List.of("a", "b")), Side.numbered("d_head", 3), odd,
                HeatScale.around("value", odd))), 400, 300, Ink.light());
        shoot("heatmap-1024", large().marked(Marks.lines(600, 100)), 600, 600, Ink.light());
        shoot("heatmap-1024-close", large().zoomed(new Window(500.3, 495.5, 12, 12)), 600, 600, Ink.light());
    }

    private static void shoot(String name, HeatmapPicture picture, double width, double height, Ink ink) throws Exception {
        Path folder = Path.of("target", "pictures");
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".png");
        Files.deleteIfExists(file);
        Toolkit.on(() -> {
            new PictureExporter(ink, true).png(picture, width, height, 1, file);
            return null;
        });
        assertTrue(Files.size(file) > 1000);
    }
}
