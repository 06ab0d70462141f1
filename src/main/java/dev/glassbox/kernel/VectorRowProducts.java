package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Products with one or a few rows of A, as in generating one token at a time. Every weight is used once, so the memory is the
/// limit and not the arithmetic; what counts is to read B in the order in which it lies there.
final class VectorRowProducts {

    private VectorRowProducts() {
    }

    /// C[M,N] (+)= A[M,K] · B[K,N] for small M
    static void product(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                        float[] c, int cOff, int ldc, boolean accumulate) {
        for (int i = 0; i < m; i++) {
            int row = cOff + i * ldc;
            if (!accumulate) {
                Arrays.fill(c, row, row + n, 0);
            }
            int p = 0;
            for (; p <= k - 8; p += 8) {
                eightTerms(n, a, aOff + i * lda + p, b, bOff + p * ldb, ldb, c, row);
            }
            for (; p < k; p++) {
                oneTerm(n, a[aOff + i * lda + p], b, bOff + p * ldb, c, row);
            }
        }
    }

    /// Eight rows of B at a time: eight streams are read for one pass over the row of C.
    private static void eightTerms(int n, float[] a, int at, float[] b, int bOff, int ldb, float[] c, int row) {
        int end = S.loopBound(n);
        FloatVector a0 = broadcast(S, a[at]);
        FloatVector a1 = broadcast(S, a[at + 1]);
        FloatVector a2 = broadcast(S, a[at + 2]);
        FloatVector a3 = broadcast(S, a[at + 3]);
        FloatVector a4 = broadcast(S, a[at + 4]);
        FloatVector a5 = broadcast(S, a[at + 5]);
        FloatVector a6 = broadcast(S, a[at + 6]);
        FloatVector a7 = broadcast(S, a[at + 7]);
        for (int j = 0; j < end; j += L) {
            FloatVector x = fromArray(S, c, row + j);
            x = a0.fma(fromArray(S, b, bOff + j), x);
            x = a1.fma(fromArray(S, b, bOff + ldb + j), x);
            x = a2.fma(fromArray(S, b, bOff + 2 * ldb + j), x);
            x = a3.fma(fromArray(S, b, bOff + 3 * ldb + j), x);
            x = a4.fma(fromArray(S, b, bOff + 4 * ldb + j), x);
            x = a5.fma(fromArray(S, b, bOff + 5 * ldb + j), x);
            x = a6.fma(fromArray(S, b, bOff + 6 * ldb + j), x);
            x = a7.fma(fromArray(S, b, bOff + 7 * ldb + j), x);
            x.intoArray(c, row + j);
        }
        for (int j = end; j < n; j++) {
            for (int p = 0; p < 8; p++) {
                c[row + j] = Math.fma(a[at + p], b[bOff + p * ldb + j], c[row + j]);
            }
        }
    }

    private static void oneTerm(int n, float a, float[] b, int bOff, float[] c, int row) {
        int end = S.loopBound(n);
        for (int j = 0; j < end; j += L) {
            broadcast(S, a).fma(fromArray(S, b, bOff + j), fromArray(S, c, row + j)).intoArray(c, row + j);
        }
        for (int j = end; j < n; j++) {
            c[row + j] = Math.fma(a, b[bOff + j], c[row + j]);
        }
    }

    /// Columns `from … to−1` of C[1,N] (+)= A[1,K] · B[K,N], B packed in panels. Several panels go by together: the memory answers many streams
    /// faster than one, and each element of A is spread over the lanes only once.
    static void packed(int k, int from, int to, int panel, float[] a, int aOff, float[] b, float[] c, int cOff, boolean accumulate) {
        int j = from;
        if (panel == 4 * L) {
            for (; j <= to - 4 * panel; j += 4 * panel) {
                fourPanels(k, a, aOff, b, j * k, c, cOff + j, accumulate);
            }
            if (j <= to - 3 * panel) {
                threePanels(k, a, aOff, b, j * k, c, cOff + j, accumulate);
                j += 3 * panel;
            } else if (j <= to - 2 * panel) {
                twoPanels(k, a, aOff, b, j * k, c, cOff + j, accumulate);
                j += 2 * panel;
            }
        }
        for (; j < to; j += panel) {
            onePanel(k, Math.min(panel, to - j), a, aOff, b, j * k, c, cOff + j, accumulate);
        }
    }

    private static void onePanel(int k, int columns, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, boolean accumulate) {
        int width = (columns + L - 1) / L * L;
        int v = 0;
        for (; v <= columns - 4 * L; v += 4 * L) {
            fourVectors(k, a, aOff, b, bOff + v, width, c, cOff + v, accumulate);
        }
        for (; v <= columns - L; v += L) {
            oneVector(k, a, aOff, b, bOff + v, width, c, cOff + v, accumulate);
        }
        for (; v < columns; v++) {
            float x = accumulate ? c[cOff + v] : 0;
            for (int p = 0; p < k; p++) {
                x = Math.fma(a[aOff + p], b[bOff + p * width + v], x);
            }
            c[cOff + v] = x;
        }
    }

