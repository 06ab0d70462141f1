package dev.glassbox.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The embedding matrix at some of the steps seen so far, at growing distances: what trails, films and the closest pair over
/// training are made of. Of a matrix with more than a million numbers only the rows of the most frequent tokens are kept, so many that seventy
/// moments fit. Immutable.
///
/// @param kept which rows the moments have
/// @param moments ascending by step
public record EmbeddingHistory(LoadedSpec run, KeptRows kept, List<Moment> moments) {

    /// @param rows `[n, C]` of the embedding matrix, those that are kept; never written again
    public record Moment(int step, float[] rows) {

        private Moment towards(Moment next, double share) {
            float[] between = new float[rows.length];
            for (int i = 0; i < between.length; i++) {
                between[i] = (float) (rows[i] + share * (next.rows[i] - rows[i]));
            }
            return new Moment(step, between);
        }
    }

    private static final double GROWTH = 1.09;

    public EmbeddingHistory {
        moments = List.copyOf(moments);
    }

    /// Empty; stays empty for a large matrix of a model that came without a text and cannot be trained.
    public static EmbeddingHistory of(LoadedSpec run) {
        return new EmbeddingHistory(run, KeptRows.of(run), List.of());
    }

    /// With the matrix before the first step, drawn again from the run's seed; a model from a folder began elsewhere.
    public EmbeddingHistory withFirst() {
        return run.folder().isPresent() ? this : with(new WeightSnapshot(run, 0, EmbeddingTable.first(run), Double.NaN));
    }

    /// Whether training can add to it.
    public boolean grows() {
        return kept.count() > 0 && run.hasText();
    }

    /// The step of the first moment.
    public OptionalInt since() {
        return moments.stream().mapToInt(Moment::step).findFirst();
    }

    /// Whether a moment is far enough from those that are kept.
    public boolean wants(int step) {
        if (kept.count() == 0) {
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
        return new EmbeddingHistory(run, kept, all);
    }

    public EmbeddingHistory with(WeightSnapshot snapshot) {
        return with(new Moment(snapshot.step(), kept.of(EmbeddingTable.of(snapshot))));
    }

    /// Whether the way of a point is kept: it is no position, and all its tokens' rows are.
    public boolean has(MapPoint point) {
        return kept.has(point);
    }

    /// The vector of a word at a moment, the mean of its tokens' rows; empty for a point that is not kept.
    public Optional<float[]> vector(Moment moment, MapPoint point) {
        return kept.vector(moment.rows, point, run.config().dModel());
    }

    /// `[n, C]`
    ///
    /// @param points which are all kept
    float[] vectors(Moment moment, List<MapPoint> points) {
        int width = run.config().dModel();
        float[] vectors = new float[points.size() * width];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(vector(moment, points.get(i)).orElseThrow(), 0, vectors, i * width, width);
        }
        return vectors;
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
