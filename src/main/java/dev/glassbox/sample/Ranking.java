package dev.glassbox.sample;

/// Logits with their order, which no sampling setting changes: it is found once, then every temperature, top-k and top-p costs one pass.
///
/// @param logits V values by token id; shared, not to be written to
/// @param order  ids from the largest logit down; among equal ones the smaller id comes first
public record Ranking(float[] logits, int[] order) {

    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final int PASSES = 3;

    /// Sorted by digits, as numbers of 32 bits: V = 50,257 takes three passes instead of some 800,000 comparisons. Key and id travel together, so
    /// that every pass reads in order.
    ///
    /// @throws IllegalArgumentException when there are no logits, or one is NaN or +∞, or all are −∞
    public static Ranking of(float[] logits) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("there are no logits");
        }
        long[] sorted = new long[logits.length];
        int[][] starts = new int[PASSES][BUCKETS + 1];
        for (int id = 0; id < logits.length; id++) {
            if (Float.isNaN(logits[id]) || logits[id] == Float.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("the logit of token " + id + " is " + logits[id] + "; it must be a number");
            }
            int bits = Float.floatToIntBits(logits[id] + 0f); // −0 and 0 are equal logits
            int key = bits >= 0 ? ~bits & 0x7FFFFFFF : bits; // unsigned, the largest logit has the smallest key
            sorted[id] = (long) key << 32 | id;
            for (int pass = 0; pass < PASSES; pass++) {
                starts[pass][(key >>> pass * BITS & BUCKETS - 1) + 1]++;
            }
        }
        long[] other = new long[logits.length];
        for (int pass = 0; pass < PASSES; pass++) {
            pass(sorted, other, starts[pass], 32 + pass * BITS);
            long[] swapped = sorted;
            sorted = other;
            other = swapped;
        }
        int[] order = new int[logits.length];
        for (int rank = 0; rank < order.length; rank++) {
            order[rank] = (int) sorted[rank];
        }
        if (logits[order[0]] == Float.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("all logits are −∞; nothing can be drawn");
        }
        return new Ranking(logits, order);
    }

    /// One stable counting sort; ids start in rising order, so equal keys stay in it.
    ///
    /// @param start counts, one place up
    private static void pass(long[] from, long[] to, int[] start, int shift) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            start[bucket + 1] += start[bucket];
        }
        for (long entry : from) {
            to[start[(int) (entry >>> shift) & BUCKETS - 1]++] = entry;
        }
    }

    /// How many tokens have a larger logit: 0 for the most likely.
    public int rank(int id) {
        for (int rank = 0; rank < order.length; rank++) {
            if (order[rank] == id) {
                return rank;
            }
        }
        throw new IllegalArgumentException("token " + id + " is not in a vocabulary of " + order.length);
    }
}
