package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// [VectorTiles] for Aᵀ · B: element (r, p) of Aᵀ is `a[aOff + p * lda + r]`.
final class VectorTilesAT {

    private static final float[] ZEROS = new float[4 * L];

    private VectorTilesAT() {
    }

    /// Six rows, four vectors of columns.
    static void tile4(int k, float[] a, int aOff, int lda, int rows, float[] b, int bOff,
                      float[] c, int cOff, int ldc, boolean accumulate) {
        int last = rows - 1;
        int c1 = cOff + Math.min(1, last) * ldc;
        int c2 = cOff + Math.min(2, last) * ldc;
        int c3 = cOff + Math.min(3, last) * ldc;
        int c4 = cOff + Math.min(4, last) * ldc;
        int c5 = cOff + Math.min(5, last) * ldc;
        float[] from = accumulate ? c : ZEROS;
        int fOff = accumulate ? cOff : 0;
        int f1 = accumulate ? c1 : 0;
        int f2 = accumulate ? c2 : 0;
        int f3 = accumulate ? c3 : 0;
        int f4 = accumulate ? c4 : 0;
        int f5 = accumulate ? c5 : 0;
        int a1 = Math.min(1, last);
        int a2 = Math.min(2, last);
        int a3 = Math.min(3, last);
        int a4 = Math.min(4, last);
        int a5 = Math.min(5, last);
        FloatVector x00 = fromArray(S, from, fOff);
        FloatVector x01 = fromArray(S, from, fOff + L);
        FloatVector x02 = fromArray(S, from, fOff + 2 * L);
        FloatVector x03 = fromArray(S, from, fOff + 3 * L);
        FloatVector x10 = fromArray(S, from, f1);
        FloatVector x11 = fromArray(S, from, f1 + L);
        FloatVector x12 = fromArray(S, from, f1 + 2 * L);
        FloatVector x13 = fromArray(S, from, f1 + 3 * L);
        FloatVector x20 = fromArray(S, from, f2);
        FloatVector x21 = fromArray(S, from, f2 + L);
        FloatVector x22 = fromArray(S, from, f2 + 2 * L);
        FloatVector x23 = fromArray(S, from, f2 + 3 * L);
        FloatVector x30 = fromArray(S, from, f3);
        FloatVector x31 = fromArray(S, from, f3 + L);
        FloatVector x32 = fromArray(S, from, f3 + 2 * L);
        FloatVector x33 = fromArray(S, from, f3 + 3 * L);
        FloatVector x40 = fromArray(S, from, f4);
        FloatVector x41 = fromArray(S, from, f4 + L);
        FloatVector x42 = fromArray(S, from, f4 + 2 * L);
        FloatVector x43 = fromArray(S, from, f4 + 3 * L);
        FloatVector x50 = fromArray(S, from, f5);
        FloatVector x51 = fromArray(S, from, f5 + L);
        FloatVector x52 = fromArray(S, from, f5 + 2 * L);
        FloatVector x53 = fromArray(S, from, f5 + 3 * L);
        for (int p = 0, ai = aOff, bi = bOff; p < k; p++, ai += lda, bi += 4 * L) {
            FloatVector b0 = fromArray(S, b, bi);
            FloatVector b1 = fromArray(S, b, bi + L);
            FloatVector b2 = fromArray(S, b, bi + 2 * L);
            FloatVector b3 = fromArray(S, b, bi + 3 * L);
            FloatVector y = broadcast(S, a[ai]);
            x00 = y.fma(b0, x00);
            x01 = y.fma(b1, x01);
            x02 = y.fma(b2, x02);
            x03 = y.fma(b3, x03);
            y = broadcast(S, a[ai + a1]);
            x10 = y.fma(b0, x10);
            x11 = y.fma(b1, x11);
            x12 = y.fma(b2, x12);
            x13 = y.fma(b3, x13);
            y = broadcast(S, a[ai + a2]);
            x20 = y.fma(b0, x20);
            x21 = y.fma(b1, x21);
            x22 = y.fma(b2, x22);
            x23 = y.fma(b3, x23);
            y = broadcast(S, a[ai + a3]);
            x30 = y.fma(b0, x30);
            x31 = y.fma(b1, x31);
            x32 = y.fma(b2, x32);
            x33 = y.fma(b3, x33);
            y = broadcast(S, a[ai + a4]);
            x40 = y.fma(b0, x40);
            x41 = y.fma(b1, x41);
            x42 = y.fma(b2, x42);
            x43 = y.fma(b3, x43);
            y = broadcast(S, a[ai + a5]);
            x50 = y.fma(b0, x50);
            x51 = y.fma(b1, x51);
            x52 = y.fma(b2, x52);
            x53 = y.fma(b3, x53);
        }
        x00.intoArray(c, cOff);
        x01.intoArray(c, cOff + L);
        x02.intoArray(c, cOff + 2 * L);
        x03.intoArray(c, cOff + 3 * L);
        x10.intoArray(c, c1);
        x11.intoArray(c, c1 + L);
        x12.intoArray(c, c1 + 2 * L);
        x13.intoArray(c, c1 + 3 * L);
        x20.intoArray(c, c2);
        x21.intoArray(c, c2 + L);
        x22.intoArray(c, c2 + 2 * L);
        x23.intoArray(c, c2 + 3 * L);
        x30.intoArray(c, c3);
        x31.intoArray(c, c3 + L);
        x32.intoArray(c, c3 + 2 * L);
        x33.intoArray(c, c3 + 3 * L);
        x40.intoArray(c, c4);
        x41.intoArray(c, c4 + L);
        x42.intoArray(c, c4 + 2 * L);
        x43.intoArray(c, c4 + 3 * L);
        x50.intoArray(c, c5);
        x51.intoArray(c, c5 + L);
        x52.intoArray(c, c5 + 2 * L);
        x53.intoArray(c, c5 + 3 * L);
    }

