package dev.glassbox.analysis;

/// Which keys a query may read, as a rule.
///
/// @param kind the rule
/// @param size its number: length of the prefix, or keys in the window; ignored by the others
public record MaskRule(Kind kind, int size) {

    /// The four masks one meets in papers.
    public enum Kind {
        /// Each token reads itself and what came before (GPT).
        CAUSAL("causal"),
        /// Each token reads all (BERT).
        BIDIRECTIONAL("bidirectional"),
        /// The first tokens read each other freely, the rest is causal (prefix LM; Raffel et al. 2020, arXiv:1910.10683).
        PREFIX("prefix"),
        /// Each token reads itself and the few before it (Beltagy et al. 2020, arXiv:2004.05150).
        SLIDING_WINDOW("sliding window");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public static final MaskRule CAUSAL = new MaskRule(Kind.CAUSAL, 0);
    public static final MaskRule BIDIRECTIONAL = new MaskRule(Kind.BIDIRECTIONAL, 0);

    public MaskRule {
        if (size < 0 || kind == Kind.SLIDING_WINDOW && size < 1) {
            throw new IllegalArgumentException("A " + kind.title() + " mask cannot have the size " + size + "; a window holds at least the token itself.");
        }
    }

    /// Whether a query may read a key; every query may read itself.
    public boolean open(int query, int key) {
        return switch (kind) {
            case CAUSAL -> key <= query;
            case BIDIRECTIONAL -> true;
            case PREFIX -> key <= query || key < size;
            case SLIDING_WINDOW -> key <= query && query - key < size;
        };
    }

    /// True where a query must not read a key, `[time, time]`.
    public boolean[] closed(int time) {
        boolean[] closed = new boolean[time * time];
        for (int i = 0; i < closed.length; i++) {
            closed[i] = !open(i / time, i % time);
        }
        return closed;
    }

    /// `triu(ones(n, n), 1) · −∞`, as some texts build the causal mask: 0 · −∞ is not a number, so every cell that should
    /// stay open becomes NaN. Computed here in floats as everywhere else.
    public static float[] triuTimesMinusInfinity(int n) {
        float[] mask = new float[n * n];
        for (int i = 0; i < mask.length; i++) {
            float one = i % n > i / n ? 1 : 0;
            mask[i] = one * Float.NEGATIVE_INFINITY;
        }
        return mask;
    }

    /// The same mask built right: −∞ above the diagonal, 0 elsewhere.
    public static float[] filledMinusInfinity(int n) {
        float[] mask = new float[n * n];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % n > i / n ? Float.NEGATIVE_INFINITY : 0;
        }
        return mask;
    }
}
