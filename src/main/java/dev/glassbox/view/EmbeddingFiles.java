package dev.glassbox.view;

import dev.glassbox.control.GifPalette;
import dev.glassbox.control.GifWriter;
import dev.glassbox.control.PictureExporter;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.picture.AtlasMarks;
import dev.glassbox.picture.AtlasPicture;
import dev.glassbox.picture.Dots;
import dev.glassbox.picture.FigurePicture;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.MapView;
import dev.glassbox.picture.NumberTable;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.MapPoint;
import dev.glassbox.session.Study;
import dev.glassbox.text.WordVectors;
import dev.glassbox.viewmodel.EmbeddingsModel;
import dev.glassbox.viewmodel.WindowModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// What can be opened into the map and saved from it: word vectors, coordinates, an animation of the training.
///
/// An animation paints one frame in each pulse and is written in the background, so that the window never stands still.
public final class EmbeddingFiles {
    static final int FRAMES = 60;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 560;
    private static final int PACE = 12;
    private static final int LAST = 200;

    private final WindowState state;
    private final WindowModel models;
    private final EmbeddingsModel embeddings;
    private final FileDialogs dialogs;
    private final Notices notices;
    private final Study<String> writing;
    private final List<EmbeddingHistory.Moment> waiting = new ArrayList<>();
    private final List<int[]> frames = new ArrayList<>();
    private EmbeddingMap last;
    private EmbeddingHistory kept;
    private Path film;

    public EmbeddingFiles(WindowState state, WindowModel models, FileDialogs dialogs, Notices notices) {
        this.state = state;
        this.models = models;
        this.dialogs = dialogs;
        this.notices = notices;
        embeddings = models.embeddings();
        writing = new Study<>(models.studies());
        models.pulse().add(_ -> advance());
    }

