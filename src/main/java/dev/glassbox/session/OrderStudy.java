package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether a model notices that two tokens have changed places: the same weights with and without positions, with and without the
/// causal mask.
///
/// Self-attention without positions and without a mask is permutation-equivariant: the outputs change places with the tokens and are
/// otherwise the same. A causal mask alone already tells order, since a token then sees only what stands before it.
public final class OrderStudy {
    private OrderStudy() {}

    /// One of the four models.
    ///
    /// @param changes `[T]`, the largest change of any number of a token's last residual vector when it and the other tokens stand
    ///     in the other order; a swapped token is compared with itself at its new place
    /// @param scale the largest number in any of these vectors, to tell what a change is worth
    public record Row(boolean positions, boolean causal, float[] changes, double scale) {

        public double largest() {
            double largest = 0;
            for (float change : changes) {
                largest = Math.max(largest, change);
            }
            return largest;
        }

        /// Whether nothing changed but rounding.
        public boolean same() {
            return largest() <= 1e-4 * Math.max(1, scale);
        }
    }

    /// @param ids as they stand
    /// @param swapped with tokens `a` and `b` exchanged
    public record Answer(LoadedSpec run, int step, int[] ids, int[] swapped, int a, int b, List<Row> rows) {}

    /// @throws IllegalArgumentException when the two places hold the same token
    public static Answer of(Forward forward, WeightSnapshot snapshot, int[] ids, int a, int b) {
        if (ids[a] == ids[b]) {
            throw new IllegalArgumentException("Both places hold the same token; choose two different ones.");
        }
        int[] swapped = ids.clone();
        swapped[a] = ids[b];
        swapped[b] = ids[a];
        List<Row> rows = new ArrayList<>();
        for (boolean positions : new boolean[] {true, false}) {
            for (boolean causal : new boolean[] {true, false}) {
                rows.add(row(forward, snapshot, ids, swapped, a, b, positions, causal));
            }
        }
        return new Answer(snapshot.run(), snapshot.step(), ids.clone(), swapped, a, b, rows);
    }

    private static Row row(Forward forward, WeightSnapshot snapshot, int[] ids, int[] swapped, int a, int b, boolean positions, boolean causal) {
        ModelConfig config = snapshot.run().config().withCausal(causal);
        WeightSnapshot weights = snapshot;
        if (!positions && config.positions() == Kind.LEARNED) {
            weights = withoutLearnedPositions(snapshot);
        } else if (!positions) {
            config = config.withPositions(Kind.NONE);
        }
        Transformer model = new Transformer(config);
        float[] first = last(forward, weights, model, ids);
        float[] second = last(forward, weights, model, swapped);
        int width = config.dModel();
        float[] changes = new float[ids.length];
        double scale = 0;
        for (int t = 0; t < ids.length; t++) {
            int there = t == a ? b : t == b ? a : t;
            for (int c = 0; c < width; c++) {
                changes[t] = Math.max(changes[t], Math.abs(first[t * width + c] - second[there * width + c]));
                scale = Math.max(scale, Math.abs(first[t * width + c]));
            }
        }
        return new Row(positions, causal, changes, scale);
    }

    private static float[] last(Forward forward, WeightSnapshot weights, Transformer model, int[] ids) {
        return forward.run(weights, model, ids, Set.of(ProbePoint.RESID_POST)).get(new Trace.Key(ProbePoint.RESID_POST, model.config().nLayer() - 1)).values();
    }

    private static WeightSnapshot withoutLearnedPositions(WeightSnapshot snapshot) {
        float[] values = snapshot.values().clone();
        Parameter table = snapshot.run().transformer().layout().get("wpe.weight");
        java.util.Arrays.fill(values, table.offset(), table.end(), 0);
        return new WeightSnapshot(snapshot.run(), snapshot.step(), values, snapshot.validationLoss());
    }
}
