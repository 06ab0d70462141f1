package dev.glassbox.analysis;

import java.util.HashMap;
import java.util.Map;

/// What losses are worth: the loss of three guessers that learn nothing but counts, on the validation tokens, in nats
/// per token.
///
/// @param randomGuess every token equally likely: `ln V`
/// @param tokenFrequencies `p(b) = (n(b) + 1) / (N + V)`: counts of the training tokens plus one each
/// @param tokenPairs `p(b|a) = (n(a,b) + p(b)) / (n(a) + 1)`: counts of pairs, with the frequencies worth one
///     observation, so that no pair is impossible
public record BaseLines(double randomGuess, double tokenFrequencies, double tokenPairs) {

    /// With fewer than two validation tokens the training tokens are measured instead.
    ///
    /// @param train ids below `vocabSize`, at least two
    public static BaseLines of(int[] train, int[] validation, int vocabSize) {
        if (train.length < 2) {
            throw new IllegalArgumentException("base lines need at least two training tokens");
        }
        long[] counts = new long[vocabSize];
        long[] followed = new long[vocabSize];
        Map<Long, Integer> pairs = new HashMap<>();
        for (int i = 0; i < train.length; i++) {
            counts[train[i]]++;
            if (i + 1 < train.length) {
                followed[train[i]]++;
                pairs.merge(pair(train[i], train[i + 1]), 1, Integer::sum);
            }
        }
        int[] measured = validation.length < 2 ? train : validation;
        double single = 0;
        double paired = 0;
        for (int i = 1; i < measured.length; i++) {
            int a = measured[i - 1];
            int b = measured[i];
            double p = (counts[b] + 1.0) / (train.length + vocabSize);
            single -= StrictMath.log(p);
            paired -= StrictMath.log((pairs.getOrDefault(pair(a, b), 0) + p) / (followed[a] + 1.0));
        }
        int n = measured.length - 1;
        return new BaseLines(StrictMath.log(vocabSize), single / n, paired / n);
    }

    private static long pair(int a, int b) {
        return (long) a << 32 | b;
    }
}
