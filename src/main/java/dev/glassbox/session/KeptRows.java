package dev.glassbox.session;

import dev.glassbox.session.EmbeddingTable.Matrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which rows of an embedding matrix are kept over training: all of a small one, of a large one those of the most frequent tokens.
///
/// @param places where the row of each id is kept, −1 for none
/// @param count how many rows are kept
public record KeptRows(int[] places, int count) {

    /// Numbers kept for one moment at most: seventy moments of 4 MB.
    static final int LARGEST = 1 << 20;

    static KeptRows of(LoadedSpec run) {
        return of(run, LARGEST);
    }

    /// @param largest how many numbers may be kept for one moment
    static KeptRows of(LoadedSpec run, int largest) {
        int vocabulary = run.config().vocabSize();
        int known = run.tokenizer().vocabulary().size();
        if ((long) vocabulary * run.config().dModel() <= largest) {
            return new KeptRows(IntStream.range(0, vocabulary).toArray(), vocabulary);
        }
        // Nothing was counted without a text, and nothing is trained.
        int[] kept = run.hasText() ? IntStream.range(0, known).boxed().sorted(Comparator.comparingInt(run::count).reversed()).limit(largest / run.config().dModel())
                .mapToInt(Integer::intValue).sorted().toArray() : new int[0];
        int[] places = new int[vocabulary];
        Arrays.fill(places, -1);
        for (int i = 0; i < kept.length; i++) {
            places[kept[i]] = i;
        }
        return new KeptRows(places, kept.length);
    }

    /// `[count, C]`, a copy.
    float[] of(EmbeddingTable table) {
        if (count == places.length) {
            return table.rows(Matrix.INPUT);
        }
        int width = table.width();
        float[] rows = new float[count * width];
        for (int id = 0; id < places.length; id++) {
            if (places[id] >= 0) {
                System.arraycopy(table.row(Matrix.INPUT, id), 0, rows, places[id] * width, width);
            }
        }
        return rows;
    }

    /// Whether a point of the map is made of rows that are kept.
    boolean has(MapPoint point) {
        return !point.isPosition() && point.ids().stream().allMatch(id -> places[id] >= 0);
    }

    /// The vector of a point: the mean of its tokens' rows.
    Optional<float[]> vector(float[] rows, MapPoint point, int width) {
        if (!has(point)) {
            return Optional.empty();
        }
        List<Integer> ids = point.ids();
        float[] vector = new float[width];
        for (int id : ids) {
            for (int c = 0; c < width; c++) {
                vector[c] += rows[places[id] * width + c] / ids.size();
            }
        }
        return Optional.of(vector);
    }
}
