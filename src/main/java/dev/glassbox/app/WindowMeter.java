package dev.glassbox.app;

import dev.glassbox.cli.CliException;
import dev.glassbox.cli.MeasureCommand;
import dev.glassbox.control.BundledFonts;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunCommand;
import dev.glassbox.session.RunFrame;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Switch;
import dev.glassbox.session.Warmup;
import dev.glassbox.view.FrameMeter;
import dev.glassbox.view.FrameMeter.Intervals;
import dev.glassbox.view.Views;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
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
    public Map<String, Object> withWindow(int width, int height, String lens, boolean pair, double warmUp, double seconds) throws InterruptedException {
        Views stage = Views.lenses().stream().filter(view -> view.title().equalsIgnoreCase(lens)).findFirst().orElseThrow(() -> new CliException("--lens",
                "there is no lens " + lens, "choose from " + String.join(", ", Views.lenses().stream().map(Views::title).toList())));
        return onScreen(width, height, (wiring, scene, done) -> {
            wiring.state().lens().set(stage);
            if (pair) {
                startPair(wiring.models());
            }
            DoubleSupplier firstStep = firstStep(wiring.models(), scene);
            measure(wiring.models(), warmUp, seconds, report -> {
                report.put("first_step_after_s", firstStep.getAsDouble());
                done.accept(report);
            });
        });
    }

    /// Seconds from the first frame on screen to the first that shows a trained step; NaN before it.
    private static DoubleSupplier firstStep(WindowModel models, Scene scene) {
        long[] at = new long[2];
        scene.addPostLayoutPulseListener(() -> {
            long now = System.nanoTime();
            at[0] = at[0] == 0 ? now : at[0];
            at[1] = at[1] == 0 && models.run().getStep() > 0 ? now : at[1];
        });
        return () -> at[1] == 0 ? Double.NaN : (at[1] - at[0]) / 1e9;
    }

    /// The second run begins beside the first and both play on once it has caught up.
    private static void startPair(WindowModel models) {
        models.run().loadedProperty().subscribe(loaded -> {
            if (loaded != null) {
                models.comparison().change(Switch.SEED, "1");
            }
        });
        models.comparison().phaseProperty().subscribe(phase -> {
            if (phase == ComparisonViewModel.Phase.READY) {
                models.run().play();
            }
        });
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

    @Override
    public Map<String, Object> map(int width, int height, Optional<Path> model, double warmUp, double seconds) throws InterruptedException {
        return onScreen(width, height, (wiring, scene, done) -> {
            wiring.models().run().pause();
            model.ifPresent(wiring.models().files()::open);
            new MapMeter(wiring, scene, model.isPresent(), warmUp, seconds, done);
        });
    }

    private static Map<String, Object> onScreen(int width, int height, Use use) throws InterruptedException {
        return unlessAnythingFails(done -> Platform.startup(() -> {
            try {
                open(width, height, use, done);
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        }), Platform::exit);
    }

    /// Waits for a report. What any thread of the program throws meanwhile takes its place: a window whose pulse fails paints nothing, and the
    /// figures of a window that paints nothing are good ones.
    static Map<String, Object> unlessAnythingFails(Consumer<CompletableFuture<Map<String, Object>>> work, Runnable end) throws InterruptedException {
        var done = new CompletableFuture<Map<String, Object>>();
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> done.completeExceptionally(failure));
        try {
            work.accept(done);
            return done.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new CliException("measure", "the window threw " + cause + at(cause) + "; nothing was measured, --verbose shows where", cause);
        } finally {
            end.run();
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static String at(Throwable cause) {
        return cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0];
    }

    private static void open(int width, int height, Use use, CompletableFuture<Map<String, Object>> done) {
        BundledFonts.load();
        var wiring = new Wiring(new NoDialogs(), Warmup.start(Kernels.best()), Runtime.getRuntime().availableProcessors());
        wiring.onTrouble(done::completeExceptionally);
        wiring.models().run().failureProperty().subscribe(failure -> {
            if (!failure.isEmpty()) {
                done.completeExceptionally(new IllegalStateException(failure));
            }
        });
        wiring.models().run().open(spec(), true); // as in GlassboxApp
        var stage = new Stage();
        wiring.window().showOn(stage);
        stage.setWidth(width);
        stage.setHeight(height);
        wiring.models().pulse().start();
        use.of(wiring, stage.getScene(), report -> {
            wiring.close();
            stage.close();
            done.complete(report);
        });
    }

    private static void measure(WindowModel models, double warmUp, double seconds, Consumer<Map<String, Object>> done) {
        var traces = new int[1];
        models.trace().traceProperty().addListener((_, _, _) -> traces[0]++);
        var wait = new PauseTransition(Duration.seconds(warmUp));
        wait.setOnFinished(e -> {
            int before = models.run().getStep();
            int beforeB = stepB(models);
            traces[0] = 0;
            new FrameMeter().measure(seconds, intervals -> {
                Map<String, Object> report = report(intervals);
                report.put("steps_per_s", (models.run().getStep() - before) / seconds);
                if (stepB(models) > 0) {
                    report.put("steps_b_per_s", (stepB(models) - beforeB) / seconds);
                }
                report.put("traces_per_s", traces[0] / seconds);
                done.accept(report);
            });
        });
        wait.play();
    }

    private static int stepB(WindowModel models) {
        RunFrame frame = models.comparison().frameProperty().get();
        return frame == null ? 0 : frame.step();
    }

    private static Map<String, Object> report(Intervals intervals) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("frames", intervals.frames());
        report.put("p50_ms", intervals.p50());
        report.put("p95_ms", intervals.p95());
        report.put("p99_ms", intervals.p99());
        report.put("max_ms", intervals.max());
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
