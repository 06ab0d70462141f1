package dev.glassbox.train;

import dev.glassbox.nn.Keyed;

/// How the learning rate changes over a run.
public enum Schedule implements Keyed {
    /// Always the base rate.
    CONSTANT("constant"),
    /// `lr · (1 − s/steps)`, down to zero.
    LINEAR("linear"),
    /// A linear rise during the warm-up steps, then half a cosine down to the lowest rate (Loshchilov & Hutter 2017, arXiv:1608.03983).
    COSINE("cosine");

    private final String key;

    Schedule(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }

    /// The learning rate of an update.
    ///
    /// @param step   0 for the first update; after the last one the rate stays where the curve ended
    /// @param base   the largest rate
    /// @param warmup steps of the rise, used by [#COSINE]
    /// @param steps  length of the curve
    /// @param lowest where [#COSINE] ends
    public double rate(int step, double base, int warmup, int steps, double lowest) {
        return switch (this) {
            case CONSTANT -> base;
            case LINEAR -> base * (1 - Math.min(step, steps) / (double) steps);
            case COSINE -> {
                if (step < warmup) {
                    yield base * (step + 1) / warmup;
                }
                double progress = step >= steps ? 1 : (step - warmup) / (double) (steps - warmup);
                yield lowest + 0.5 * (base - lowest) * (1 + StrictMath.cos(Math.PI * progress));
            }
        };
    }
}
