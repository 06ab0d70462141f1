package dev.glassbox.sample;

import java.util.Arrays;

/// From logits to one token: ÷ temperature → top-k → top-p → renormalise → draw. Pure functions; every stage is kept.
///
/// `p_i = exp(z_i / T) / Σ_j exp(z_j / T)` over the V tokens. Top-k keeps the k largest; top-p (Holtzman et al. 2020)
/// then goes down from the largest until the probabilities of what top-k left, renormalised, reach p: the token that
/// crosses p stays. Among equal logits the smaller id comes first. Computed in double with StrictMath, so the numbers
/// are the same on every machine.
public final class Sampler {
    private Sampler() {}

    /// @param temperature 0 takes the largest logit
    /// @param topK 0 keeps all
    /// @param topP 1 keeps all; 0 keeps the largest one
    public record Config(double temperature, int topK, double topP) {
        /// The plain softmax: nothing scaled, nothing cut.
        public static final Config PLAIN = new Config(1, 0, 1);

        public Config {
            if (!(temperature >= 0) || Double.isInfinite(temperature)) {
                throw new IllegalArgumentException("temperature is " + temperature + "; it must be 0 or more");
            }
            if (topK < 0) {
                throw new IllegalArgumentException("top-k is " + topK + "; it must be 0 (all) or more");
            }
            if (!(topP >= 0 && topP <= 1)) {
                throw new IllegalArgumentException("top-p is " + topP + "; it must be between 0 and 1");
            }
        }

        /// True when the largest logit is taken without a draw.
        public boolean greedy() {
            return temperature == 0;
        }
    }

    /// Everything between the logits and the draw; all arrays have V entries by token id, except `order`.
    ///
    /// @param scaled `z / T`; the logits themselves when T is 0
    /// @param scaledProbabilities softmax of `scaled`; all on the largest when T is 0
    /// @param topKProbabilities over what top-k leaves, sum 1
    /// @param keptByTopK what top-k leaves
    /// @param kept what top-k and top-p leave
    /// @param probabilities over the kept tokens, sum 1; zero elsewhere
    /// @param order ids from the largest logit down
    /// @param afterTopK how many ids of `order` top-k leaves
    /// @param keptCount how many top-k and top-p leave: the first of `order`
    /// @param entropy of `probabilities` in nats
    public record Stages(float[] logits, Config config, double[] scaled, double[] scaledProbabilities,
            double[] topKProbabilities, boolean[] keptByTopK, boolean[] kept, double[] probabilities, int[] order, int afterTopK, int keptCount,
            double entropy) {

        public int largest() {
            return order[0];
        }
    }

    /// @throws IllegalArgumentException when there are no logits, or one is NaN or +∞, or all are −∞
    public static Stages distribution(float[] logits, Config config) {
        return distribution(Ranking.of(logits.clone()), config);
    }

    /// The same for logits whose order is known already: one pass over V, nothing is sorted.
    public static Stages distribution(Ranking ranking, Config config) {
        float[] logits = ranking.logits();
        int[] order = ranking.order();
        double max = logits[order[0]];
        double temperature = config.greedy() ? 1 : config.temperature();
        double[] scaled = new double[logits.length];
        double[] exponentials = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            scaled[i] = logits[i] / temperature;
            exponentials[i] = config.greedy() ? (i == order[0] ? 1 : 0) : StrictMath.exp((logits[i] - max) / temperature);
        }
        int afterTopK = config.greedy() ? 1 : config.topK() == 0 ? logits.length : Math.min(config.topK(), logits.length);
        int afterTopP = topP(exponentials, order, afterTopK, config.topP());
        double[] probabilities = normalised(exponentials, order, afterTopP);
        return new Stages(logits, config, scaled, normalised(exponentials, order, logits.length), afterTopK == afterTopP ? probabilities
                : normalised(exponentials, order, afterTopK), flags(order, afterTopK), flags(order, afterTopP), probabilities, order, afterTopK,
                afterTopP, entropy(probabilities));
    }

    /// The token whose stretch of the line from 0 to 1 holds `u`; tokens lie on it from the most probable down.
    ///
    /// @param u in [0, 1)
    public static int draw(Stages stages, double u) {
        return draw(stages.probabilities, stages.order, u);
    }

    /// The same for bare probabilities; among equal ones the smaller id comes first.
    public static int draw(double[] probabilities, double u) {
        Integer[] order = new Integer[probabilities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(probabilities[b], probabilities[a]));
        return draw(probabilities, Arrays.stream(order).mapToInt(Integer::intValue).toArray(), u);
    }

    private static int draw(double[] probabilities, int[] order, double u) {
        double sum = 0;
        int last = order[0];
        for (int id : order) {
            if (probabilities[id] > 0) {
                last = id;
                sum += probabilities[id];
                if (u < sum) {
                    return id;
                }
            }
        }
        return last;
    }

    /// `−Σ p·ln p` in nats.
    public static double entropy(double[] probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            if (p > 0) {
                sum -= p * StrictMath.log(p);
            }
        }
        return sum;
    }

    private static int topP(double[] exponentials, int[] order, int count, double p) {
        if (p >= 1) {
            return count;
        }
        double enough = 0;
        for (int rank = 0; rank < count; rank++) {
            enough += exponentials[order[rank]];
        }
        enough *= p;
        double sum = 0;
        for (int rank = 0; rank < count; rank++) {
            sum += exponentials[order[rank]];
            if (sum >= enough) {
                return rank + 1;
            }
        }
        return count;
    }

    private static double[] normalised(double[] exponentials, int[] order, int count) {
        double sum = 0;
        for (int rank = count - 1; rank >= 0; rank--) {
            sum += exponentials[order[rank]];
        }
        double[] probabilities = new double[exponentials.length];
        for (int rank = 0; rank < count; rank++) {
            probabilities[order[rank]] = exponentials[order[rank]] / sum;
        }
        return probabilities;
    }

    private static boolean[] flags(int[] order, int count) {
        boolean[] flags = new boolean[order.length];
        for (int rank = 0; rank < count; rank++) {
            flags[order[rank]] = true;
        }
        return flags;
    }
}