    /// Six rows, three vectors of columns.
    static void tile3(int k, float[] a, int aOff, int lda, int rows, float[] b, int bOff,
                      float[] c, int cOff, int ldc, boolean accumulate) {
        int last = rows - 1;
        int c1 = cOff + Math.min(1, last) * ldc;
        int c2 = cOff + Math.min(2, last) * ldc;
        int c3 = cOff + Math.min(3, last) * ldc;
        int c4 = cOff + Math.min(4, last) * ldc;
        int c5 = cOff + Math.min(5, last) * ldc;
        float[] from = accumulate ? c : ZEROS;
        int fOff = accumulate ? cOff : 0;
        int f1 = accumulate ? c1 : 0;
        int f2 = accumulate ? c2 : 0;
        int f3 = accumulate ? c3 : 0;
        int f4 = accumulate ? c4 : 0;
        int f5 = accumulate ? c5 : 0;
        int a1 = Math.min(1, last);
        int a2 = Math.min(2, last);
        int a3 = Math.min(3, last);
        int a4 = Math.min(4, last);
        int a5 = Math.min(5, last);
        FloatVector x00 = fromArray(S, from, fOff);
        FloatVector x01 = fromArray(S, from, fOff + L);
        FloatVector x02 = fromArray(S, from, fOff + 2 * L);
        FloatVector x10 = fromArray(S, from, f1);
        FloatVector x11 = fromArray(S, from, f1 + L);
        FloatVector x12 = fromArray(S, from, f1 + 2 * L);
        FloatVector x20 = fromArray(S, from, f2);
        FloatVector x21 = fromArray(S, from, f2 + L);
        FloatVector x22 = fromArray(S, from, f2 + 2 * L);
        FloatVector x30 = fromArray(S, from, f3);
        FloatVector x31 = fromArray(S, from, f3 + L);
        FloatVector x32 = fromArray(S, from, f3 + 2 * L);
        FloatVector x40 = fromArray(S, from, f4);
        FloatVector x41 = fromArray(S, from, f4 + L);
        FloatVector x42 = fromArray(S, from, f4 + 2 * L);
        FloatVector x50 = fromArray(S, from, f5);
        FloatVector x51 = fromArray(S, from, f5 + L);
        FloatVector x52 = fromArray(S, from, f5 + 2 * L);
        for (int p = 0, ai = aOff, bi = bOff; p < k; p++, ai += lda, bi += 3 * L) {
            FloatVector b0 = fromArray(S, b, bi);
            FloatVector b1 = fromArray(S, b, bi + L);
            FloatVector b2 = fromArray(S, b, bi + 2 * L);
            FloatVector y = broadcast(S, a[ai]);
            x00 = y.fma(b0, x00);
            x01 = y.fma(b1, x01);
            x02 = y.fma(b2, x02);
            y = broadcast(S, a[ai + a1]);
            x10 = y.fma(b0, x10);
            x11 = y.fma(b1, x11);
            x12 = y.fma(b2, x12);
            y = broadcast(S, a[ai + a2]);
            x20 = y.fma(b0, x20);
            x21 = y.fma(b1, x21);
            x22 = y.fma(b2, x22);
            y = broadcast(S, a[ai + a3]);
            x30 = y.fma(b0, x30);
            x31 = y.fma(b1, x31);
            x32 = y.fma(b2, x32);
            y = broadcast(S, a[ai + a4]);
            x40 = y.fma(b0, x40);
            x41 = y.fma(b1, x41);
            x42 = y.fma(b2, x42);
            y = broadcast(S, a[ai + a5]);
            x50 = y.fma(b0, x50);
            x51 = y.fma(b1, x51);
            x52 = y.fma(b2, x52);
        }
        x00.intoArray(c, cOff);
        x01.intoArray(c, cOff + L);
        x02.intoArray(c, cOff + 2 * L);
        x10.intoArray(c, c1);
        x11.intoArray(c, c1 + L);
        x12.intoArray(c, c1 + 2 * L);
        x20.intoArray(c, c2);
        x21.intoArray(c, c2 + L);
        x22.intoArray(c, c2 + 2 * L);
        x30.intoArray(c, c3);
        x31.intoArray(c, c3 + L);
        x32.intoArray(c, c3 + 2 * L);
        x40.intoArray(c, c4);
        x41.intoArray(c, c4 + L);
        x42.intoArray(c, c4 + 2 * L);
        x50.intoArray(c, c5);
        x51.intoArray(c, c5 + L);
        x52.intoArray(c, c5 + 2 * L);
    }

