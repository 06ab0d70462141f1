package dev.glassbox.analysis;

/// What one head's pattern looks like on one sentence: how spread out it is, and how much of it goes to places with a name.
/// Heuristics: a pattern on one sentence says what a head did, not what it is for.
///
/// @param entropy  mean entropy of the rows that have a choice, in nats
/// @param spread   the same as a share of the largest possible, ln(open keys): 1 = even, 0 = one key only
/// @param previous mean weight on the token just before
/// @param first    mean weight on position 0
/// @param self     mean weight on the token itself
/// @param same     mean weight on earlier tokens with the same id, over the queries that have one; NaN if none has
/// @param induction mean weight on tokens that followed an earlier one with the query's id, over the queries that have one; NaN if
///                  none has (Olsson et al. 2022, arXiv:2209.11895)
public record HeadRoles(double entropy, double spread, double previous, double first, double self, double same, double induction) {

    /// From this mean weight on, a place gives a hint its name.
    public static final double NAMED_FROM = 0.4;

    /// The hint.
    public enum Hint {
        PREVIOUS("previous token"), FIRST("first token"), SELF("itself"), SAME("same token"), INDUCTION("induction"), MIXED("mixed");

        private final String title;

        Hint(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// @param patterns weights of all heads of a block `[H, T, T]`
    /// @param ids      the sentence `[T]`
    public static HeadRoles of(float[] patterns, int head, int[] ids) {
        int time = ids.length;
        int at = head * time * time;
        double entropy = 0;
        double spread = 0;
        int choosing = 0;
        double previous = 0;
        double first = 0;
        double self = 0;
        double same = 0;
        int haveSame = 0;
        double induction = 0;
        int haveInduction = 0;
        for (int query = 0; query < time; query++) {
            int open = 0;
            double rowEntropy = 0;
            double onSame = 0;
            boolean hasSame = false;
            double onNext = 0;
            boolean hasNext = false;
            for (int key = 0; key < time; key++) {
                double p = patterns[at + query * time + key];
                if (p > 0) {
                    open++;
                    rowEntropy -= p * StrictMath.log(p);
                }
                if (key < query && ids[key] == ids[query]) {
                    hasSame = true;
                    onSame += p;
                }
                if (key > 0 && key <= query && key - 1 < query && ids[key - 1] == ids[query]) {
                    hasNext = true;
                    onNext += p;
                }
            }
            if (open > 1) {
                choosing++;
                entropy += rowEntropy;
                spread += rowEntropy / StrictMath.log(open);
            }
            self += patterns[at + query * time + query];
            // The second token's previous token is the first one: it tells the two apart from the third on.
            if (query >= 2) {
                previous += patterns[at + query * time + query - 1];
                first += patterns[at + query * time];
            }
            same += onSame;
            haveSame += hasSame ? 1 : 0;
            induction += onNext;
            haveInduction += hasNext ? 1 : 0;
        }
        int later = Math.max(1, time - 2);
        return new HeadRoles(entropy / Math.max(1, choosing), spread / Math.max(1, choosing), previous / later, first / later, self / time,
                haveSame == 0 ? Double.NaN : same / haveSame, haveInduction == 0 ? Double.NaN : induction / haveInduction);
    }

    /// The place with the largest mean weight, if that is at least [#NAMED_FROM].
    public Hint hint() {
        double[] weights = {previous, first, self, same, induction};
        Hint best = Hint.MIXED;
        double most = NAMED_FROM;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= most) {
                most = weights[i];
                best = Hint.values()[i];
            }
        }
        return best;
    }
}
