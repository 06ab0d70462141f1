package dev.glassbox.analysis;

import dev.glassbox.kernel.CounterRandom;
import java.util.Arrays;

/// What a softmax makes of scores q · k whose parts are random: why they are divided by √d_head (Vaswani et al. 2017, 3.2.1).
///
/// With q and k standard normal, q · k has variance d_head, so its typical size grows with √d_head; undivided, the softmax soon
/// gives nearly everything to one key and passes nearly no gradient.
///
/// @param dHead    width of q and k
/// @param keys     keys of each query
/// @param scaled   whether scores are divided by √d_head
/// @param scores   all scores of all queries, as they enter the softmax `[queries · keys]`
/// @param weights  the softmax of the first query, largest first `[keys]`
/// @param deviation standard deviation of the scores
/// @param top      mean of the largest weight of each query
/// @param topError standard error of that mean
/// @param entropy  mean entropy of the weights in nats
/// @param gradient mean of Σ p(1 − p): how much of a change of the scores reaches the weights
public record Saturation(int dHead, int keys, boolean scaled, float[] scores, float[] weights, double deviation, double top,
                         double topError, double entropy, double gradient) {

    /// @param queries how many random queries, each with keys of its own
    public static Saturation of(int dHead, int keys, int queries, boolean scaled, long seed) {
        float[] q = new float[dHead];
        float[] k = new float[dHead];
        float[] scores = new float[queries * keys];
        float[] numbers = new float[dHead * (keys + 1)];
        double squares = 0;
        double top = 0;
        double topSquares = 0;
        double entropy = 0;
        double gradient = 0;
        float[] shown = new float[keys];
        double divisor = scaled ? Math.sqrt(dHead) : 1;
        for (int query = 0; query < queries; query++) {
            CounterRandom.of(seed, "saturation " + query).fillGaussian(numbers, 0, numbers.length, 1);
            System.arraycopy(numbers, 0, q, 0, dHead);
            float[] row = new float[keys];
            for (int key = 0; key < keys; key++) {
                System.arraycopy(numbers, dHead * (key + 1), k, 0, dHead);
                double dot = 0;
                for (int i = 0; i < dHead; i++) {
                    dot += (double) q[i] * k[i];
                }
                row[key] = (float) (dot / divisor);
                squares += (double) row[key] * row[key];
            }
            System.arraycopy(row, 0, scores, query * keys, keys);
            float[] p = Rerun.softmax(row, 0, keys);
            double largest = 0;
            for (float weight : p) {
                largest = Math.max(largest, weight);
                entropy -= weight > 0 ? weight * StrictMath.log(weight) : 0;
                gradient += weight * (1 - weight);
            }
            top += largest;
            topSquares += largest * largest;
            if (query == 0) {
                shown = p.clone();
            }
        }
        Arrays.sort(shown);
        for (int i = 0; i < keys / 2; i++) {
            float swap = shown[i];
            shown[i] = shown[keys - 1 - i];
            shown[keys - 1 - i] = swap;
        }
        double topError = Math.sqrt(Math.max(0, topSquares / queries - top / queries * (top / queries)) / Math.max(1, queries - 1));
        return new Saturation(dHead, keys, scaled, scores, shown, Math.sqrt(squares / scores.length), top / queries, topError, entropy / queries,
                gradient / queries);
    }

    /// Entropy of an even row, ln(keys): the most there is.
    public double mostEntropy() {
        return StrictMath.log(keys);
    }
}
