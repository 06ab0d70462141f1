package dev.glassbox.app;

import dev.glassbox.cli.MeasureCommand;
import dev.glassbox.control.BundledFonts;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunCommand;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Warmup;
import dev.glassbox.view.FrameMeter;
import dev.glassbox.view.FrameMeter.Intervals;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;

/// Measures the default run with its window on a display, and alone.
final class WindowMeter implements MeasureCommand.Meter {
    private static final int LONG = 1_000_000;

    /// What is done with an open window.
    private interface Use {
        void of(Wiring wiring, Scene scene, Consumer<Map<String, Object>> done);
    }

    private static RunSpec spec() {
        RunSpec spec = RunSpec.smallStories();
        return spec.withTraining(spec.training().withSteps(LONG));
    }

    @Override
    public Map<String, Object> withWindow(int width, int height, double warmUp, double seconds) throws InterruptedException {
        return onScreen(width, height, (wiring, scene, done) -> measure(wiring, warmUp, seconds, done));
    }

    @Override
    public Map<String, Object> soak(int width, int height, int minutes) throws InterruptedException {
        return onScreen(width, height, (wiring, scene, done) -> new WindowSoak(wiring, minutes, used -> done.accept(Map.of("used_mb", used))));
    }

    @Override
    public Map<String, Object> prediction(int width, int height, Optional<Path> model, double warmUp, double seconds) throws InterruptedException {
        return onScreen(width, height, (wiring, scene, done) -> {
            wiring.models().run().pause();
            model.ifPresent(wiring.models().files()::open);
            new PredictionMeter(wiring, scene, warmUp, seconds, done);
        });
    }

    private static Map<String, Object> onScreen(int width, int height, Use use) throws InterruptedException {
        var done = new CompletableFuture<Map<String, Object>>();
        Platform.startup(() -> {
            try {
                open(width, height, use, done);
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            return done.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } finally {
            Platform.exit();
        }
    }

    private static void open(int width, int height, Use use, CompletableFuture<Map<String, Object>> done) {
        BundledFonts.load();
        var wiring = new Wiring(new NoDialogs(), Warmup.start(Kernels.best()), Runtime.getRuntime().availableProcessors());
        var stage = new Stage();
        wiring.window().showOn(stage);
        stage.setWidth(width);
        stage.setHeight(height);
        wiring.models().pulse().start();
        wiring.models().run().open(spec(), true);
        use.of(wiring, stage.getScene(), report -> {
            wiring.close();
            stage.close();
            done.complete(report);
        });
    }

    private static void measure(Wiring wiring, double warmUp, double seconds, Consumer<Map<String, Object>> done) {
        var wait = new PauseTransition(Duration.seconds(warmUp));
        wait.setOnFinished(e -> {
            int before = wiring.models().run().getStep();
            new FrameMeter().measure(seconds, intervals -> done.accept(report(intervals, wiring.models().run().getStep() - before, seconds)));
        });
        wait.play();
    }

    private static Map<String, Object> report(Intervals intervals, int steps, double seconds) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("frames", intervals.frames());
        report.put("p50_ms", intervals.p50());
        report.put("p95_ms", intervals.p95());
        report.put("p99_ms", intervals.p99());
        report.put("max_ms", intervals.max());
        report.put("steps_per_s", steps / seconds);
        return report;
    }

    @Override
    public Map<String, Object> alone(double warmUp, double seconds) throws InterruptedException {
        try (var run = new Run(spec(), Warmup.start(Kernels.best()), Runtime.getRuntime().availableProcessors())) {
            run.start();
            run.send(new RunCommand.Play());
            Thread.sleep((long) (warmUp * 1000));
            int before = run.log().size();
            Thread.sleep((long) (seconds * 1000));
            return Map.of("steps_per_s", (run.log().size() - before) / seconds);
        }
    }
}
