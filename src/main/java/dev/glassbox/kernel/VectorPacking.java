package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Copies a block of B into the order in which [VectorTiles] reads it: row after row, `width` floats each.
final class VectorPacking {

    private static final VectorShuffle<Float> LEFT_8 = rotation(8);
    private static final VectorShuffle<Float> LEFT_4 = rotation(4);
    private static final VectorShuffle<Float> LEFT_2 = rotation(2);
    private static final VectorShuffle<Float> LEFT_1 = rotation(1);
    private static final VectorShuffle<Float> RIGHT_8 = rotation(L - 8);
    private static final VectorShuffle<Float> RIGHT_4 = rotation(L - 4);
    private static final VectorShuffle<Float> RIGHT_2 = rotation(L - 2);
    private static final VectorShuffle<Float> RIGHT_1 = rotation(L - 1);
    private static final VectorMask<Float> ODD_8 = VectorMask.fromLong(S, 0xff00);
    private static final VectorMask<Float> ODD_4 = VectorMask.fromLong(S, 0xf0f0);
    private static final VectorMask<Float> ODD_2 = VectorMask.fromLong(S, 0xcccc);
    private static final VectorMask<Float> ODD_1 = VectorMask.fromLong(S, 0xaaaa);

    private VectorPacking() {
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.fromOp(S, i -> Math.floorMod(i + by, L));
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
        int p = 0;
        for (; p <= k - L; p += L) {
            int j = 0;
            for (; j <= columns - L; j += L) {
                square(b, bOff + j * ldb + p, ldb, out, outOff + p * width + j, width);
            }
            single(p, p + L, j, columns, b, bOff, ldb, out, outOff, width);
        }
        single(p, k, 0, columns, b, bOff, ldb, out, outOff, width);
    }

    private static void single(int fromP, int toP, int fromJ, int columns, float[] b, int bOff, int ldb,
                               float[] out, int outOff, int width) {
        for (int p = fromP; p < toP; p++) {
            for (int j = fromJ; j < width; j++) {
                out[outOff + p * width + j] = j < columns ? b[bOff + j * ldb + p] : 0;
            }
        }
    }

    /// Transposes L×L floats: swaps the off-diagonal quarters, then does the same inside each quarter, down to single floats.
    private static void square(float[] b, int bOff, int ldb, float[] out, int outOff, int width) {
        if (L > 8) {
            swap(8, LEFT_8, RIGHT_8, ODD_8, b, bOff, ldb, out, outOff, width);
            swap(4, LEFT_4, RIGHT_4, ODD_4, out, outOff, width, out, outOff, width);
            swap(2, LEFT_2, RIGHT_2, ODD_2, out, outOff, width, out, outOff, width);
        } else if (L > 4) {
            swap(4, LEFT_4, RIGHT_4, ODD_4, b, bOff, ldb, out, outOff, width);
            swap(2, LEFT_2, RIGHT_2, ODD_2, out, outOff, width, out, outOff, width);
        } else {
            swap(2, LEFT_2, RIGHT_2, ODD_2, b, bOff, ldb, out, outOff, width);
        }
        swap(1, LEFT_1, RIGHT_1, ODD_1, out, outOff, width, out, outOff, width);
    }

    /// For rows h apart: the upper one gives away the lanes whose bit h is set and gets the others of the lower one in their place.
    private static void swap(int h, VectorShuffle<Float> left, VectorShuffle<Float> right, VectorMask<Float> odd,
                             float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        for (int i = 0; i < L / 2; i++) {
            int upper = i + (i & -h);
            FloatVector u = fromArray(S, x, xOff + upper * ldx);
            FloatVector l = fromArray(S, x, xOff + (upper + h) * ldx);
            u.blend(l.rearrange(right), odd).intoArray(y, yOff + upper * ldy);
            u.rearrange(left).blend(l, odd).intoArray(y, yOff + (upper + h) * ldy);
        }
    }
}
