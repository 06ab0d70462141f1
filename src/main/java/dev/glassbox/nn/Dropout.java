package dev.glassbox.nn;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.tensor.Slot;

/// Dropout (Srivastava et al. 2014): in training, each activation is zero with probability `rate`, and the others grow by `1/(1 − rate)`.
///
/// It acts on the embeddings and on what attention and feed-forward layers add to the residual stream. Which activations fall is a
/// function of (seed, step, place, row, channel) alone, so the backward pass asks again instead of remembering, and any step can be
/// repeated.
///
/// @param rate probability of zero, 0 … 1 (exclusive)
/// @param seed of the run
/// @param step number of the training step
public record Dropout(double rate, long seed, long step) {
    public static final Dropout NONE = new Dropout(0, 0, 0);

    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout: " + rate + " must be at least 0 and less than 1");
        }
    }

    /// Drops elements of rows `from … to−1`, in place: `x = x · mask / (1 − rate)`. The same call on dx is the backward.
    ///
    /// @param place a number for each place in the model
    void apply(float[] xs, Slot x, int place, int from, int to) {
        if (rate == 0) {
            return;
        }
        CounterRandom random = CounterRandom.of(seed, "dropout." + step + "." + place);
        float keep = (float) (1 / (1 - rate));
        long limit = (long) (rate * 0x1p32);
        for (int row = from; row < to; row++) {
            int at = row * x.stride();
            for (int c = 0; c < x.width(); c++) {
                long bits = random.bits((long) row * x.width() + c) >>> 32;
                xs[at + c] = bits < limit ? 0 : xs[at + c] * keep;
            }
        }
    }
}