    /// Four panels of four vectors.
    private static void fourPanels(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOff, cOff + 16 * L, 0);
        }
        int b1 = bOff + 4 * L * k;
        int b2 = bOff + 8 * L * k;
        int b3 = bOff + 12 * L * k;
        FloatVector x00 = fromArray(S, c, cOff);
        FloatVector x01 = fromArray(S, c, cOff + L);
        FloatVector x02 = fromArray(S, c, cOff + 2 * L);
        FloatVector x03 = fromArray(S, c, cOff + 3 * L);
        FloatVector x10 = fromArray(S, c, cOff + 4 * L);
        FloatVector x11 = fromArray(S, c, cOff + 5 * L);
        FloatVector x12 = fromArray(S, c, cOff + 6 * L);
        FloatVector x13 = fromArray(S, c, cOff + 7 * L);
        FloatVector x20 = fromArray(S, c, cOff + 8 * L);
        FloatVector x21 = fromArray(S, c, cOff + 9 * L);
        FloatVector x22 = fromArray(S, c, cOff + 10 * L);
        FloatVector x23 = fromArray(S, c, cOff + 11 * L);
        FloatVector x30 = fromArray(S, c, cOff + 12 * L);
        FloatVector x31 = fromArray(S, c, cOff + 13 * L);
        FloatVector x32 = fromArray(S, c, cOff + 14 * L);
        FloatVector x33 = fromArray(S, c, cOff + 15 * L);
        for (int p = 0, at = 0; p < k; p++, at += 4 * L) {
            FloatVector y = broadcast(S, a[aOff + p]);
            x00 = y.fma(fromArray(S, b, bOff + at), x00);
            x01 = y.fma(fromArray(S, b, bOff + at + L), x01);
            x02 = y.fma(fromArray(S, b, bOff + at + 2 * L), x02);
            x03 = y.fma(fromArray(S, b, bOff + at + 3 * L), x03);
            x10 = y.fma(fromArray(S, b, b1 + at), x10);
            x11 = y.fma(fromArray(S, b, b1 + at + L), x11);
            x12 = y.fma(fromArray(S, b, b1 + at + 2 * L), x12);
            x13 = y.fma(fromArray(S, b, b1 + at + 3 * L), x13);
            x20 = y.fma(fromArray(S, b, b2 + at), x20);
            x21 = y.fma(fromArray(S, b, b2 + at + L), x21);
            x22 = y.fma(fromArray(S, b, b2 + at + 2 * L), x22);
            x23 = y.fma(fromArray(S, b, b2 + at + 3 * L), x23);
            x30 = y.fma(fromArray(S, b, b3 + at), x30);
            x31 = y.fma(fromArray(S, b, b3 + at + L), x31);
            x32 = y.fma(fromArray(S, b, b3 + at + 2 * L), x32);
            x33 = y.fma(fromArray(S, b, b3 + at + 3 * L), x33);
        }
        x00.intoArray(c, cOff);
        x01.intoArray(c, cOff + L);
        x02.intoArray(c, cOff + 2 * L);
        x03.intoArray(c, cOff + 3 * L);
        x10.intoArray(c, cOff + 4 * L);
        x11.intoArray(c, cOff + 5 * L);
        x12.intoArray(c, cOff + 6 * L);
        x13.intoArray(c, cOff + 7 * L);
        x20.intoArray(c, cOff + 8 * L);
        x21.intoArray(c, cOff + 9 * L);
        x22.intoArray(c, cOff + 10 * L);
        x23.intoArray(c, cOff + 11 * L);
        x30.intoArray(c, cOff + 12 * L);
        x31.intoArray(c, cOff + 13 * L);
        x32.intoArray(c, cOff + 14 * L);
        x33.intoArray(c, cOff + 15 * L);
    }

    /// Three panels of four vectors.
    private static void threePanels(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOff, cOff + 12 * L, 0);
        }
        int b1 = bOff + 4 * L * k;
        int b2 = bOff + 8 * L * k;
        FloatVector x00 = fromArray(S, c, cOff);
        FloatVector x01 = fromArray(S, c, cOff + L);
        FloatVector x02 = fromArray(S, c, cOff + 2 * L);
        FloatVector x03 = fromArray(S, c, cOff + 3 * L);
        FloatVector x10 = fromArray(S, c, cOff + 4 * L);
        FloatVector x11 = fromArray(S, c, cOff + 5 * L);
        FloatVector x12 = fromArray(S, c, cOff + 6 * L);
        FloatVector x13 = fromArray(S, c, cOff + 7 * L);
        FloatVector x20 = fromArray(S, c, cOff + 8 * L);
        FloatVector x21 = fromArray(S, c, cOff + 9 * L);
        FloatVector x22 = fromArray(S, c, cOff + 10 * L);
        FloatVector x23 = fromArray(S, c, cOff + 11 * L);
        for (int p = 0, at = 0; p < k; p++, at += 4 * L) {
            FloatVector y = broadcast(S, a[aOff + p]);
            x00 = y.fma(fromArray(S, b, bOff + at), x00);
            x01 = y.fma(fromArray(S, b, bOff + at + L), x01);
            x02 = y.fma(fromArray(S, b, bOff + at + 2 * L), x02);
            x03 = y.fma(fromArray(S, b, bOff + at + 3 * L), x03);
            x10 = y.fma(fromArray(S, b, b1 + at), x10);
            x11 = y.fma(fromArray(S, b, b1 + at + L), x11);
            x12 = y.fma(fromArray(S, b, b1 + at + 2 * L), x12);
            x13 = y.fma(fromArray(S, b, b1 + at + 3 * L), x13);
            x20 = y.fma(fromArray(S, b, b2 + at), x20);
            x21 = y.fma(fromArray(S, b, b2 + at + L), x21);
            x22 = y.fma(fromArray(S, b, b2 + at + 2 * L), x22);
            x23 = y.fma(fromArray(S, b, b2 + at + 3 * L), x23);
        }
        x00.intoArray(c, cOff);
        x01.intoArray(c, cOff + L);
        x02.intoArray(c, cOff + 2 * L);
        x03.intoArray(c, cOff + 3 * L);
        x10.intoArray(c, cOff + 4 * L);
        x11.intoArray(c, cOff + 5 * L);
        x12.intoArray(c, cOff + 6 * L);
        x13.intoArray(c, cOff + 7 * L);
        x20.intoArray(c, cOff + 8 * L);
        x21.intoArray(c, cOff + 9 * L);
        x22.intoArray(c, cOff + 10 * L);
        x23.intoArray(c, cOff + 11 * L);
    }

    /// Two panels of four vectors.
    private static void twoPanels(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOff, cOff + 8 * L, 0);
        }
        int b1 = bOff + 4 * L * k;
        FloatVector x00 = fromArray(S, c, cOff);
        FloatVector x01 = fromArray(S, c, cOff + L);
        FloatVector x02 = fromArray(S, c, cOff + 2 * L);
        FloatVector x03 = fromArray(S, c, cOff + 3 * L);
        FloatVector x10 = fromArray(S, c, cOff + 4 * L);
        FloatVector x11 = fromArray(S, c, cOff + 5 * L);
        FloatVector x12 = fromArray(S, c, cOff + 6 * L);
        FloatVector x13 = fromArray(S, c, cOff + 7 * L);
        for (int p = 0, at = 0; p < k; p++, at += 4 * L) {
            FloatVector y = broadcast(S, a[aOff + p]);
            x00 = y.fma(fromArray(S, b, bOff + at), x00);
            x01 = y.fma(fromArray(S, b, bOff + at + L), x01);
            x02 = y.fma(fromArray(S, b, bOff + at + 2 * L), x02);
            x03 = y.fma(fromArray(S, b, bOff + at + 3 * L), x03);
            x10 = y.fma(fromArray(S, b, b1 + at), x10);
            x11 = y.fma(fromArray(S, b, b1 + at + L), x11);
            x12 = y.fma(fromArray(S, b, b1 + at + 2 * L), x12);
            x13 = y.fma(fromArray(S, b, b1 + at + 3 * L), x13);
        }
        x00.intoArray(c, cOff);
        x01.intoArray(c, cOff + L);
        x02.intoArray(c, cOff + 2 * L);
        x03.intoArray(c, cOff + 3 * L);
        x10.intoArray(c, cOff + 4 * L);
        x11.intoArray(c, cOff + 5 * L);
        x12.intoArray(c, cOff + 6 * L);
        x13.intoArray(c, cOff + 7 * L);
    }

    private static void fourVectors(int k, float[] a, int aOff, float[] b, int bOff, int width,
                                    float[] c, int cOff, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOff, cOff + 4 * L, 0);
        }
        FloatVector x0 = fromArray(S, c, cOff);
        FloatVector x1 = fromArray(S, c, cOff + L);
        FloatVector x2 = fromArray(S, c, cOff + 2 * L);
        FloatVector x3 = fromArray(S, c, cOff + 3 * L);
        for (int p = 0, bi = bOff; p < k; p++, bi += width) {
            FloatVector y = broadcast(S, a[aOff + p]);
            x0 = y.fma(fromArray(S, b, bi), x0);
            x1 = y.fma(fromArray(S, b, bi + L), x1);
            x2 = y.fma(fromArray(S, b, bi + 2 * L), x2);
            x3 = y.fma(fromArray(S, b, bi + 3 * L), x3);
        }
        x0.intoArray(c, cOff);
        x1.intoArray(c, cOff + L);
        x2.intoArray(c, cOff + 2 * L);
        x3.intoArray(c, cOff + 3 * L);
    }

    private static void oneVector(int k, float[] a, int aOff, float[] b, int bOff, int width,
                                  float[] c, int cOff, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOff, cOff + L, 0);
        }
        FloatVector x = fromArray(S, c, cOff);
        for (int p = 0, bi = bOff; p < k; p++, bi += width) {
            x = broadcast(S, a[aOff + p]).fma(fromArray(S, b, bi), x);
        }
        x.intoArray(c, cOff);
    }
}