    /// Six rows, two vectors of columns.
    static void tile2(int k, float[] a, int aOff, int lda, int rows, float[] b, int bOff,
                      float[] c, int cOff, int ldc, boolean accumulate) {
        int last = rows - 1;
        int c1 = cOff + Math.min(1, last) * ldc;
        int c2 = cOff + Math.min(2, last) * ldc;
        int c3 = cOff + Math.min(3, last) * ldc;
        int c4 = cOff + Math.min(4, last) * ldc;
        int c5 = cOff + Math.min(5, last) * ldc;
        float[] from = accumulate ? c : ZEROS;
        int fOff = accumulate ? cOff : 0;
        int f1 = accumulate ? c1 : 0;
        int f2 = accumulate ? c2 : 0;
        int f3 = accumulate ? c3 : 0;
        int f4 = accumulate ? c4 : 0;
        int f5 = accumulate ? c5 : 0;
        int a1 = Math.min(1, last);
        int a2 = Math.min(2, last);
        int a3 = Math.min(3, last);
        int a4 = Math.min(4, last);
        int a5 = Math.min(5, last);
        FloatVector x00 = fromArray(S, from, fOff);
        FloatVector x01 = fromArray(S, from, fOff + L);
        FloatVector x10 = fromArray(S, from, f1);
        FloatVector x11 = fromArray(S, from, f1 + L);
        FloatVector x20 = fromArray(S, from, f2);
        FloatVector x21 = fromArray(S, from, f2 + L);
        FloatVector x30 = fromArray(S, from, f3);
        FloatVector x31 = fromArray(S, from, f3 + L);
        FloatVector x40 = fromArray(S, from, f4);
        FloatVector x41 = fromArray(S, from, f4 + L);
        FloatVector x50 = fromArray(S, from, f5);
        FloatVector x51 = fromArray(S, from, f5 + L);
        for (int p = 0, ai = aOff, bi = bOff; p < k; p++, ai += lda, bi += 2 * L) {
            FloatVector b0 = fromArray(S, b, bi);
            FloatVector b1 = fromArray(S, b, bi + L);
            FloatVector y = broadcast(S, a[ai]);
            x00 = y.fma(b0, x00);
            x01 = y.fma(b1, x01);
            y = broadcast(S, a[ai + a1]);
            x10 = y.fma(b0, x10);
            x11 = y.fma(b1, x11);
            y = broadcast(S, a[ai + a2]);
            x20 = y.fma(b0, x20);
            x21 = y.fma(b1, x21);
            y = broadcast(S, a[ai + a3]);
            x30 = y.fma(b0, x30);
            x31 = y.fma(b1, x31);
            y = broadcast(S, a[ai + a4]);
            x40 = y.fma(b0, x40);
            x41 = y.fma(b1, x41);
            y = broadcast(S, a[ai + a5]);
            x50 = y.fma(b0, x50);
            x51 = y.fma(b1, x51);
        }
        x00.intoArray(c, cOff);
        x01.intoArray(c, cOff + L);
        x10.intoArray(c, c1);
        x11.intoArray(c, c1 + L);
        x20.intoArray(c, c2);
        x21.intoArray(c, c2 + L);
        x30.intoArray(c, c3);
        x31.intoArray(c, c3 + L);
        x40.intoArray(c, c4);
        x41.intoArray(c, c4 + L);
        x50.intoArray(c, c5);
        x51.intoArray(c, c5 + L);
    }

