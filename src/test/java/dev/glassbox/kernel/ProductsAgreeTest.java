package dev.glassbox.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every matrix product of the vector kernels has the bits of the scalar loops, with odd leading dimensions, with and without
/// accumulating, and touches nothing outside C.
@Execution(ExecutionMode.CONCURRENT)
class ProductsAgreeTest {

    private static final int[] SIZES = {1, 3, 7, 8, 13, 16, 17, 31, 33, 64, 100, 257};
    private final Kernels scalar = Kernels.scalar();
    private final Kernels vector = Kernels.best();

    interface Product {
        void into(Kernels kernels, float[] c, int cOff, int ldc);
    }

    private static float[] random(String purpose, int n) {
        float[] x = new float[n];
        CounterRandom.of(12, purpose).fillGaussian(x, 0, n, 1);
        return x;
    }

    private void assertSameBits(String operation, int m, int n, Product product) {
        int ldc = n + 5;
        float[] expected = random("c", m * ldc + 40);
        float[] actual = expected.clone();
        product.into(scalar, expected, 7, ldc);
        product.into(vector, actual, 7, ldc);
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertEquals(Float.floatToIntBits(expected[i]), Float.floatToIntBits(actual[i]),
                () -> operation + " " + m + "×" + n + ", row " + (at - 7) / ldc + " column " + (at - 7) % ldc);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 33, 64, 100, 257})
    void allProducts(int m) {
        for (int n : SIZES) {
            for (int k : SIZES) {
                boolean slow = m * n * k > 500_000;
                if (slow && !(m == 100 && n == 100) && !(m == 64 && n == 257)) {
                    continue;
                }
                int ldk = k + 3;
                int ldm = m + 1;
                int ldn = n + 7;
                float[] a = random("a", Math.max(m * ldk, k * ldm) + 9);
                float[] b = random("b", Math.max(n * ldk, k * ldn) + 9);
                PackedMatrix packed = new PackedMatrix(k, n);
                for (boolean accumulate : new boolean[] {false, true}) {
                    assertSameBits("matmul k=" + k, m, n,
                        (kernels, c, off, ldc) -> kernels.matmul(m, n, k, a, 1, ldk, b, 2, ldn, c, off, ldc, accumulate));
                    assertSameBits("matmulBT k=" + k, m, n,
                        (kernels, c, off, ldc) -> kernels.matmulBT(m, n, k, a, 1, ldk, b, 2, ldk, c, off, ldc, accumulate));
                    assertSameBits("matmulAT k=" + k, m, n,
                        (kernels, c, off, ldc) -> kernels.matmulAT(m, n, k, a, 1, ldm, b, 2, ldn, c, off, ldc, accumulate));
                    for (boolean transposed : new boolean[] {false, true}) {
                        assertSameBits("matmulPacked k=" + k, m, n, (kernels, c, off, ldc) -> {
                            packInParts(kernels, b, transposed ? ldk : ldn, transposed, packed);
                            kernels.matmulPacked(m, a, 1, ldk, packed, c, off, ldc, accumulate);
                        });
                        assertSameBits("matmulPacked in parts k=" + k, m, n, (kernels, c, off, ldc) -> {
                            packInParts(kernels, b, transposed ? ldk : ldn, transposed, packed);
                            int middle = n / 2 / PackedMatrix.PART * PackedMatrix.PART;
                            kernels.matmulPacked(m, a, 1, ldk, packed, middle, n, c, off, ldc, accumulate);
                            kernels.matmulPacked(m, a, 1, ldk, packed, 0, middle, c, off, ldc, accumulate);
                        });
                    }
                }
            }
        }
    }

    /// Rows of A so far apart, and so many of them and of its columns, that A is packed piece by piece.
    @ParameterizedTest
    @ValueSource(ints = {129, 300, 389})
    void transposedProductsOfLongTables(int m) {
        int n = 70;
        int ldm = m + 3;
        int ldn = n + 7;
        for (int k : new int[] {5, 128, 300}) {
            float[] a = random("a", k * ldm);
            float[] b = random("b", k * ldn);
            for (boolean accumulate : new boolean[] {false, true}) {
                assertSameBits("matmulAT k=" + k, m, n,
                    (kernels, c, off, ldc) -> kernels.matmulAT(m, n, k, a, 0, ldm, b, 0, ldn, c, off, ldc, accumulate));
            }
        }
    }

    private static void packInParts(Kernels kernels, float[] b, int ldb, boolean transposed, PackedMatrix packed) {
        for (int from = 0; from < packed.n(); from += PackedMatrix.PART) {
            kernels.pack(b, 2, ldb, transposed, packed, from, Math.min(packed.n(), from + PackedMatrix.PART));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 33, 64, 100, 257, 300})
    void causalProducts(int t) {
        for (int past : new int[] {0, 1, 5, 70}) {
            for (int d : new int[] {1, 8, 17, 32, 100}) {
                int keys = t + past;
                int ld = keys + 3;
                float[] pattern = lowerTriangle(t, keys, past, ld);
                float[] q = random("q", t * (d + 1));
                float[] k = random("k", keys * (d + 2));
                assertLowerTriangleSame(t, keys, past, (kernels, c, off, ldc) ->
                    kernels.matmulBTCausal(t, keys, d, past, q, 0, d + 1, k, 0, d + 2, c, off, ldc));
                for (boolean accumulate : new boolean[] {false, true}) {
                    assertSameBits("matmulCausal past=" + past, t, d, (kernels, c, off, ldc) ->
                        kernels.matmulCausal(t, d, keys, past, pattern, 0, ld, k, 0, d + 2, c, off, ldc, accumulate));
                    if (past == 0) {
                        assertSameBits("matmulATCausal", t, d, (kernels, c, off, ldc) ->
                            kernels.matmulATCausal(t, d, t, pattern, 0, ld, q, 0, d + 1, c, off, ldc, accumulate));
                    }
                }
            }
        }
    }

    private static float[] lowerTriangle(int rows, int columns, int past, int ld) {
        float[] x = random("pattern", rows * ld);
        for (int i = 0; i < rows; i++) {
            for (int j = past + i + 1; j < columns; j++) {
                x[i * ld + j] = 0;
            }
        }
        return x;
    }

    private void assertLowerTriangleSame(int m, int n, int past, Product product) {
        int ldc = n + 5;
        float[] expected = random("c", m * ldc + 40);
        float[] actual = expected.clone();
        product.into(scalar, expected, 7, ldc);
        product.into(vector, actual, 7, ldc);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < ldc; j++) {
                // Right of the diagonal anything may stand, but outside C nothing may change.
                if (j <= past + i || j >= n) {
                    int at = 7 + i * ldc + j;
                    assertEquals(Float.floatToIntBits(expected[at]), Float.floatToIntBits(actual[at]),
                        "matmulBTCausal " + m + "×" + n + ", row " + i + " column " + j);
                }
            }
        }
    }
}
