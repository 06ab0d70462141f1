package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.SinusoidalPositions;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import dev.glassbox.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The rows that stand for tokens and positions in copied weights.
public final class EmbeddingTable {

    /// Which of the two matrices with one row for each token.
    public enum Matrix { INPUT, OUTPUT }

    private final ModelConfig config;
    private final ParameterLayout layout;
    private final float[] values;

    private EmbeddingTable(LoadedSpec run, float[] values) {
        this.config = run.config();
        this.layout = run.transformer().layout();
        this.values = values;
    }

    public static EmbeddingTable of(WeightSnapshot snapshot) {
        return new EmbeddingTable(snapshot.run(), snapshot.values());
    }

    /// The weights a run began with, drawn again from its seed.
    static float[] first(LoadedSpec run) {
        Parameters drawn = new Parameters(run.transformer().layout(), new float[run.transformer().layout().size()]);
        run.transformer().initialize(drawn, run.spec().seed());
        return drawn.values();
    }

    /// d_model.
    public int width() {
        return config.dModel();
    }

    public int vocabulary() {
        return config.vocabSize();
    }

    /// Whether the head has a matrix of its own.
    public boolean hasOutput() {
        return layout.find("lm_head.weight").isPresent();
    }

    /// Row `id`, a copy. A tied head multiplies by the input matrix, so both are the same.
    public float[] row(Matrix matrix, int id) {
        Parameter table = table(matrix);
        int at = table.offset() + id * width();
        return Arrays.copyOfRange(values, at, at + width());
    }

    /// All rows, `[V, C]`, a copy.
    public float[] rows(Matrix matrix) {
        Parameter table = table(matrix);
        return Arrays.copyOfRange(values, table.offset(), table.end());
    }

    private Parameter table(Matrix matrix) {
        return layout.find(matrix == Matrix.OUTPUT ? "lm_head.weight" : "wte.weight").orElseGet(() -> layout.get("wte.weight"));
    }

    /// What is added to the embedding of a token at this position; empty for schemes that add nothing.
    public Optional<float[]> position(int position) {
        if (config.positions() == PositionScheme.Kind.LEARNED) {
            int at = layout.get("wpe.weight").offset() + position * width();
            return Optional.of(Arrays.copyOfRange(values, at, at + width()));
        }
        if (config.positions() == PositionScheme.Kind.SINUSOIDAL) {
            float[] waves = SinusoidalPositions.table(position + 1, width());
            return Optional.of(Arrays.copyOfRange(waves, position * width(), waves.length));
        }
        return Optional.empty();
    }

    /// The mean of the rows of some tokens, in double and rounded once.
    public float[] mean(Matrix matrix, List<Integer> ids) {
        if (ids.size() == 1) {
            return row(matrix, ids.getFirst());
        }
        double[] sum = new double[width()];
        for (int id : ids) {
            float[] row = row(matrix, id);
            for (int c = 0; c < sum.length; c++) {
                sum[c] += row[c];
            }
        }
        float[] mean = new float[sum.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = (float) (sum[c] / ids.size());
        }
        return mean;
    }

    /// The vector of a point of the map.
    public float[] of(MapPoint point, Matrix matrix) {
        return point.isPosition() ? position(point.position()).orElseThrow() : mean(matrix, point.ids());
    }

    /// The vectors of all points, `[n, C]`.
    public float[] of(List<MapPoint> points, Matrix matrix) {
        float[] rows = new float[points.size() * width()];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(of(points.get(i), matrix), 0, rows, i * width(), width());
        }
        return rows;
    }
}
