package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Copies a block of B into the order in which [VectorTiles] reads it: row after row, `width` floats each.
final class VectorPacking {

    /// Squares transposed together; the rows of more of them would not stay in the first cache, as they lie a power of two apart.
    private static final int BATCH = 4;
    /// Eight floats, whatever the width of this machine.
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorShuffle<Float> LEFT_4 = rotation(4);
    private static final VectorShuffle<Float> LEFT_2 = rotation(2);
    private static final VectorShuffle<Float> LEFT_1 = rotation(1);
    private static final VectorShuffle<Float> RIGHT_4 = rotation(L - 4);
    private static final VectorShuffle<Float> RIGHT_2 = rotation(L - 2);
    private static final VectorShuffle<Float> RIGHT_1 = rotation(L - 1);
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
        for (; p <= k - L; p += BATCH * L) {
            int squares = Math.min(BATCH, (k - p) / L);
            int j = 0;
            for (; j <= columns - L; j += L) {
                squares(squares, b, bOff + j * ldb + p, ldb, out, outOff + p * width + j, width);
            }
            single(p, p + squares * L, j, columns, b, bOff, ldb, out, outOff, width);
        }
        single(k / L * L, k, 0, columns, b, bOff, ldb, out, outOff, width);
    }

    /// K rows of `columns` columns of a[K,M] at `aOff`, cut into strips as wide as a tile of Aᵀ is high: in a strip row follows row.
    /// Eight floats are copied where six are wanted; the next row, or the gap of one row behind each strip, takes the other two.
    static void strips(int k, int columns, float[] a, int aOff, int lda, float[] out, int outOff) {
        int strip = (k + 1) * VectorTiles.ROWS;
        for (int p = 0; p < k; p++) {
            int from = aOff + p * lda;
            int to = outOff + p * VectorTiles.ROWS;
            int j = 0;
            for (; j <= columns - 8; j += VectorTiles.ROWS) {
                if (L >= 8) {
                    fromArray(EIGHT, a, from + j).intoArray(out, to);
                } else {
                    fromArray(S, a, from + j).intoArray(out, to);
                    fromArray(S, a, from + j + 4).intoArray(out, to + 4);
                }
                to += strip;
            }
            for (; j < columns; j += VectorTiles.ROWS) {
                System.arraycopy(a, from + j, out, to, Math.min(VectorTiles.ROWS, columns - j));
                to += strip;
            }
        }
    }

    private static void single(int fromP, int toP, int fromJ, int columns, float[] b, int bOff, int ldb,
                               float[] out, int outOff, int width) {
        for (int p = fromP; p < toP; p++) {
            for (int j = fromJ; j < width; j++) {
                out[outOff + p * width + j] = j < columns ? b[bOff + j * ldb + p] : 0;
            }
        }
    }

    /// Transposes squares of L×L floats that lie side by side in b and below each other in `out`. Sixteen registers of 512 bits
    /// hold a square; with fewer or shorter ones it is done in place, in the steps that [VectorTranspose] describes.
    private static void squares(int squares, float[] b, int bOff, int ldb, float[] out, int outOff, int width) {
        int down = L * width;
        if (L == 16) {
            for (int q = 0; q < squares; q++) {
                VectorTranspose.square(b, bOff + q * L, ldb, out, outOff + q * down, width);
            }
            return;
        }
        if (L > 4) {
            swap(4, LEFT_4, RIGHT_4, ODD_4, squares, b, bOff, ldb, L, out, outOff, width, down);
            swap(2, LEFT_2, RIGHT_2, ODD_2, squares, out, outOff, width, down, out, outOff, width, down);
        } else {
            swap(2, LEFT_2, RIGHT_2, ODD_2, squares, b, bOff, ldb, L, out, outOff, width, down);
        }
        swap(1, LEFT_1, RIGHT_1, ODD_1, squares, out, outOff, width, down, out, outOff, width, down);
    }

    /// For rows h apart in every square: the upper one gives away the lanes whose bit h is set and gets the other lanes of
    /// the lower one in their place.
    private static void swap(int h, VectorShuffle<Float> left, VectorShuffle<Float> right, VectorMask<Float> odd, int squares,
                             float[] x, int xOff, int ldx, int xNext, float[] y, int yOff, int ldy, int yNext) {
        for (int i = 0; i < L / 2; i++) {
            int upper = i + (i & -h);
            int xUpper = xOff + upper * ldx;
            int xLower = xUpper + h * ldx;
            int yUpper = yOff + upper * ldy;
            int yLower = yUpper + h * ldy;
            for (int q = 0; q < squares; q++) {
                FloatVector u = fromArray(S, x, xUpper + q * xNext);
                FloatVector l = fromArray(S, x, xLower + q * xNext);
                u.blend(l.rearrange(right), odd).intoArray(y, yUpper + q * yNext);
                u.rearrange(left).blend(l, odd).intoArray(y, yLower + q * yNext);
            }
        }
    }
}
