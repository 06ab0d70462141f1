package dev.glassbox.kernel;

import static dev.glassbox.kernel.Fma.fma;

import java.util.Arrays;

/// Matrix products as loops. Every element of C is one chain of fused multiply-adds over p = 0 … K−1.
interface ScalarMatrix extends MatrixKernels {

    @Override
    default void matmul(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                        float[] c, int cOff, int ldc, boolean accumulate) {
        for (int i = 0; i < m; i++) {
            int row = cOff + i * ldc;
            clear(n, c, row, accumulate);
            for (int p = 0; p < k; p++) {
                fmaRow(n, a[aOff + i * lda + p], b, bOff + p * ldb, c, row);
            }
        }
    }

    @Override
    default void matmulBT(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                          float[] c, int cOff, int ldc, boolean accumulate) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = accumulate ? c[cOff + i * ldc + j] : 0;
                for (int p = 0; p < k; p++) {
                    sum = fma(a[aOff + i * lda + p], b[bOff + j * ldb + p], sum);
                }
                c[cOff + i * ldc + j] = sum;
            }
        }
    }

    @Override
    default void matmulAT(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                          float[] c, int cOff, int ldc, boolean accumulate) {
        for (int i = 0; i < m; i++) {
            int row = cOff + i * ldc;
            clear(n, c, row, accumulate);
            for (int p = 0; p < k; p++) {
                fmaRow(n, a[aOff + p * lda + i], b, bOff + p * ldb, c, row);
            }
        }
    }

    @Override
    default void matmulBTCausal(int m, int n, int k, int past, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                                float[] c, int cOff, int ldc) {
        for (int i = 0; i < m; i++) {
            int columns = Math.min(n, past + i + 1);
            matmulBT(1, columns, k, a, aOff + i * lda, lda, b, bOff, ldb, c, cOff + i * ldc, ldc, false);
        }
    }

    @Override
    default void matmulCausal(int m, int n, int k, int past, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                              float[] c, int cOff, int ldc, boolean accumulate) {
        for (int i = 0; i < m; i++) {
            int terms = Math.min(k, past + i + 1);
            matmul(1, n, terms, a, aOff + i * lda, lda, b, bOff, ldb, c, cOff + i * ldc, ldc, accumulate);
        }
    }

    @Override
    default void matmulATCausal(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                                float[] c, int cOff, int ldc, boolean accumulate) {
        for (int i = 0; i < m; i++) {
            int first = Math.min(i, k);
            matmulAT(1, n, k - first, a, aOff + first * lda + i, lda, b, bOff + first * ldb, ldb,
                c, cOff + i * ldc, ldc, accumulate);
        }
    }

    /// The scalar kernels keep B as it is, row-major [K,N].
    @Override
    default void pack(float[] b, int bOff, int ldb, boolean transposed, PackedMatrix out, int from, int to) {
        int n = out.n();
        for (int p = 0; p < out.k(); p++) {
            for (int j = from; j < to; j++) {
                out.data()[p * n + j] = transposed ? b[bOff + j * ldb + p] : b[bOff + p * ldb + j];
            }
        }
    }

    @Override
    default void matmulPacked(int m, float[] a, int aOff, int lda, PackedMatrix b, int from, int to,
                              float[] c, int cOff, int ldc, boolean accumulate) {
        matmul(m, to - from, b.k(), a, aOff, lda, b.data(), from, b.n(), c, cOff + from, ldc, accumulate);
    }

    private static void clear(int n, float[] c, int row, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, row, row + n, 0);
        }
    }

    /// c[j] += x · b[j]: one more term for every element of a row of C.
    private static void fmaRow(int n, float x, float[] b, int bRow, float[] c, int cRow) {
        for (int j = 0; j < n; j++) {
            c[cRow + j] = fma(x, b[bRow + j], c[cRow + j]);
        }
    }
}
