package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.tensor.Slot;

/// Copies and sums of whole rows, and how rows are divided among threads.
final class Rows {

    private Rows() {
    }

    /// y = x
    static void copy(float[] xs, Slot x, float[] ys, Slot y, int from, int to) {
        if (xs == ys) {
            return;
        }
        for (int row = from; row < to; row++) {
            System.arraycopy(xs, row * x.stride(), ys, row * y.stride(), x.width());
        }
    }

    /// y = y + x
    static void add(Kernels kernels, float[] xs, Slot x, float[] ys, Slot y, int from, int to) {
        for (int row = from; row < to; row++) {
            kernels.add(x.width(), ys, row * y.stride(), xs, row * x.stride(), ys, row * y.stride());
        }
    }
}
