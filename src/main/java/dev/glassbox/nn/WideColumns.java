package dev.glassbox.nn;

import dev.glassbox.kernel.PackedMatrix;

/// How the columns of a product with few rows are divided among threads. Every column is summed alone, so any division gives the same bits.
///
/// A small matrix gets one part for each thread: then a thread meets the same part again at the next token and still has it in its cache. A
/// large one, which no cache holds, gets many parts, so that no thread waits long for another.
///
/// @param columns of the product
/// @param step    columns of one part, a multiple of what packed matrices ask for
record WideColumns(int columns, int step) {
    /// Multiplications that are worth another thread.
    private static final int WORTH = 20_000;
    /// Elements of a matrix that a second cache may hold together with a dozen others.
    private static final int SMALL = 250_000;

    static WideColumns of(int rows, int in, int columns, int threads) {
        long worth = Math.max(1, (long) rows * in * columns / WORTH);
        int units = (columns + PackedMatrix.PART - 1) / PackedMatrix.PART;
        int parts = (int) Math.min(units, (long) in * columns <= SMALL ? Math.min(worth, threads) : worth);
        int step = (units + parts - 1) / parts;
        return new WideColumns(columns, step * PackedMatrix.PART);
    }

    int count() {
        return (columns + step - 1) / step;
    }

    int from(int part) {
        return part * step;
    }

    int to(int part) {
        return Math.min(columns, from(part) + step);
    }
}
