package dev.glassbox.nn;

import dev.glassbox.kernel.PackedMatrix;

/// How the columns of a product with few rows are divided among threads. Depends on the sizes only.
///
/// @param columns of the product
/// @param step    columns of one part, a multiple of what packed matrices ask for
record WideColumns(int columns, int step) {
    /// Multiplications that are worth another thread.
    private static final int WORTH = 20_000;

    static WideColumns of(int rows, int in, int columns) {
        long parts = Math.max(1, (long) rows * in * columns / WORTH);
        int units = (columns + PackedMatrix.PART - 1) / PackedMatrix.PART;
        int step = (int) Math.max(1, units / Math.min(units, parts));
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
