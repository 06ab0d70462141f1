package dev.glassbox.session;

import dev.glassbox.analysis.ChosenAxes;
import dev.glassbox.analysis.Neighbours;
import dev.glassbox.analysis.Procrustes;
import dev.glassbox.analysis.Projection;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.text.WordVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes maps of embeddings. The map of the newest moment is the reference onto which all others are turned, so that points glide
/// from step to step, and an earlier moment looks the same however one came to it. Belongs to one thread.
public final class EmbeddingMaps {

    /// @param allTokens instead of the words of the corpus
    /// @param positions whether positions are placed too, where they are added to the embeddings
    /// @param minCount leaves out what occurs less often in the corpus
    /// @param chosen labels a, b, c, d: the axes a − b and c − d instead of those of largest variance
    public record Question(WeightSnapshot snapshot, Matrix matrix, boolean allTokens, boolean positions, int minCount, Optional<List<String>> chosen) {}

    private static final int AXES = 3;

    private LoadedSpec run;
    private Lexicon lexicon;
    private EmbeddingMap reference;
    private Question referenceFor;

    /// @throws IllegalArgumentException with one sentence when the question has no answer
    public EmbeddingMap map(Question question) {
        WeightSnapshot snapshot = question.snapshot();
        if (run != snapshot.run()) {
            run = snapshot.run();
            lexicon = Lexicon.of(run);
            reference = null;
        }
        EmbeddingTable table = EmbeddingTable.of(snapshot);
        List<MapPoint> points = points(question, table);
        if (points.size() < 3) {
            throw new IllegalArgumentException("Fewer than three words occur " + question.minCount() + " times; lower the limit.");
        }
        float[] rows = table.of(points, question.matrix());
        String name = question.matrix() == Matrix.OUTPUT ? "W_U" : "W_E";
        String title = name + " [" + table.vocabulary() + ", " + table.width() + "]";
        int of = question.allTokens() ? table.vocabulary() : Math.max(points.size(), lexicon.wordCount() > Lexicon.MOST ? lexicon.wordCount() : 0);
        return question.chosen().map(labels -> chosen(snapshot.step(), points, rows, table.width(), labels, of, title))
                .orElseGet(() -> turned(widest(snapshot.step(), points, rows, table.width(), of, title), question));
    }

    /// The vectors of a file, along their widest axes or along chosen ones.
    ///
    /// @throws IllegalArgumentException with one sentence when the question has no answer
    public static EmbeddingMap of(WordVectors file, Optional<List<String>> chosen) {
        List<MapPoint> points = file.words().stream().map(word -> new MapPoint(word, "", 0, List.of(), -1)).toList();
        int of = points.size();
        String title = file.title() + (file.complete() ? "" : ", its first words") + " [" + of + ", " + file.width() + "]";
        return chosen.map(labels -> chosen(-1, points, file.rows(), file.width(), labels, of, title))
                .orElseGet(() -> widest(-1, points, file.rows(), file.width(), of, title));
    }

    private List<MapPoint> points(Question question, EmbeddingTable table) {
        List<MapPoint> points = new ArrayList<>((question.allTokens() ? lexicon.tokens() : lexicon.words()).stream()
                .filter(point -> point.count() >= question.minCount()).toList());
        if (question.positions() && table.position(0).isPresent()) {
            for (int position = 0; position < Math.min(Lexicon.MOST / 4, run.config().contextLength()); position++) {
                points.add(MapPoint.position(position));
            }
        }
        return points;
    }

    /// The map along the axes of largest variance (PCA), not turned.
    static EmbeddingMap widest(int step, List<MapPoint> points, float[] rows, int width, int of, String title) {
        int n = points.size();
        Projection.Pca pca = Projection.pca(rows, n, width, Math.min(AXES, width));
        return new EmbeddingMap(step, List.copyOf(points), rows, width, pca.coords(), pca.axes(), pca.mean(), pca.shares(), of, title,
                new Neighbours(rows, n, width));
    }

