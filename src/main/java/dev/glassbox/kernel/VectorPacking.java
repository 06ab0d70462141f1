package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;

/// Copies a block of B into the order in which [VectorTiles] reads it: row after row, `width` floats each.
final class VectorPacking {

    private VectorPacking() {
    }

    /// `columns` columns of K rows from b[K,N] at `bOff`; columns up to `width` become 0.
    static void rows(int k, int columns, float[] b, int bOff, int ldb, float[] out, int outOff, int width) {
        for (int p = 0; p < k; p++) {
            int from = bOff + p * ldb;
            int to = outOff + p * width;
            int j = 0;
            for (; j <= columns - L; j += L) {
                fromArray(S, b, from + j).intoArray(out, to + j);
            }
            for (; j < columns; j++) {
                out[to + j] = b[from + j];
            }
            Arrays.fill(out, to + columns, to + width, 0);
        }
    }

    /// `columns` columns of K rows from b[N,K] at `bOff`; columns up to `width` become 0.
    static void transposed(int k, int columns, float[] b, int bOff, int ldb, float[] out, int outOff, int width) {
        for (int j = 0; j < width; j++) {
            int from = bOff + j * ldb;
            for (int p = 0; p < k; p++) {
                out[outOff + p * width + j] = j < columns ? b[from + p] : 0;
            }
        }
    }
}
