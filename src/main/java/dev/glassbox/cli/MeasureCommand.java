package dev.glassbox.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `measure`: how evenly the window is drawn while it trains, and what that costs the training. For developers, so not listed.
@Command(name = "measure", hidden = true, description = "Opens the window, trains, and prints frame intervals and training speed.")
public final class MeasureCommand implements Callable<Integer> {

    /// Measures; handed in because this floor knows no window.
    public interface Meter {
        /// With the window open at a size; needs a display.
        ///
        /// @param lens title of the lens on the stage
        /// @param pair whether a second run, alike but for its seed, trains in lock step
        Map<String, Object> withWindow(int width, int height, String lens, boolean pair, double warmUp, double seconds) throws InterruptedException;

        /// The same run without any window.
        Map<String, Object> alone(double warmUp, double seconds) throws InterruptedException;

        /// Sliders and streaming of the Prediction lens, with the default model or an opened one; needs a display.
        Map<String, Object> prediction(int width, int height, Optional<Path> model, double warmUp, double seconds) throws InterruptedException;

        /// Zooming, moving and turning the map of all tokens, with the default model or an opened one; needs a display.
        Map<String, Object> map(int width, int height, Optional<Path> model, double warmUp, double seconds) throws InterruptedException;

        /// Megabytes in use after each minute of restless use; needs a display.
        Map<String, Object> soak(int width, int height, int minutes) throws InterruptedException;
    }

    private final Meter meter;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "How long to measure; default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--warm-up", paramLabel = "S", defaultValue = "15", description = "How long to wait before; default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(names = "--width", paramLabel = "N", defaultValue = "1440", description = "Pixels; default: ${DEFAULT-VALUE}.")
    private int width;

    @Option(names = "--height", paramLabel = "N", defaultValue = "900", description = "Pixels; default: ${DEFAULT-VALUE}.")
    private int height;

    @Option(names = "--alone", description = "Without the window: the training speed to compare with.")
    private boolean alone;

    @Option(names = "--lens", paramLabel = "NAME", defaultValue = "Live", description = "The lens on the stage; default: ${DEFAULT-VALUE}.")
    private String lens;

    @Option(names = "--pair", description = "Two runs in lock step, alike but for their seed.")
    private boolean pair;

    @Option(names = "--soak", paramLabel = "MINUTES", defaultValue = "0", description = "Scrub, branch, experiment for so long, and print the memory in use.")
    private int soak;

    @Option(names = "--prediction", description = "The Prediction lens: what a move of a slider costs, how fast text streams.")
    private boolean prediction;

    @Option(names = "--map", description = "The map of all tokens: what zooming, moving and turning cost.")
    private boolean map;

    @Option(names = "--model", paramLabel = "FOLDER", description = "With --prediction and --map: this model instead of the default one.")
    private Path model;

    public MeasureCommand(Meter meter) {
        this.meter = meter;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> result = new LinkedHashMap<>();
        if (soak > 0) {
            result.put("kind", "soak " + width + "x" + height);
            result.putAll(meter.soak(width, height, soak));
            new Console(spec).result(Json.line(result));
            return 0;
        }
        if (prediction) {
            result.put("kind", "prediction " + width + "x" + height);
            result.putAll(meter.prediction(width, height, Optional.ofNullable(model), warmUp, seconds));
            new Console(spec).result(Json.line(result));
            return 0;
        }
        if (map) {
            result.put("kind", "map " + width + "x" + height);
            result.putAll(meter.map(width, height, Optional.ofNullable(model), warmUp, seconds));
            new Console(spec).result(Json.line(result));
            return 0;
        }
        result.put("kind", alone ? "training alone" : "window " + width + "x" + height + ", " + lens + (pair ? ", two runs" : ""));
        result.putAll(alone ? meter.alone(warmUp, seconds) : meter.withWindow(width, height, lens, pair, warmUp, seconds));
        new Console(spec).result(Json.line(result));
        return 0;
    }
}
