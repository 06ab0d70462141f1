package dev.glassbox.sample;

import dev.glassbox.kernel.DoubleMath;
import java.util.Arrays;

/// From logits to one token: ÷ temperature → top-k → top-p → renormalise → draw. Pure functions; every stage is kept.
///
/// `p_i = exp(z_i / T) / Σ_j exp(z_j / T)` over the V tokens. Top-k keeps the k largest; top-p (Holtzman et al. 2020)
/// then goes down from the largest until the probabilities of what top-k left, renormalised, reach p: the token that
/// crosses p stays. Among equal logits the smaller id comes first. Computed in double from our own
/// polynomials, so the numbers are the same on every machine.
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
            exponentials[i] = config.greedy() ? (i == order[0] ? 1 : 0) : DoubleMath.exp((logits[i] - max) / temperature);
        }
        int all = logits.length;
        int afterTopK = config.greedy() ? 1 : config.topK() == 0 ? all : Math.min(config.topK(), all);
        int afterTopP = topP(exponentials, order, afterTopK, config.topP());
        // What cuts nothing shares its arrays with the stage before.
        double[] whole = normalised(exponentials, order, all);
        double[] topK = afterTopK == all ? whole : normalised(exponentials, order, afterTopK);
        double[] probabilities = afterTopP == afterTopK ? topK : normalised(exponentials, order, afterTopP);
        boolean[] keptByTopK = flags(order, afterTopK);
        boolean[] kept = afterTopP == afterTopK ? keptByTopK : flags(order, afterTopP);
        return new Stages(logits, config, scaled, whole, topK, keptByTopK, kept, probabilities, order, afterTopK, afterTopP,
                config.greedy() ? 0 : entropy(ranking, temperature, exponentials, afterTopP));
    }

    /// What the model itself thinks of each token, at T = 1 with nothing cut, without an array of size V.
    ///
    /// @param sum of `exp(z − max)` over all tokens
    /// @param entropy in nats
    public record Opinion(double max, double sum, double entropy) {
        public double probability(float logit) {
            return DoubleMath.exp(logit - max) / sum;
        }
    }

    public static Opinion opinion(Ranking ranking) {
        double max = ranking.logits()[ranking.order()[0]];
        double sum = 0;
        double weighted = 0;
        for (float logit : ranking.logits()) {
            double below = logit - max;
            double e = DoubleMath.exp(below);
            sum += e;
            weighted += e > 0 ? e * below : 0;
        }
        return new Opinion(max, sum, Math.max(0, StrictMath.log(sum) - weighted / sum));
    }

    /// `−Σ p·ln p = ln S − Σ e·(z − max)/T / S` over the first `count` ranks, where `S = Σ e`: one logarithm instead of one for each token.
    private static double entropy(Ranking ranking, double temperature, double[] exponentials, int count) {
        double max = ranking.logits()[ranking.order()[0]];
        double sum = 0;
        double weighted = 0;
        boolean all = count == exponentials.length; // then the order of memory is the fastest
        for (int rank = count - 1; rank >= 0; rank--) {
            int id = all ? rank : ranking.order()[rank];
            sum += exponentials[id];
            weighted += exponentials[id] > 0 ? exponentials[id] * (ranking.logits()[id] - max) : 0;
        }
        return Math.max(0, StrictMath.log(sum) - weighted / temperature / sum);
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
        boolean all = count == exponentials.length; // then the order of memory is the fastest
        double sum = 0;
        for (int rank = count - 1; rank >= 0; rank--) {
            sum += exponentials[all ? rank : order[rank]];
        }
        double[] probabilities = new double[exponentials.length];
        for (int rank = 0; rank < count; rank++) {
            int id = all ? rank : order[rank];
            probabilities[id] = exponentials[id] / sum;
        }
        return probabilities;
    }

    private static boolean[] flags(int[] order, int count) {
        boolean[] flags = new boolean[order.length];
        if (count == flags.length) {
            Arrays.fill(flags, true);
            return flags;
        }
        for (int rank = 0; rank < count; rank++) {
            flags[order[rank]] = true;
        }
        return flags;
    }
}
