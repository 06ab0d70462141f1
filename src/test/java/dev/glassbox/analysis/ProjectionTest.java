package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.Projection.Pca;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    @Test
    void twoAxesOfAKnownEllipse() {
        // Four points: ±3 along (0.6, 0.8), ±1 across it, moved to (10, 20).
        float[] rows = {10 + 1.8f, 20 + 2.4f, 10 - 1.8f, 20 - 2.4f, 10 - 0.8f, 20 + 0.6f, 10 + 0.8f, 20 - 0.6f};
        Pca pca = Projection.pca(rows, 4, 2, 2);
        assertArrayEquals(new double[] {0.9, 0.1}, pca.shares(), 1e-6);
        assertArrayEquals(new float[] {0.6f, 0.8f, 0.8f, -0.6f}, pca.axes(), 1e-5f);
        assertArrayEquals(new float[] {3, 0, -3, 0, 0, -1, 0, 1}, pca.coords(), 1e-5f);
        assertArrayEquals(new float[] {3, 0}, pca.place(rows, 0), 1e-5f);
        assertEquals(1, pca.kept(), 1e-9);
    }

    @Test
    void axesAreOrthonormalAndReconstructTheRows() {
        int n = 60;
        int d = 17;
        float[] rows = random(n * d, 4);
        Pca pca = Projection.pca(rows, n, d, d);
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                assertEquals(a == b ? 1 : 0, dot(pca.axes(), a * d, pca.axes(), b * d, d), 1e-6);
            }
            assertTrue(a == 0 || pca.shares()[a] <= pca.shares()[a - 1]);
        }
        for (int row = 0; row < n; row++) {
            for (int c = 0; c < d; c++) {
                double sum = pca.mean()[c];
                for (int axis = 0; axis < d; axis++) {
                    sum += pca.coords()[row * d + axis] * pca.axes()[axis * d + c];
                }
                assertEquals(rows[row * d + c], sum, 1e-5);
            }
        }
    }

    @Test
    void fewerRowsThanAxesLeaveEmptyDirections() {
        Pca pca = Projection.pca(random(3 * 40, 9), 3, 40, 5);
        assertEquals(1, pca.shares()[0] + pca.shares()[1], 1e-9);
        assertEquals(0, pca.shares()[3], 1e-9);
    }

    @Test
    void equalRowsHaveNoVariance() {
        Pca pca = Projection.pca(new float[] {1, 2, 3, 1, 2, 3}, 2, 3, 2);
        assertArrayEquals(new double[] {0, 0}, pca.shares());
        assertArrayEquals(new float[4], pca.coords());
    }

    @Test
    void eigenvectorsOfALargeMatrix() {
        int d = 768;
        SplittableRandom random = new SplittableRandom(1);
        double[][] a = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = random.nextDouble() - 0.5;
                a[j][i] = a[i][j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(a);
        for (int k : new int[] {0, 1, 300, 767}) {
            double[] v = eigen.vectors()[k];
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += a[i][j] * v[j];
                }
                assertEquals(eigen.values()[k] * v[i], sum, 1e-10);
            }
        }
    }

    @Test
    void valuesThatAreNoNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Projection.pca(new float[] {1, Float.NaN, 2, 3}, 2, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> Projection.pca(new float[4], 2, 2, 3));
    }

    @Test
    void alignmentUndoesTurnsAndReflections() {
        int n = 30;
        float[] reference = random(n * 2, 3);
        for (int mirror = -1; mirror <= 1; mirror += 2) {
            for (double angle = 0; angle < 6.3; angle += 0.7) {
                float[] turned = new float[n * 2];
                for (int i = 0; i < n; i++) {
                    double x = reference[2 * i];
                    double y = mirror * reference[2 * i + 1];
                    turned[2 * i] = (float) (Math.cos(angle) * x - Math.sin(angle) * y);
                    turned[2 * i + 1] = (float) (Math.sin(angle) * x + Math.cos(angle) * y);
                }
                assertArrayEquals(reference, Procrustes.align(turned, reference, n), 1e-5f);
            }
        }
    }

    @Test
    void alignmentKeepsDistancesEvenWhenTheReferenceIsFlat() {
        float[] flat = {1, 0, 0, 2, 0, 0, -3, 0, 0};
        float[] coords = random(9, 8);
        double[][] r = Procrustes.rotation(coords, flat, 3);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    sum += r[i][c] * r[j][c];
                }
                assertEquals(i == j ? 1 : 0, sum, 1e-9);
            }
        }
        assertArrayEquals(coords, Procrustes.align(coords, new float[9], 3));
    }

    static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return values;
    }

    private static double dot(float[] a, int aOffset, float[] b, int bOffset, int d) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            sum += (double) a[aOffset + c] * b[bOffset + c];
        }
        return sum;
    }
}