    /// Six rows, one vector of columns.
    static void tile1(int k, float[] a, int aOff, int lda, int rows, float[] b, int bOff,
                      float[] c, int cOff, int ldc, boolean accumulate) {
        int last = rows - 1;
        int c1 = cOff + Math.min(1, last) * ldc;
        int c2 = cOff + Math.min(2, last) * ldc;
        int c3 = cOff + Math.min(3, last) * ldc;
        int c4 = cOff + Math.min(4, last) * ldc;
        int c5 = cOff + Math.min(5, last) * ldc;
        float[] from = accumulate ? c : ZEROS;
        int fOff = accumulate ? cOff : 0;
        int f1 = accumulate ? c1 : 0;
        int f2 = accumulate ? c2 : 0;
        int f3 = accumulate ? c3 : 0;
        int f4 = accumulate ? c4 : 0;
        int f5 = accumulate ? c5 : 0;
        int a1 = Math.min(1, last);
        int a2 = Math.min(2, last);
        int a3 = Math.min(3, last);
        int a4 = Math.min(4, last);
        int a5 = Math.min(5, last);
        FloatVector x0 = fromArray(S, from, fOff);
        FloatVector x1 = fromArray(S, from, f1);
        FloatVector x2 = fromArray(S, from, f2);
        FloatVector x3 = fromArray(S, from, f3);
        FloatVector x4 = fromArray(S, from, f4);
        FloatVector x5 = fromArray(S, from, f5);
        for (int p = 0, ai = aOff, bi = bOff; p < k; p++, ai += lda, bi += L) {
            FloatVector b0 = fromArray(S, b, bi);
            x0 = broadcast(S, a[ai]).fma(b0, x0);
            x1 = broadcast(S, a[ai + a1]).fma(b0, x1);
            x2 = broadcast(S, a[ai + a2]).fma(b0, x2);
            x3 = broadcast(S, a[ai + a3]).fma(b0, x3);
            x4 = broadcast(S, a[ai + a4]).fma(b0, x4);
            x5 = broadcast(S, a[ai + a5]).fma(b0, x5);
        }
        x0.intoArray(c, cOff);
        x1.intoArray(c, c1);
        x2.intoArray(c, c2);
        x3.intoArray(c, c3);
        x4.intoArray(c, c4);
        x5.intoArray(c, c5);
    }
}
