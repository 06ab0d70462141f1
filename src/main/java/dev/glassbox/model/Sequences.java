package dev.glassbox.model;

/// How the sequences of a batch are divided into groups, each taken through the model by one thread. Depends on the sizes only, never on the number
/// of threads.
///
/// Short sequences go in groups, which fill the kernels' tiles better; the last ones go alone, so that threads come to an end together even
/// when one of them lost its core for a while.
///
/// @param batch sequences of the batch
/// @param size  sequences of a group
/// @param alone how many of the last ones are a group of their own
record Sequences(int batch, int size, int alone) {
    /// Rows that fill the kernels' tiles of 6 well enough.
    private static final int ROWS = 48;
    /// Groups given up for single sequences.
    private static final int SPLIT = 2;
    /// The part of the threads' time that must have work.
    private static final double BUSY = 0.9;

    static Sequences of(int batch, int time) {
        int size = (ROWS + time - 1) / time;
        int whole = Math.max(0, batch / size - SPLIT);
        return new Sequences(batch, size, batch - whole * size);
    }

    int count() {
        return together() + alone;
    }

    private int together() {
        return (batch - alone) / size;
    }

    int from(int group) {
        return group < together() ? group * size : batch - alone + group - together();
    }

    int to(int group) {
        return from(group) + (group < together() ? size : 1);
    }

    /// Whether so many threads have something to do nearly all the time.
    boolean busy(int threads) {
        int rounds = (batch + threads - 1) / threads;
        return batch >= BUSY * threads * rounds;
    }
}
