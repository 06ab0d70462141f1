package dev.glassbox.analysis;

import dev.glassbox.kernel.FloatMath;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Norm;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/// What the model would say if it stopped at some place of the residual stream: the final norm and the head applied to that place
/// ("logit lens", nostalgebraist 2020).
///
/// `p = softmax(norm_f(x) · Eᵀ)`, without the final norm where norms come after the blocks.
///
/// For the stream after the last block these are the model's own logits, bit for bit.
public final class LogitLens {

    /// Rows multiplied at once: the logits of a large vocabulary need much room.
    private static final int PIECE = 256;

    private final ModelConfig config;
    private final Parameters weights;
    private final Kernels kernels;

    /// @param weights never written while this is used
    public LogitLens(ModelConfig config, Parameters weights, Kernels kernels) {
        this.config = config;
        this.weights = weights;
        this.kernels = kernels;
    }

    /// The most likely tokens at one place.
    ///
    /// @param ids           the most likely first; of equal ones the smaller id
    /// @param probabilities of these, under the softmax over the whole vocabulary
    /// @param entropy       of the whole distribution, in nats
    public record Reading(List<Integer> ids, List<Double> probabilities, double entropy) {
        public Reading {
            ids = List.copyOf(ids);
            probabilities = List.copyOf(probabilities);
        }

        public int top() {
            return ids.getFirst();
        }
    }

    /// Logits `[rows, V]` of rows of the residual stream.
    ///
    /// @param stream `[rows, C]`, not changed
    public float[] logits(float[] stream, int rows) {
        int c = config.dModel();
        int v = config.vocabSize();
        float[] normed = stream;
        if (config.normPlace() == Norm.Place.PRE) {
            normed = new float[rows * c];
            normalize(stream, rows, normed);
        }
        Parameter head = weights.layout().get(config.tied() ? "wte.weight" : "lm_head.weight");
        float[] logits = new float[rows * v];
        kernels.matmulBT(rows, v, c, normed, 0, c, weights.values(), head.offset(), c, logits, 0, v, false);
        return logits;
    }

    private void normalize(float[] x, int rows, float[] y) {
        int c = config.dModel();
        float epsilon = (float) config.normEpsilon();
        float[] gain = config.normGain() && config.norm() != Norm.Kind.NONE ? weights.values() : null;
        int gainOff = gain == null ? 0 : weights.layout().get("ln_f.weight").offset();
        float[] kept = new float[rows];
        switch (config.norm()) {
            case LAYERNORM -> {
                float[] bias = config.bias() ? weights.values() : null;
                int biasOff = bias == null ? 0 : weights.layout().get("ln_f.bias").offset();
                kernels.layerNormRows(rows, c, epsilon, x, 0, c, gain, gainOff, bias, biasOff, y, 0, c, new float[rows], kept, 0);
            }
            case RMSNORM -> kernels.rmsNormRows(rows, c, epsilon, x, 0, c, gain, gainOff, y, 0, c, kept, 0);
            case NONE -> System.arraycopy(x, 0, y, 0, rows * c);
        }
    }

    /// One reading for each row.
    ///
    /// @param stream `[rows, C]`
    /// @param wanted how many tokens in each
    public List<Reading> read(float[] stream, int rows, int wanted) {
        int c = config.dModel();
        List<Reading> readings = new ArrayList<>();
        for (int from = 0; from < rows; from += PIECE) {
            int count = Math.min(PIECE, rows - from);
            float[] part = java.util.Arrays.copyOfRange(stream, from * c, (from + count) * c);
            float[] logits = logits(part, count);
            for (int row = 0; row < count; row++) {
                readings.add(reading(logits, row * config.vocabSize(), wanted));
            }
        }
        return readings;
    }

    private Reading reading(float[] logits, int off, int wanted) {
        int v = config.vocabSize();
        int[] best = new int[Math.min(wanted, v)];
        int found = 0;
        double max = Double.NEGATIVE_INFINITY;
        for (int id = 0; id < v; id++) {
            float logit = logits[off + id];
            max = Math.max(max, logit);
            if (found < best.length || logit > logits[off + best[found - 1]]) {
                int at = found < best.length ? found++ : found - 1;
                while (at > 0 && logits[off + best[at - 1]] < logit) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = id;
            }
        }
        double sum = 0;
        double weighted = 0;
        for (int id = 0; id < v; id++) {
            double e = FloatMath.exp((float) (logits[off + id] - max)); // 50,257 of them for each place of GPT-2
            sum += e;
            weighted += e * (logits[off + id] - max);
        }
        List<Integer> ids = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            ids.add(best[i]);
            probabilities.add(StrictMath.exp(logits[off + best[i]] - max) / sum);
        }
        return new Reading(ids, probabilities, Math.max(0, StrictMath.log(sum) - weighted / sum));
    }
}
