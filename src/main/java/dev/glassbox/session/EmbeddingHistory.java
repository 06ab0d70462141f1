package dev.glassbox.session;

import dev.glassbox.session.EmbeddingTable.Matrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The embedding matrix at some of the steps seen so far, at growing distances: what trails, films and the closest pair over
/// training are made of. Immutable.
///
/// @param moments ascending by step
public record EmbeddingHistory(LoadedSpec run, List<Moment> moments) {

    /// @param rows `[V, C]` of the embedding matrix, never written again
    public record Moment(int step, float[] rows) {

        /// The vector of a word: the mean of its tokens' rows.
        public float[] vector(MapPoint point, int width) {
            float[] vector = new float[width];
            for (int id : point.ids()) {
                for (int c = 0; c < width; c++) {
                    vector[c] += rows[id * width + c] / point.ids().size();
                }
            }
            return vector;
        }

        private Moment towards(Moment next, double share) {
            float[] between = new float[rows.length];
            for (int i = 0; i < between.length; i++) {
                between[i] = (float) (rows[i] + share * (next.rows[i] - rows[i]));
            }
            return new Moment(step, between);
        }

        /// `[n, C]`
        public float[] vectors(List<MapPoint> points, int width) {
            float[] vectors = new float[points.size() * width];
            for (int i = 0; i < points.size(); i++) {
                System.arraycopy(vector(points.get(i), width), 0, vectors, i * width, width);
            }
            return vectors;
        }
    }

    private static final double GROWTH = 1.09;
    private static final int LARGEST = 1 << 20;

    public EmbeddingHistory {
        moments = List.copyOf(moments);
    }

    /// Empty; stays empty for a matrix of more than a million numbers, which is too large to keep seventy times.
    public static EmbeddingHistory of(LoadedSpec run) {
        return new EmbeddingHistory(run, List.of());
    }

    /// The matrix before the first step, drawn again from the run's seed; a model from a folder began elsewhere.
    public static Optional<Moment> first(LoadedSpec run) {
        if (run.folder().isPresent() || (long) run.config().vocabSize() * run.config().dModel() > LARGEST) {
            return Optional.empty();
        }
        WeightSnapshot drawn = new WeightSnapshot(run, 0, EmbeddingTable.first(run), Double.NaN);
        return Optional.of(new Moment(0, EmbeddingTable.of(drawn).rows(Matrix.INPUT)));
    }

    /// Whether a moment is far enough from those that are kept.
    public boolean wants(int step) {
        if ((long) run.config().vocabSize() * run.config().dModel() > LARGEST) {
            return false;
        }
        for (Moment moment : moments) {
            int low = Math.min(step, moment.step);
            int high = Math.max(step, moment.step);
            if (high < Math.max(low + 1, low * GROWTH)) {
                return false;
            }
        }
        return true;
    }

    public EmbeddingHistory with(Moment moment) {
        List<Moment> all = new ArrayList<>(moments);
        all.removeIf(other -> other.step == moment.step);
        all.add(moment);
        all.sort(Comparator.comparingInt(Moment::step));
        return new EmbeddingHistory(run, all);
    }

    public EmbeddingHistory with(WeightSnapshot snapshot) {
        return with(new Moment(snapshot.step(), EmbeddingTable.of(snapshot).rows(Matrix.INPUT)));
    }

    /// The training as so many frames: moments evenly spread, the first and the last among them. Where there are fewer moments
    /// than frames, the frames between two of them glide from one to the next, as the map on screen does, and bear the step they leave.
    public List<Moment> film(int frames) {
        List<Moment> film = new ArrayList<>();
        for (int i = 0; i < frames && !moments.isEmpty(); i++) {
            double at = frames == 1 ? 0 : (double) i * (moments.size() - 1) / (frames - 1);
            Moment from = moments.get((int) at);
            film.add(moments.size() >= frames || at == (int) at ? from : from.towards(moments.get((int) at + 1), at - (int) at));
        }
        return film;
    }

    /// The moments up to a step.
    public List<Moment> until(int step) {
        return moments.stream().filter(moment -> moment.step <= step).toList();
    }
}
