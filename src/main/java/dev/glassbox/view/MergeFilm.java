package dev.glassbox.view;

import dev.glassbox.control.GifPalette;
import dev.glassbox.control.GifWriter;
import dev.glassbox.control.PictureExporter;
import dev.glassbox.picture.FigurePicture;
import dev.glassbox.session.Mailbox;
import dev.glassbox.viewmodel.MergeMoment;
import dev.glassbox.viewmodel.Pulse;
import dev.glassbox.viewmodel.TokensModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Makes an animated GIF of the trainer: moments come from the background, one frame is painted in each pulse, and the file is
/// written in the background again, so that the window never stands still.
final class MergeFilm {
    static final int FRAMES = 48;
    private static final int WIDTH = 960;
    private static final int HEIGHT = 400;
    private static final int PACE = 60;
    private static final int LAST = 240;

    private final TokensModel tokens;
    private final Mailbox<List<MergeMoment>> moments = new Mailbox<>();
    private final TrainerPictures pictures = new TrainerPictures();
    private List<MergeMoment> waiting = List.of();
    private final List<int[]> frames = new ArrayList<>();
    private PictureExporter exporter;
    private TokenChoice.Curve curve;
    private Path file;

    MergeFilm(TokensModel tokens, Pulse pulse) {
        this.tokens = tokens;
        pulse.add(_ -> advance());
    }

    /// Begins a film; a film that is being made is given up.
    void make(Supplier<List<MergeMoment>> maker, PictureExporter with, TokenChoice.Curve shown, Path target) {
        exporter = with;
        curve = shown;
        file = target;
        frames.clear();
        waiting = List.of();
        tokens.inBackground("film", () -> moments.put(maker.get()));
    }

    private void advance() {
        moments.take().ifPresent(all -> waiting = new ArrayList<>(all));
        if (waiting.isEmpty()) {
            return;
        }
        frames.add(pixels(waiting.removeFirst()));
        if (waiting.isEmpty()) {
            List<int[]> done = List.copyOf(frames);
            Path target = file;
            frames.clear();
            tokens.inBackground("write film", () -> write(done, target));
        }
    }

    private int[] pixels(MergeMoment moment) {
        var figure = new FigurePicture("How BPE learns its vocabulary", "merge " + moment.merges() + " of " + moment.learned().size(),
                pictures.picture(moment, 1, curve), moment.learned().recipe().title() + ", V = " + (256 + moment.merges()), FigurePicture.TextSize.PAPER);
        WritableImage image = exporter.image(figure, WIDTH, HEIGHT, 1);
        int[] argb = new int[WIDTH * HEIGHT];
        image.getPixelReader().getPixels(0, 0, WIDTH, HEIGHT, PixelFormat.getIntArgbInstance(), argb, 0, WIDTH);
        return argb;
    }

    private void write(List<int[]> done, Path target) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                GifWriter gif = new GifWriter(out, WIDTH, HEIGHT, GifPalette.of(done))) {
            for (int i = 0; i < done.size(); i++) {
                gif.frame(done.get(i), i == done.size() - 1 ? LAST : PACE);
            }
        } catch (IOException failed) {
            tokens.tell("Could not write " + target.getFileName() + ": " + failed.getMessage() + ". Choose another folder.", true);
            return;
        }
        tokens.tell("Saved " + target.getFileName() + ", " + done.size() + " frames.", false);
    }
}
