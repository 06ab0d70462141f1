package dev.glassbox.analysis;

import dev.glassbox.tensor.Tensor;

/// Writes into chosen cells of a tensor.
final class Cells {

    private Cells() {
    }

    /// Fills all cells with these indices; null stands for every index of an axis. A batch axis in front is filled whole.
    static void fill(Tensor tensor, float value, Integer... index) {
        int rank = tensor.shape().rank();
        int[] at = new int[rank];
        fill(tensor, value, index, rank - index.length, 0, at);
    }

    private static void fill(Tensor tensor, float value, Integer[] index, int batchAxes, int axis, int[] at) {
        if (axis == at.length) {
            tensor.set(value, at);
            return;
        }
        Integer fixed = axis < batchAxes ? null : index[axis - batchAxes];
        int from = fixed == null ? 0 : fixed;
        int to = fixed == null ? tensor.shape().dim(axis) : fixed + 1;
        for (int i = from; i < to; i++) {
            at[axis] = i;
            fill(tensor, value, index, batchAxes, axis + 1, at);
        }
    }
}
