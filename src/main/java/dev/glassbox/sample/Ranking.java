package dev.glassbox.sample;

/// Logits with their order, which no sampling setting changes: it is found once, then every temperature, top-k and top-p costs one pass.
///
/// @param logits V values by token id; shared, not to be written to
/// @param order  ids from the largest logit down; among equal ones the smaller id comes first
public record Ranking(float[] logits, int[] order) {

    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    /// Sorted by digits, as numbers of 32 bits: V = 50,257 takes three passes instead of some 800,000 comparisons.
    ///
    /// @throws IllegalArgumentException when there are no logits, or one is NaN or +∞, or all are −∞
    public static Ranking of(float[] logits) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("there are no logits");
        }
        int[] keys = new int[logits.length];
        int[] order = new int[logits.length];
        for (int id = 0; id < logits.length; id++) {
            if (Float.isNaN(logits[id]) || logits[id] == Float.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("the logit of token " + id + " is " + logits[id] + "; it must be a number");
            }
            int bits = Float.floatToIntBits(logits[id] + 0f); // −0 and 0 are equal logits
            keys[id] = bits >= 0 ? ~bits & 0x7FFFFFFF : bits; // unsigned, the largest logit has the smallest key
            order[id] = id;
        }
        int[] other = new int[logits.length];
        for (int shift = 0; shift < 32; shift += BITS) {
            pass(keys, order, other, shift);
            int[] sorted = other;
            other = order;
            order = sorted;
        }
        if (logits[order[0]] == Float.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("all logits are −∞; nothing can be drawn");
        }
        return new Ranking(logits, order);
    }

    /// One stable counting sort; ids start in rising order, so equal keys stay in it.
    private static void pass(int[] keys, int[] from, int[] to, int shift) {
        int[] start = new int[BUCKETS + 1];
        for (int id : from) {
            start[(keys[id] >>> shift & BUCKETS - 1) + 1]++;
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            start[bucket + 1] += start[bucket];
        }
        for (int id : from) {
            to[start[keys[id] >>> shift & BUCKETS - 1]++] = id;
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