    List<MenuItem> items() {
        return List.of(item("Open word vectors (word2vec or GloVe text)…", () -> dialogs.openFile("Open word vectors: a word and its numbers a line").ifPresent(embeddings::open)),
                item("Show three vectors of a textbook: king, queen, apple", () -> embeddings.show(WordVectors.textbook())),
                item("Back to the run's own embeddings", embeddings::closeFile), new SeparatorMenuItem(),
                item("Save the coordinates as a table (CSV)…", this::saveTable), item("Save the training as an animation (GIF)…", this::saveFilm));
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void saveTable() {
        embeddings.getMap().ifPresent(map -> dialogs.save(name("map", map.step(), "csv"), "CSV table").ifPresent(file -> {
            try {
                PictureExporter.csv(table(map), file);
                notices.tell("Saved " + file.getFileName() + ", " + map.size() + " rows.");
            } catch (IOException failed) {
                notices.warn("Could not write " + file.getFileName() + ": " + failed.getMessage() + ". Choose another folder.");
            }
        }));
    }

    private static String name(String what, int step, String ending) {
        return String.format(Locale.ROOT, "glassbox_embeddings_%s_step%06d.%s", what, Math.max(0, step), ending);
    }

    /// One line a point, its coordinates in full precision.
    static NumberTable table(EmbeddingMap map) {
        List<String> header = new ArrayList<>(List.of("label", "group", "count", "token_ids"));
        for (int axis = 0; axis < map.dimensions(); axis++) {
            header.add("axis_" + (axis + 1));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            MapPoint point = map.points().get(i);
            List<Object> row = new ArrayList<>(List.of(point.label(), point.group(), point.count(), String.join(" ", point.ids().stream().map(String::valueOf).toList())));
            for (int axis = 0; axis < map.dimensions(); axis++) {
                row.add(map.places()[i * map.dimensions() + axis]);
            }
            rows.add(row);
        }
        return new NumberTable(header, rows);
    }

    private void saveFilm() {
        EmbeddingMap map = embeddings.getMap().orElse(null);
        EmbeddingHistory history = embeddings.history().orElse(null);
        String why = noFilm(map, history);
        if (!why.isEmpty()) {
            notices.warn(why);
            return;
        }
        dialogs.save(name("training", map.step(), "gif"), "GIF animation").ifPresent(file -> {
            film = file;
            last = map;
            kept = history;
            frames.clear();
            waiting.clear();
            waiting.addAll(history.film(FRAMES));
        });
    }

    /// Why there is nothing to show, one sentence and what to do; empty when there is.
    private String noFilm(EmbeddingMap map, EmbeddingHistory history) {
        if (embeddings.fileProperty().get() != null) {
            return "Word vectors of a file have no training to show: choose “Back to the run's own embeddings”, then save the animation.";
        }
        if (history == null && embeddings.matrixProperty().get() == Matrix.OUTPUT) {
            return "Only the rows of the input are kept over the training: choose “words” or “all tokens”, then save the animation.";
        }
        if (history != null && !history.grows()) {
            return "This model came without a text, so there is no training to show: give it a text in the run menu, or open a run that trains.";
        }
        return map == null || history == null || history.moments().size() < 2
                ? "There is no training to show yet: train some steps, then save the animation." : "";
    }

    private void advance() {
        writing.answers().take().ifPresent(notices::tell);
        writing.failures().take().ifPresent(notices::warn);
        if (waiting.isEmpty()) {
            return;
        }
        frames.add(pixels(waiting.removeFirst()));
        if (waiting.isEmpty()) {
            List<int[]> done = List.copyOf(frames);
            Path target = film;
            frames.clear();
            writing.ask(() -> write(done, target));
        }
    }

    /// All frames along the two axes of the newest moment and under one scale: what moves is the model, not the view.
    private int[] pixels(EmbeddingHistory.Moment moment) {
        List<MapPoint> points = last.points().stream().filter(kept::has).toList();
        float[] xy = new float[2 * points.size()];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            float[] place = last.place(kept.vector(moment, points.get(i)).orElseThrow()).orElseThrow();
            xy[2 * i] = place[0];
            xy[2 * i + 1] = place.length > 1 ? place[1] : 0;
            labels.add(points.get(i).label());
        }
        double reach = 1e-9;
        for (int i = 0; i < last.size(); i++) {
            for (int axis = 0; axis < Math.min(2, last.dimensions()); axis++) {
                reach = Math.max(reach, Math.abs(last.places()[i * last.dimensions() + axis]));
            }
        }
        var picture = new AtlasPicture(new Dots(labels, xy, List.of(), last.width(), last.kept(2)), new float[0], reach * 1.1, MapView.ALL, AtlasMarks.NONE, false,
                "along the two widest axes of step " + Numbers.integer(last.step()));
        var figure = new FigurePicture("Map of the vocabulary", "step " + Numbers.integer(moment.step()), picture, last.title(), FigurePicture.TextSize.PAPER);
        var exporter = new PictureExporter(state.theme().get() == Theme.DARK ? Ink.dark() : Ink.light(), true);
        WritableImage image = exporter.image(figure, WIDTH, HEIGHT, 1);
        int[] argb = new int[WIDTH * HEIGHT];
        image.getPixelReader().getPixels(0, 0, WIDTH, HEIGHT, PixelFormat.getIntArgbInstance(), argb, 0, WIDTH);
        return argb;
    }

    private static String write(List<int[]> done, Path target) {
        try {
            AtomicFile.write(target, FileKind.GIF, out -> {
                try (GifWriter gif = new GifWriter(out, WIDTH, HEIGHT, GifPalette.of(done))) {
                    for (int i = 0; i < done.size(); i++) {
                        gif.frame(done.get(i), i == done.size() - 1 ? LAST : PACE);
                    }
                }
            });
        } catch (BadFileException failed) {
            throw new IllegalArgumentException("Could not write " + target.getFileName() + ": it " + failed.problem() + "; " + failed.remedy() + ".");
        }
        return "Saved " + target.getFileName() + ", " + done.size() + " frames.";
    }
}
