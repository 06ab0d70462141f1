package dev.glassbox.app;

import dev.glassbox.cli.CliException;
import dev.glassbox.control.BundledFonts;
import dev.glassbox.cli.ScreenshotsCommand;
import dev.glassbox.picture.PngWriter;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Warmup;
import dev.glassbox.view.Theme;
import dev.glassbox.viewmodel.WindowModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Draws the window at fixed moments of a short fixed run into PNG files: the pictures of the README. Needs no display.
public final class ScreenshotTour {
    private final Path folder;
    private final Theme theme;
    private final int width;
    private final int height;
    private final int steps;
    private final ScreenshotsCommand.Engine engine;
    private final Set<String> only;
    private final List<Path> written = new ArrayList<>();
    private final CompletableFuture<List<Path>> done = new CompletableFuture<>();
    private Wiring wiring;
    private Scene scene;
    private final Deque<TourPlan.Shot> shots = new ArrayDeque<>();
    private int settling;

    /// @param engine what the run computes with
    /// @param theme `light` or `dark`
    /// @param steps length of the run; the second pictures show its end
    /// @param only the names of the pictures to draw; empty for all
    public ScreenshotTour(Path folder, ScreenshotsCommand.Engine engine, String theme, int width, int height, int steps, Set<String> only) {
        this.folder = folder;
        this.engine = engine;
        this.theme = Theme.valueOf(theme.toUpperCase(Locale.ROOT));
        this.width = width;
        this.height = height;
        this.steps = steps;
        this.only = Set.copyOf(only);
    }

    /// Starts the toolkit without a display, runs the tour and ends the toolkit.
    ///
    /// @return the files written
    public List<Path> run() throws IOException, InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        Files.createDirectories(folder);
        Platform.startup(() -> {
            try {
                begin();
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            return done.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unwritable) {
                throw unwritable;
            }
            if (failed.getCause() instanceof CliException told) {
                throw told;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            Platform.exit();
        }
    }

    private void begin() {
        BundledFonts.load();
        wiring = new Wiring(new NoDialogs(), Warmup.none(engine.kernels()), engine.threads());
        wiring.state().theme().set(theme);
        wiring.state().reducedMotion().set(true);
        // Never shown: the toolkit's own screen without a display is smaller than the pictures.
        scene = wiring.window(width, height).scene();
        WindowModel models = wiring.models();
        TourPlan plan = new TourPlan(wiring, steps);
        shots.addAll(plan.shots());
        checkNames();
        settling = shots.element().pulses();
        while (!wanted(shots.getLast())) {
            shots.removeLast();
        }
        models.pulse().add(now -> advance());
        models.pulse().start();
        models.run().open(plan.shortened(RunSpec.smallStories()), false);
    }

    private void checkNames() {
        List<String> names = shots.stream().map(TourPlan.Shot::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw new CliException("--only", "no picture is called " + unknown, "choose from " + String.join(", ", names));
        });
    }

    /// Once a pulse: draws when everything on screen shows the same moment, then goes on to the next.
    private void advance() {
        if (!settled() || !shots.element().ready().getAsBoolean()) {
            settling = wanted(shots.element()) ? shots.element().pulses() : 0;
            return;
        }
        if (settling-- > 0) {
            paintAfresh(scene.getRoot());
            scene.snapshot(null); // captions and pictures that depend on the room there is follow in the next pulse
            return;
        }
        try {
            TourPlan.Shot shot = shots.remove();
            if (wanted(shot)) {
                draw(shot.name());
            }
            if (shots.stream().noneMatch(this::wanted)) {
                finish();
            } else {
                shots.element().prepare().run();
                settling = wanted(shots.element()) ? shots.element().pulses() : 0;
            }
        } catch (IOException | RuntimeException failed) {
            wiring.close();
            done.completeExceptionally(failed);
        }
    }

    /// Scroll panes keep what they show as an image, which a scene that is not shown never renews.
    private static void paintAfresh(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            child.setCache(false);
            if (child instanceof Parent inner) {
                paintAfresh(inner);
            }
        }
    }

    private boolean wanted(TourPlan.Shot shot) {
        return only.isEmpty() || only.contains(shot.name());
    }

    private boolean settled() {
        WindowModel models = wiring.models();
        int step = models.moment().getStep();
        return models.run().getLoaded().isPresent() && models.run().getState() != RunState.RUNNING
                && models.trace().getTrace().filter(trace -> trace.step() == step).isPresent()
                && models.diary().getNewest().filter(line -> line.step() == step).isPresent();
    }

    private void finish() {
        wiring.close();
        done.complete(List.copyOf(written));
    }

    private void draw(String name) throws IOException {
        Path file = folder.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height + ".png");
        WritableImage image = scene.snapshot(null);
        int columns = (int) image.getWidth();
        int rows = (int) image.getHeight();
        int[] argb = new int[columns * rows];
        image.getPixelReader().getPixels(0, 0, columns, rows, PixelFormat.getIntArgbInstance(), argb, 0, columns);
        Files.write(file, PngWriter.encode(argb, columns, rows));
        written.add(file);
    }
}
