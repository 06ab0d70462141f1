package dev.glassbox.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `screenshots`: the README's pictures, drawn by the program itself, without a display.
@Command(name = "screenshots", description = "Draws the window at the beginning and the end of a short fixed run into PNG files.")
public final class ScreenshotsCommand implements Callable<Integer> {

    private static final int SMALLEST = 320;
    private static final int LARGEST = 4096;

    /// Draws; handed in because this floor knows no window.
    @FunctionalInterface
    public interface Tour {
        /// @param theme in lower case
        /// @return the files written
        List<Path> draw(Path folder, String theme, int width, int height, int steps) throws IOException, InterruptedException;
    }

    /// The colours.
    enum Theme { LIGHT, DARK, PROJECTOR }

    private final Tour tour;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where the PNG files go; made if it does not exist.")
    private Path out;

    @Option(names = "--theme", paramLabel = "THEME", defaultValue = "light", description = "light, dark or projector; default: light.")
    private Theme theme;

    @Option(names = "--width", paramLabel = "N", defaultValue = "1440", description = "Pixels; default: ${DEFAULT-VALUE}.")
    private int width;

    @Option(names = "--height", paramLabel = "N", defaultValue = "900", description = "Pixels; default: ${DEFAULT-VALUE}.")
    private int height;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "2000", description = "Length of the run; default: ${DEFAULT-VALUE}.")
    private int steps;

    public ScreenshotsCommand(Tour tour) {
        this.tour = tour;
    }

    @Override
    public Integer call() throws InterruptedException {
        check("--width", width);
        check("--height", height);
        Console console = new Console(spec);
        try {
            tour.draw(out, theme.name().toLowerCase(Locale.ROOT), width, height, steps).forEach(file -> console.result(file.toString()));
        } catch (IllegalArgumentException wrong) {
            throw new CliException("--steps", wrong.getMessage(), wrong);
        } catch (IOException failed) {
            throw new CliException(String.valueOf(out), "cannot be written (" + failed.getMessage() + ")", "choose another folder");
        }
        return 0;
    }

    private static void check(String option, int pixels) {
        if (pixels < SMALLEST || pixels > LARGEST) {
            throw new CliException(option, "must be " + SMALLEST + " to " + LARGEST + " pixels, not " + pixels, "for example 1440");
        }
    }
}
