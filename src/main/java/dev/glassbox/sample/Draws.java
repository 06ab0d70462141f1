package dev.glassbox.sample;

import dev.glassbox.kernel.CounterRandom;

/// Random numbers for drawing tokens: one for each token that is generated, whatever was drawn before. So two models
/// that continue a prompt with the same draws differ only by what they have learned.
@FunctionalInterface
public interface Draws {
    /// A number in [0, 1).
    ///
    /// @param index 0 for the first generated token
    double at(long index);

    /// The draws that belong to a seed.
    static Draws seeded(long seed) {
        CounterRandom random = CounterRandom.of(seed, "sampling");
        return index -> (random.bits(index) >>> 11) * 0x1p-53;
    }
}
