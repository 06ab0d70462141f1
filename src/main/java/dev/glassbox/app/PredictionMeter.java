package dev.glassbox.app;

import dev.glassbox.session.Written;
import dev.glassbox.view.FrameMeter;
import dev.glassbox.view.FrameMeter.Intervals;
import dev.glassbox.view.PredictionChoice;
import dev.glassbox.view.Views;
import dev.glassbox.viewmodel.GenerateModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// Measures the Prediction lens in a window: what one move of a sampling slider costs the window's thread until it is painted, and how fast text
/// streams into the page *Generate* while the window is drawn.
final class PredictionMeter {
    private static final int TOKENS = 200;
    private static final int MOVES = 1 << 16;

    private enum Phase { OPENING, SLIDERS, WARM_TEXT, TEXT, DONE }

    private final Wiring wiring;
    private final WindowModel models;
    private final double warmUp;
    private final double seconds;
    private final Consumer<Map<String, Object>> done;
    private final Map<String, Object> report = new LinkedHashMap<>();
    private final double[] answers = new double[MOVES];
    private Phase phase = Phase.OPENING;
    private long begun;
    private long moved;
    private int moves;
    private long written;
    private Intervals frames;

    PredictionMeter(Wiring wiring, Scene scene, double warmUp, double seconds, Consumer<Map<String, Object>> done) {
        this.wiring = wiring;
        this.warmUp = warmUp;
        this.seconds = seconds;
        this.done = done;
        models = wiring.models();
        wiring.state().lens().set(Views.PREDICTION);
        models.pulse().stop(); // begun again behind the timer below: a slider moves before the window looks
        new AnimationTimer() {
            @Override public void handle(long now) {
                pulse();
                if (phase == Phase.DONE) {
                    stop();
                }
            }
        }.start();
        models.pulse().start();
        scene.addPostLayoutPulseListener(this::painted);
    }

    private void pulse() {
        long now = System.nanoTime();
        GenerateModel text = models.prediction().generate();
        switch (phase) {
            case OPENING -> {
                if (models.prediction().nextToken().getView().isPresent()) {
                    report.put("vocabulary", models.prediction().nextToken().getView().get().row().size());
                    models.prediction().nextToken().rollThousand();
                    begun = now;
                    phase = Phase.SLIDERS;
                }
            }
            case SLIDERS -> move(now);
            case WARM_TEXT -> {
                if (!text.writingProperty().get()) {
                    written = now;
                    text.write();
                    new FrameMeter().measure(seconds, intervals -> frames = intervals);
                    phase = Phase.TEXT;
                }
            }
            case TEXT -> {
                if (!text.writingProperty().get() && frames != null) {
                    phase = Phase.DONE;
                    finish();
                }
                if (!text.writingProperty().get() && !report.containsKey("tokens_per_s")) {
                    Written found = text.getSelected().orElseThrow().text();
                    report.put("tokens", found.steps().size());
                    report.put("tokens_per_s", found.steps().size() * 1e9 / (now - written));
                    report.put("tokens_per_s_of_work", found.tokensPerSecond());
                }
            }
            case DONE -> { }
        }
    }

    /// Another place for all three sliders at every frame.
    private void move(long now) {
        if (now - begun > (warmUp + seconds) * 1e9) {
            double[] sorted = Arrays.copyOf(answers, moves);
            Arrays.sort(sorted);
            report.put("slider_moves", moves);
            report.put("slider_p50_ms", sorted[moves / 2]);
            report.put("slider_p95_ms", sorted[moves * 19 / 20]);
            report.put("slider_max_ms", sorted[moves - 1]);
            models.sampling().setTemperature(0.8);
            models.sampling().setTopK(0);
            models.sampling().setTopP(1);
            wiring.prediction().page().set(PredictionChoice.Page.GENERATE);
            models.prediction().generate().limitProperty().set(TOKENS);
            models.prediction().generate().write();
            phase = Phase.WARM_TEXT;
            return;
        }
        moved = now;
        double turn = (now - begun) * 1e-9;
        models.sampling().setTemperature(1.5 + 1.4 * Math.sin(3 * turn));
        models.sampling().setTopK((int) (2 + 1000 * (1 + Math.sin(2 * turn))));
        models.sampling().setTopP(0.5 + 0.49 * Math.sin(turn));
    }

    private void painted() {
        if (phase == Phase.SLIDERS && moved != 0 && System.nanoTime() - begun > warmUp * 1e9 && moves < MOVES) {
            answers[moves++] = (System.nanoTime() - moved) / 1e6;
        }
        moved = 0;
    }

    private void finish() {
        report.put("frames", frames.frames());
        report.put("frame_p50_ms", frames.p50());
        report.put("frame_p95_ms", frames.p95());
        report.put("frame_max_ms", frames.max());
        done.accept(report);
    }
}
