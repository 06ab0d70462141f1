package dev.glassbox.cli;

import dev.glassbox.file.Printable;
import dev.glassbox.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `screenshots`: the pictures of the README.
@Command(name = "screenshots", description = "Draws every lens of a short fixed run into a folder of PNG files.")
public final class ScreenshotsCommand implements Callable<Integer> {

    /// Draws the window without a display; handed in, because a command line does not know the window.
    @FunctionalInterface
    public interface Tour {
        /// @param theme `light`, `dark` or `projector`
        /// @param compute the arithmetic and the number of threads
        /// @param steps length of the run
        /// @param only the names of the pictures to draw; empty for all
        /// @return the files written
        List<Path> draw(Path folder, Engine compute, String theme, int width, int height, int steps, Set<String> only) throws IOException, InterruptedException;
    }

    /// How a run computes.
    public record Engine(Kernels kernels, int threads) {}

    /// The colours of the window.
    enum Theme { LIGHT, DARK, PROJECTOR }

    private static final int SMALLEST = 320;
    private static final int LARGEST = 4096;

    private final Tour tour;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the pictures go.")
    private Path out;

    @Option(names = "--theme", paramLabel = "NAME", defaultValue = "light", description = "light, dark or projector; default: light.")
    private Theme theme;

    @Option(names = "--width", paramLabel = "N", defaultValue = "1440", description = "Of the window in pixels; default: 1440.")
    private int width;

    @Option(names = "--height", paramLabel = "N", defaultValue = "900", description = "Of the window in pixels; default: 900.")
    private int height;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "2000", description = "Length of the run that is drawn; default: 2,000.")
    private int steps;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Only these pictures, such as live-trained; default: all.")
    private Set<String> only = Set.of();

    @Mixin
    private Compute compute;

    public ScreenshotsCommand(Tour tour) {
        this.tour = tour;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkSide("--width", width);
        checkSide("--height", height);
        if (steps < 1) {
            throw Usage.wrong(spec, "--steps", steps + " is not at least 1");
        }
        Console console = new Console(spec);
        tour.draw(out, new Engine(compute.arithmetic(), compute.threads()), theme.name().toLowerCase(Locale.ROOT), width, height, steps, only).forEach(file -> console.result(Printable.line(file.toString())));
        return 0;
    }

    private void checkSide(String option, int pixels) {
        if (pixels < SMALLEST || pixels > LARGEST) {
            throw Usage.wrong(spec, option, pixels + " is not from " + SMALLEST + " to " + LARGEST);
        }
    }
}
