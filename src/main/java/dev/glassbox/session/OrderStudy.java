package dev.glassbox.session;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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
    /// @param places where each of them stands in the other order
    /// @param swapped the other order
    public record Answer(LoadedSpec run, int step, int[] ids, int[] places, int[] swapped, List<Row> rows) {

        /// The tokens that stand elsewhere, by their place in the first order.
        public List<Integer> moved() {
            return IntStream.range(0, places.length).filter(t -> places[t] != t).boxed().toList();
        }
    }

    /// Two tokens exchanged.
    ///
    /// @throws IllegalArgumentException when the two places hold the same token
    public static Answer of(Forward forward, WeightSnapshot snapshot, int[] ids, int a, int b) {
        if (ids[a] == ids[b]) {
            throw new IllegalArgumentException("Both places hold the same token; choose two different ones.");
        }
        int[] places = IntStream.range(0, ids.length).toArray();
        places[a] = b;
        places[b] = a;
        return of(forward, snapshot, ids, places);
    }

    /// Places for all tokens in a drawn order, another one for each seed.
    public static int[] shuffled(int count, long seed) {
        int[] places = IntStream.range(0, count).toArray();
        CounterRandom random = CounterRandom.of(seed, "shuffle");
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = places[i];
            places[i] = places[j];
            places[j] = other;
        }
        return places;
    }

    /// Every token moved to another place.
    ///
    /// @param places where each token goes; each place once
    public static Answer of(Forward forward, WeightSnapshot snapshot, int[] ids, int[] places) {
        int[] swapped = new int[ids.length];
        for (int t = 0; t < ids.length; t++) {
            swapped[places[t]] = ids[t];
        }
        List<Row> rows = new ArrayList<>();
        for (boolean positions : new boolean[] {true, false}) {
            for (boolean causal : new boolean[] {true, false}) {
                rows.add(row(forward, snapshot, ids, swapped, places, positions, causal));
            }
        }
        return new Answer(snapshot.run(), snapshot.step(), ids.clone(), places.clone(), swapped, rows);
    }

    private static Row row(Forward forward, WeightSnapshot snapshot, int[] ids, int[] swapped, int[] places, boolean positions,
            boolean causal) {
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
            int there = places[t];
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