    private static EmbeddingMap chosen(int step, List<MapPoint> points, float[] rows, int width, List<String> labels, int of, String title) {
        int n = points.size();
        float[][] ends = new float[labels.size()][];
        for (int end = 0; end < ends.length; end++) {
            String label = labels.get(end);
            int at = -1;
            for (int i = 0; i < n && at < 0; i++) {
                at = points.get(i).label().equals(label) ? i : -1;
            }
            if (at < 0) {
                throw new IllegalArgumentException("“" + label + "” is not on the map; choose a word that is.");
            }
            ends[end] = java.util.Arrays.copyOfRange(rows, at * width, (at + 1) * width);
        }
        ChosenAxes axes = ChosenAxes.of(difference(ends[0], ends[1]), difference(ends[2], ends[3]));
        float[] both = new float[2 * width];
        System.arraycopy(axes.first(), 0, both, 0, width);
        System.arraycopy(axes.second(), 0, both, width, width);
        double[] mean = new double[width];
        for (int i = 0; i < n * width; i++) {
            mean[i % width] += rows[i] / (double) n;
        }
        double[] shares = {ChosenAxes.share(rows, n, axes.first()), ChosenAxes.share(rows, n, axes.second())};
        EmbeddingMap empty = new EmbeddingMap(step, List.copyOf(points), rows, width, new float[0], both, mean, shares, of, title,
                new Neighbours(rows, n, width));
        return withPlaces(empty);
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int c = 0; c < a.length; c++) {
            difference[c] = a[c] - b[c];
        }
        return difference;
    }

    /// Onto the reference, by the points both have; and the reference from now on, when it is the newest moment.
    private EmbeddingMap turned(EmbeddingMap map, Question question) {
        EmbeddingMap result = map;
        if (reference != null && referenceFor.matrix() == question.matrix() && reference.dimensions() == map.dimensions()) {
            Map<String, Integer> known = new HashMap<>();
            for (int i = 0; i < reference.size(); i++) {
                known.putIfAbsent(reference.points().get(i).label(), i);
            }
            int k = map.dimensions();
            int[] pairs = new int[2 * map.size()];
            int common = 0;
            for (int i = 0; i < map.size(); i++) {
                Integer other = known.get(map.points().get(i).label());
                if (other != null) {
                    pairs[2 * common] = i;
                    pairs[2 * common++ + 1] = other;
                }
            }
            if (common > 0) {
                float[] now = new float[common * k];
                float[] then = new float[common * k];
                for (int i = 0; i < common; i++) {
                    System.arraycopy(map.places(), pairs[2 * i] * k, now, i * k, k);
                    System.arraycopy(reference.places(), pairs[2 * i + 1] * k, then, i * k, k);
                }
                result = turn(map, now, then, common);
            }
        }
        if (reference == null || referenceFor.matrix() != question.matrix() || map.step() >= reference.step()) {
            reference = result;
            referenceFor = question;
        }
        return result;
    }

    /// First the two axes of the flat map among themselves, so that they stay the two widest; the third only changes its sign.
    private static EmbeddingMap turn(EmbeddingMap map, float[] now, float[] then, int common) {
        int k = map.dimensions();
        int flat = Math.min(2, k);
        double[][] rotation = Procrustes.rotation(columns(now, common, k, 0, flat), columns(then, common, k, 0, flat), common);
        double[][] whole = new double[k][k];
        for (int i = 0; i < flat; i++) {
            System.arraycopy(rotation[i], 0, whole[i], 0, flat);
        }
        if (k > flat) {
            whole[flat][flat] = Procrustes.rotation(columns(now, common, k, flat, 1), columns(then, common, k, flat, 1), common)[0][0];
        }
        float[] axes = new float[map.axes().length];
        for (int j = 0; j < k; j++) {
            for (int c = 0; c < map.width(); c++) {
                double sum = 0;
                for (int i = 0; i < k; i++) {
                    sum += whole[i][j] * map.axes()[i * map.width() + c];
                }
                axes[j * map.width() + c] = (float) sum;
            }
        }
        return new EmbeddingMap(map.step(), map.points(), map.rows(), map.width(), Procrustes.apply(whole, map.places()), axes, map.mean(),
                map.shares(), map.of(), map.title(), map.neighbours());
    }

    /// The vectors of some of a map's points, in the order given.
    static float[] rowsOf(EmbeddingMap map, List<MapPoint> some) {
        if (some.size() == map.size()) {
            return map.rows();
        }
        float[] rows = new float[some.size() * map.width()];
        int next = 0;
        for (int i = 0; i < map.size() && next < some.size(); i++) {
            if (map.points().get(i).equals(some.get(next))) {
                System.arraycopy(map.rows(), i * map.width(), rows, next++ * map.width(), map.width());
            }
        }
        return rows;
    }

    private static float[] columns(float[] places, int n, int k, int from, int count) {
        float[] part = new float[n * count];
        for (int i = 0; i < n; i++) {
            System.arraycopy(places, i * k + from, part, i * count, count);
        }
        return part;
    }

    private static EmbeddingMap withPlaces(EmbeddingMap map) {
        int k = map.dimensions();
        float[] places = new float[map.size() * k];
        for (int i = 0; i < map.size(); i++) {
            System.arraycopy(map.place(map.row(i)).orElseThrow(), 0, places, i * k, k);
        }
        return new EmbeddingMap(map.step(), map.points(), map.rows(), map.width(), places, map.axes(), map.mean(), map.shares(), map.of(),
                map.title(), map.neighbours());
    }
}
