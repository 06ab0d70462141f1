package dev.glassbox.cli;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.picture.FigurePicture;
import dev.glassbox.picture.FigurePicture.TextSize;
import dev.glassbox.picture.GifWriter;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.PngWriter;
import dev.glassbox.picture.SvgPen;
import dev.glassbox.train.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `export`: a view of a model as a file.
@Command(name = "export", description = "Writes a view of a model as an SVG, PNG, GIF or CSV file.")
public final class ExportCommand implements Callable<Integer> {

    /// What is shown.
    enum View { ARCHITECTURE, ATTENTION, LOSS, EMBEDDING, GENERATION }

    private static final Map<String, FileKind> KINDS = Map.of("svg", FileKind.SVG, "png", FileKind.PNG, "gif", FileKind.GIF, "csv", FileKind.CSV);
    private static final int LARGEST = 4096;
    private static final int CENTISECONDS = 80;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "The model folder.")
    private Path folder;

    @Option(names = "--view", required = true, paramLabel = "VIEW", description = "architecture, attention, loss, embedding or generation.")
    private View view;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A .svg, .png, .gif or .csv file.")
    private Path out;

    @Option(names = "--text", paramLabel = "TEXT", description = "What attention and generation look at.")
    private String text;

    @Option(names = "--ids", paramLabel = "IDS", description = "The same as token ids, for example 1,2,3.")
    private String ids;

    @Option(names = "--layer", paramLabel = "N", description = "Block to show, from 0 as in tensor names (h.0, attn.0): 0 is block 1 of the window; default: 0, in a GIF all after another.")
    private Integer layer;

    @Option(names = "--head", paramLabel = "N", description = "Head to show, from 0: 0 is head 1 of the window; default: the mean of all.")
    private Integer head;

    @Option(names = "--width", paramLabel = "N", defaultValue = "960", description = "In pixels; default: 960.")
    private int width;

    @Option(names = "--height", paramLabel = "N", defaultValue = "540", description = "In pixels; default: 540.")
    private int height;

    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws IOException {
        String ending = ending();
        AtomicFile.checkReplaceable(out, KINDS.get(ending));
        try (LoadedModel model = LoadedModel.open(folder, compute, new Console(spec))) {
            Checkpoint.Progress progress = Checkpoint.check(new ModelFolder(folder)).orElse(null);
            ExportedView exported = new ExportViews(model, progress).view(new ExportViews.Request(view, tokens(model), layer, head, ending.equals("gif")));
            write(exported, ending);
        }
        return 0;
    }

    private String ending() {
        String name = out.toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!KINDS.containsKey(ending)) {
            throw Usage.wrong(spec, "--out", "'" + out + "' ends in none of .svg, .png, .gif, .csv");
        }
        for (int side : new int[] {width, height}) {
            if (side < 100 || side > LARGEST) {
                throw Usage.wrong(spec, side == width ? "--width" : "--height", side + " is not from 100 to " + LARGEST);
            }
        }
        return ending;
    }

    private int[] tokens(LoadedModel model) {
        boolean needed = view == View.ATTENTION || view == View.GENERATION;
        if (text == null && ids == null) {
            if (needed) {
                throw Usage.wrong(spec, "--text", "is missing; this view shows what the model does with a text");
            }
            return new int[0];
        }
        int[] tokens = model.ids("--text", text, ids);
        if (tokens.length > model.config().contextLength()) {
            throw new CliException(text != null ? "--text" : "--ids", "has " + tokens.length + " tokens; the limit of this model is "
                    + model.config().contextLength(), "use a shorter text");
        }
        return tokens;
    }

    private void write(ExportedView exported, String ending) throws BadFileException {
        Ink ink = Ink.light();
        int ground = ink.color(InkColor.BG_SURFACE);
        List<Picture> frames = exported.frames().stream()
                .map(frame -> (Picture) new FigurePicture(frame.title(), "", frame.picture(), exported.caption(), TextSize.PAPER)).toList();
        switch (ending) {
            case "csv" -> Csv.write(out, exported.header(), exported.rows());
            case "svg" -> AtomicFile.write(out, FileKind.SVG, file -> file.write(
                    SvgPen.write(frames.getFirst(), ink, width, height, ground).getBytes(StandardCharsets.UTF_8)));
            case "png" -> {
                int[] argb = Rasterizer.paint(frames.subList(0, 1), ink, width, height).getFirst();
                AtomicFile.write(out, FileKind.PNG, file -> file.write(PngWriter.encode(argb, width, height)));
            }
            default -> {
                List<int[]> painted = Rasterizer.paint(frames, ink, width, height);
                AtomicFile.write(out, FileKind.GIF, file -> {
                    GifWriter gif = new GifWriter(file, width, height, CENTISECONDS);
                    for (int[] argb : painted) {
                        gif.frame(argb);
                    }
                    gif.finish();
                });
            }
        }
    }
}
