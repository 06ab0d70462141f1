package dev.glassbox.app;

import dev.glassbox.control.PictureView;
import dev.glassbox.view.EmbeddingsChoice;
import dev.glassbox.view.Views;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// Measures the map of all tokens in a window: the wheel zooms, a drag moves and, in three dimensions, turns it, one event in every frame. For each of the three: what
/// an event costs the window's thread until it is painted, and how far apart the frames are.
final class MapMeter {
    private static final int MOST = 1 << 16;
    private static final double RADIUS = 120;

    private enum Phase { OPENING, ZOOM, PAN, TURN, DONE }

    private final Wiring wiring;
    private final WindowModel models;
    private final Scene scene;
    private final boolean opened;
    private final double warmUp;
    private final double seconds;
    private final Consumer<Map<String, Object>> done;
    private final Map<String, Object> report = new LinkedHashMap<>();
    private final double[] costs = new double[MOST];
    private final double[] intervals = new double[MOST];
    private Phase phase = Phase.OPENING;
    private PictureView map;
    private long begun;
    private long moved;
    private long last;
    private int events;
    private int frames;

    /// @param opened whether a model from a folder is waited for
    /// @param warmUp seconds before each of the three, and `seconds` of each that are measured
    MapMeter(Wiring wiring, Scene scene, boolean opened, double warmUp, double seconds, Consumer<Map<String, Object>> done) {
        this.wiring = wiring;
        this.scene = scene;
        this.opened = opened;
        this.warmUp = warmUp;
        this.seconds = seconds;
        this.done = done;
        models = wiring.models();
        models.embeddings().allTokensProperty().set(true);
        wiring.state().lens().set(Views.EMBEDDINGS);
        models.pulse().stop(); // begun again behind the timer below: the map moves before the window looks
        new AnimationTimer() {
            @Override public void handle(long now) {
                pulse();
                if (phase == Phase.DONE) {
                    stop();
                    done.accept(report);
                }
            }
        }.start();
        models.pulse().start();
        scene.addPostLayoutPulseListener(this::painted);
    }

    private void pulse() {
        long now = System.nanoTime();
        if (phase == Phase.OPENING) {
            boolean ready = models.run().getLoaded().filter(loaded -> loaded.folder().isPresent() == opened && models.embeddings().getMap().filter(shown -> loaded.config().vocabSize() == shown.of()).isPresent()).isPresent();
            if (ready && scene.lookup(".atlas-view .picture-view") instanceof PictureView found && found.getPicture() != null) {
                map = found;
                report.put("vocabulary", models.run().getLoaded().orElseThrow().config().vocabSize());
                report.put("points", models.embeddings().getMap().orElseThrow().size());
                start(Phase.ZOOM, now);
            }
            return;
        }
        if (now - begun > (warmUp + seconds) * 1e9) {
            tell();
            Phase next = Phase.values()[phase.ordinal() + 1];
            if (next == Phase.TURN) {
                wiring.embeddings().projection().set(EmbeddingsChoice.Projection.SOLID);
            }
            start(next, now);
            return;
        }
        if (warm(now) && last != 0 && frames < MOST) {
            intervals[frames++] = (now - last) / 1e6;
        }
        last = now;
        moved = System.nanoTime();
        move((now - begun) * 1e-9);
    }

    private void start(Phase next, long now) {
        phase = next;
        begun = now;
        last = 0;
        moved = 0;
        events = 0;
        frames = 0;
        if (next == Phase.PAN) {
            wheel(1_000);
        }
        if (next == Phase.PAN || next == Phase.TURN) {
            drag(MouseEvent.MOUSE_PRESSED, RADIUS, 0);
        }
    }

    private boolean warm(long now) {
        return now - begun > warmUp * 1e9;
    }

    /// Two seconds in, two out; and a round in three seconds.
    private void move(double turn) {
        if (phase == Phase.ZOOM) {
            wheel(turn % 4 < 2 ? 25 : -25);
        } else {
            drag(MouseEvent.MOUSE_DRAGGED, RADIUS * Math.cos(2 * turn), RADIUS * Math.sin(2 * turn));
        }
    }

    private void wheel(double delta) {
        Point2D at = map.localToScene(map.getWidth() / 2 + 20, map.getHeight() / 2 + 10);
        map.fireEvent(new ScrollEvent(ScrollEvent.SCROLL, at.getX(), at.getY(), at.getX(), at.getY(), false, false, false, false, false, false, 0, delta, 0, delta,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    private void drag(EventType<MouseEvent> type, double x, double y) {
        Point2D at = map.localToScene(map.getWidth() / 2 + x, map.getHeight() / 2 + y);
        map.fireEvent(new MouseEvent(type, at.getX(), at.getY(), at.getX(), at.getY(), MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, false, false, false,
                null));
    }

    private void painted() {
        if (moved != 0 && warm(System.nanoTime()) && events < MOST) {
            costs[events++] = (System.nanoTime() - moved) / 1e6;
        }
        moved = 0;
    }

    private void tell() {
        String name = phase.name().toLowerCase(Locale.ROOT);
        tell(name + "_cost", costs, events);
        tell(name + "_frame", intervals, frames);
    }

    private void tell(String name, double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        report.put(name + "s", count);
        report.put(name + "_p50_ms", count == 0 ? Double.NaN : sorted[count / 2]);
        report.put(name + "_p95_ms", count == 0 ? Double.NaN : sorted[count * 19 / 20]);
        report.put(name + "_max_ms", count == 0 ? Double.NaN : sorted[count - 1]);
    }
}
