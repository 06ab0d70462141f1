package dev.glassbox.train;

import dev.glassbox.kernel.CounterRandom;

/// Cuts training data into batches.
///
/// Window number n of a run is a function of (seed, n) alone: neither the batch size nor what happened before changes it.
public final class Batcher {
    private static final double CHOSEN = 0.15;

    private final int[] text;
    private final int time;
    private final Objective objective;
    private final int maskId;
    private final CounterRandom starts;
    private final CounterRandom masks;

    /// @param text      token ids of the whole text
    /// @param time      tokens of a window
    /// @param vocabSize of the model; with [Objective#MASKED_TOKEN] its last id is the mask and must not occur in the text
    /// @throws IllegalArgumentException if the text is too short or contains ids the model does not know
    public Batcher(int[] text, int time, Objective objective, int vocabSize, long seed) {
        this.text = text;
        this.time = time;
        this.objective = objective;
        this.maskId = vocabSize - 1;
        this.starts = CounterRandom.of(seed, "batch");
        this.masks = CounterRandom.of(seed, "mask");
        if (text.length < time + 1) {
            throw new IllegalArgumentException("The text has " + text.length + " tokens, but a context of " + time + " needs at least "
                    + (time + 1) + "; use a longer text or a shorter context");
        }
        int known = objective == Objective.MASKED_TOKEN ? maskId : vocabSize;
        for (int id : text) {
            if (id < 0 || id >= known) {
                throw new IllegalArgumentException("The text contains token id " + id + ", but the model's vocabulary has only " + known
                        + (objective == Objective.MASKED_TOKEN ? " ids besides the mask" : ""));
            }
        }
    }

    /// Fills a batch with windows number `first`, `first + 1`, … at random places of the text.
    public void random(long first, Batch batch) {
        for (int b = 0; b < batch.batch(); b++) {
            int start = (int) below(starts.bits(first + b), text.length - time);
            window(start, first + b, batch, b);
        }
    }

    /// How many different windows [#spread] can give, at most `wanted`.
    public int spreadWindows(int wanted) {
        return Math.min(wanted, Math.max(1, (text.length - 1) / time));
    }

    /// Fills a batch with windows `first …` of `count` windows spread evenly over the text. They are always the same.
    public void spread(int first, int count, Batch batch) {
        int places = text.length - time - 1;
        for (int b = 0; b < batch.batch(); b++) {
            int n = Math.min(first + b, count - 1);
            int start = count == 1 ? 0 : (int) ((long) places * n / (count - 1));
            // Negative numbers keep these masks apart from those of training.
            window(start, -1 - n, batch, b);
        }
    }

    private void window(int start, long number, Batch batch, int b) {
        int at = b * time;
        System.arraycopy(text, start, batch.ids(), at, time);
        switch (objective) {
            case NEXT_TOKEN -> System.arraycopy(text, start + 1, batch.targets(), at, time);
            case MASKED_TOKEN -> hide(number, batch, at);
        }
    }

    private void hide(long number, Batch batch, int at) {
        // One position is always chosen, or a short window might teach nothing.
        int sure = (int) below(masks.bits(number * (time + 1L) + time), time);
        for (int t = 0; t < time; t++) {
            long bits = masks.bits(number * (time + 1L) + t);
            boolean chosen = t == sure || share(bits) < CHOSEN;
            int original = batch.ids()[at + t];
            batch.targets()[at + t] = chosen ? original : -1;
            if (chosen) {
                // The low bits decide what happens, the high ones have decided whether.
                double fate = (bits & 0xFFFF) / 65536.0;
                if (fate < 0.8) {
                    batch.ids()[at + t] = maskId;
                } else if (fate < 0.9) {
                    batch.ids()[at + t] = (int) below((bits >>> 16) << 40, maskId);
                }
            }
        }
    }

    private static double share(long bits) {
        return (bits >>> 40) * 0x1p-24;
    }

    /// A number in 0 … bound−1 from 64 random bits.
    private static long below(long bits, int bound) {
        return Math.unsignedMultiplyHigh(bits, bound);
    }
}
