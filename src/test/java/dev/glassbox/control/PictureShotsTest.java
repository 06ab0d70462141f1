package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.FigurePicture;
import dev.glassbox.picture.FigurePicture.TextSize;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.LiveSamples;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;

/// Paints every picture into `target/pictures`, for looking at, and checks that something is on it.
class PictureShotsTest {

    private static final Path FOLDER = Path.of("target", "pictures");

    @Test
    void everyPictureOfTheLiveLensPaintsInEveryTheme() throws Exception {
        for (var theme : java.util.Map.of("light", Ink.light(), "dark", Ink.dark(), "projector", Ink.projector().scaled(1)).entrySet()) {
            shoot("stage-lines-" + theme.getKey(), LiveSamples.stage(LiveSamples.lines()), 1000, 652, 1, theme.getValue());
            shoot("stage-maps-" + theme.getKey(), LiveSamples.stage(LiveSamples.maps()), 1000, 652, 1, theme.getValue());
            shoot("timeline-" + theme.getKey(), LiveSamples.timeline(2000, 2000), 972, 104, 1, theme.getValue());
            shoot("strip-" + theme.getKey(), LiveSamples.strip(), 880, 64, 1, theme.getValue());
        }
    }

    @Test
    void picturesFitSmallerAndLargerPlaces() throws Exception {
        Ink ink = Ink.light();
        shoot("flow-720", LiveSamples.lines(), 888, 268, 1, ink);
        shoot("flow-1080", LiveSamples.lines(), 1320, 412, 1, ink);
        shoot("flow-maps-720", LiveSamples.maps(), 888, 268, 1, ink);
        shoot("map-720", LiveSamples.map(true), 284, 116, 1, ink);
        shoot("map-start", LiveSamples.map(false), 312, 180, 1, ink);
        shoot("diary-720", LiveSamples.diary(), 584, 116, 1, ink);
        shoot("timeline-720", LiveSamples.timeline(2000, 40), 856, 88, 1, ink);
        shoot("timeline-long", LiveSamples.timeline(300_000, 300_000), 972, 104, 1, ink);
        shoot("flow-lines-2x", LiveSamples.lines(), 984, 340, 2, ink);
        shoot("flow-maps-2x", LiveSamples.maps(), 984, 340, 2, Ink.dark());
    }

    @Test
    void longSentencesAndDeepModelsAreFolded() throws Exception {
        for (FlowPicture.Mode mode : FlowPicture.Mode.values()) {
            String name = mode.name().toLowerCase(java.util.Locale.ROOT);
            shoot("flow-14-" + name, new FlowPicture(LiveSamples.flow(14, 4), Selection.of(6, 1), mode, false), 984, 340, 1, Ink.light());
            shoot("flow-32-" + name, new FlowPicture(LiveSamples.flow(32, 4), Selection.of(15, 10), mode, false), 984, 340, 1, Ink.light());
            shoot("flow-12-blocks-" + name, new FlowPicture(LiveSamples.flow(9, 12), Selection.of(6, 1), mode, false), 984, 340, 1, Ink.light());
            shoot("flow-unfolded-" + name, new FlowPicture(LiveSamples.flow(9, 12), Selection.of(6, 1), mode, true), 984, 340, 1, Ink.light());
            shoot("flow-3-tokens-" + name, new FlowPicture(LiveSamples.flow(3, 1), Selection.of(2, 0), mode, false), 984, 340, 1, Ink.dark());
        }
    }

    @Test
    void figuresFrameAnyPicture() throws Exception {
        String caption = "Live · GPT 4L 4H d64 T32, 232,512 parameters · Small stories, BPE 475 · seed 42 · step 2,000 · 7F3A-91C2";
        shoot("figure-slide", new FigurePicture("One sentence through the model", "step 2,000", LiveSamples.lines(), caption, TextSize.SLIDE),
                1920, 1080, 1, Ink.light());
        shoot("figure-paper", new FigurePicture("One sentence through the model", "step 2,000", LiveSamples.maps(), caption, TextSize.PAPER),
                960, 540, 1, Ink.light());
        shoot("figure-lens", new FigurePicture("Live", "step 2,000", LiveSamples.stage(LiveSamples.lines()), caption, TextSize.PAPER),
                1280, 860, 1, Ink.dark());
    }

    private static void shoot(String name, Picture picture, double width, double height, double scale, Ink ink) throws Exception {
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(name + ".png");
        Files.deleteIfExists(file);
        WritableImage image = Toolkit.on(() -> {
            PictureExporter exporter = new PictureExporter(ink, true);
            exporter.png(picture, width, height, scale, file);
            return exporter.image(picture, width, height, scale);
        });
        assertTrue(Files.size(file) > 500, name);
        assertTrue(colors(image) > 8, name + " is nearly empty");
    }

    private static int colors(WritableImage image) {
        Set<Integer> colors = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                colors.add(image.getPixelReader().getArgb(x, y));
            }
        }
        return colors.size();
    }
}
