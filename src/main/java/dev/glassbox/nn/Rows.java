package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.tensor.Slot;

/// Copies and sums of whole rows.
final class Rows {

    private Rows() {
    }

    /// n elements of two slots, of which the first stand at the given places.
    interface Span {
        void accept(int n, int xOff, int yOff);
    }

    /// Work on single elements of rows `from … to−1` of two slots of equal width: in one go where row follows row.
    static void spans(Slot x, Slot y, int from, int to, Span body) {
        if (x.dense() && y.dense()) {
            body.accept((to - from) * x.width(), from * x.stride(), from * y.stride());
            return;
        }
        for (int row = from; row < to; row++) {
            body.accept(x.width(), row * x.stride(), row * y.stride());
        }
    }

    /// y = x
    static void copy(float[] xs, Slot x, float[] ys, Slot y, int from, int to) {
        if (xs != ys) {
            spans(x, y, from, to, (n, xOff, yOff) -> System.arraycopy(xs, xOff, ys, yOff, n));
        }
    }

    /// y = y + x
    static void add(Kernels kernels, float[] xs, Slot x, float[] ys, Slot y, int from, int to) {
        spans(x, y, from, to, (n, xOff, yOff) -> kernels.add(n, ys, yOff, xs, xOff, ys, yOff));
    }

    /// x = x + table for `count` rows of x from `row` on; the rows of the table follow each other without a gap.
    static void addTable(Pass pass, Slot x, int row, int count, float[] table, int tableOff) {
        float[] xs = pass.work().values(x);
        int width = x.width();
        int together = x.dense() ? count : 1;
        for (int i = 0; i < count; i += together) {
            int at = (row + i) * x.stride();
            pass.kernels().add(together * width, xs, at, table, tableOff + i * width, xs, at);
        }
    }
}
