package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.Projection.Pca;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/// Principal components against a singular value decomposition that shares nothing with them: one-sided Jacobi rotations
/// (Hestenes 1958) on the centred rows themselves, where the program takes eigenvectors of the covariance.
class PcaAgainstSvdTest {

    private static final double TOLERANCE = 1e-4;

    @Test
    void aTableOfEmbeddings() {
        compare(rows(475, 64, 1), 475, 64, 3);
    }

    @Test
    void fewerRowsThanNumbers() {
        compare(rows(40, 96, 2), 40, 96, 3);
    }

    @Test
    void rowsFarFromTheMiddle() {
        float[] rows = rows(200, 16, 3);
        for (int i = 0; i < rows.length; i++) {
            rows[i] += 20 + i % 16;
        }
        compare(rows, 200, 16, 2);
    }

    @Test
    void aFewStrongDirections() {
        float[] rows = ProjectionTest.random(81 * 24, 11);
        for (int i = 0; i < rows.length; i++) {
            int row = i / 24;
            int c = i % 24;
            rows[i] += (float) ((row % 5 - 2) * Math.sin(c) + (row % 3) * 0.7 * Math.cos(2 * c));
        }
        compare(rows, 81, 24, 2);
        compare(rows, 81, 24, 3);
    }

    private static void compare(float[] rows, int n, int d, int k) {
        Pca pca = Projection.pca(rows, n, d, k);
        double[][] columns = centred(rows, n, d);
        double[][] right = rightVectors(columns);
        double[] squares = Arrays.stream(columns).mapToDouble(column -> dot(column, column)).toArray();
        Integer[] order = new Integer[d];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -squares[i]));
        double total = Arrays.stream(squares).sum();
        for (int axis = 0; axis < k; axis++) {
            assertEquals(squares[order[axis]] / total, pca.shares()[axis], TOLERANCE, "share of axis " + axis);
        }
        // Cosines of the angles between both subspaces: each of our axes has length 1 inside the span of theirs.
        for (int axis = 0; axis < k; axis++) {
            double inside = 0;
            for (int other = 0; other < k; other++) {
                double along = 0;
                for (int c = 0; c < d; c++) {
                    along += pca.axes()[axis * d + c] * right[order[other]][c];
                }
                inside += along * along;
            }
            assertEquals(1, inside, TOLERANCE, "axis " + axis + " lies in the span of the first " + k + " singular vectors");
        }
    }

    private static double[][] centred(float[] rows, int n, int d) {
        double[][] columns = new double[d][n];
        for (int c = 0; c < d; c++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += rows[i * d + c] / (double) n;
            }
            for (int i = 0; i < n; i++) {
                columns[c][i] = rows[i * d + c] - mean;
            }
        }
        return columns;
    }

    /// Turns pairs of columns until all are at right angles; the columns become `U S`, the rotations together V.
    private static double[][] rightVectors(double[][] columns) {
        int d = columns.length;
        double[][] v = new double[d][d];
        for (int i = 0; i < d; i++) {
            v[i][i] = 1;
        }
        double largest = 0;
        for (double[] column : columns) {
            largest = Math.max(largest, dot(column, column));
        }
        boolean turned = true;
        for (int sweep = 0; turned && sweep < 60; sweep++) {
            turned = false;
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    double a = dot(columns[p], columns[p]);
                    double b = dot(columns[q], columns[q]);
                    double c = dot(columns[p], columns[q]);
                    if (Math.abs(c) <= 1e-12 * Math.sqrt(a * b) || Math.min(a, b) < 1e-20 * largest) { // a column of nothing has no direction
                        continue;
                    }
                    turned = true;
                    double zeta = (b - a) / (2 * c);
                    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
                    double cosine = 1 / Math.sqrt(1 + t * t);
                    turn(columns[p], columns[q], cosine, cosine * t);
                    turn(v[p], v[q], cosine, cosine * t);
                }
            }
        }
        assertFalse(turned, "the decomposition has settled");
        return v;
    }

    private static void turn(double[] p, double[] q, double cosine, double sine) {
        for (int i = 0; i < p.length; i++) {
            double before = p[i];
            p[i] = cosine * before - sine * q[i];
            q[i] = sine * before + cosine * q[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// Noise with four strong directions, so that the first axes are told apart.
    private static float[] rows(int n, int d, long seed) {
        float[] noise = ProjectionTest.random(n * d, seed);
        float[] directions = ProjectionTest.random(4 * d, seed + 100);
        float[] along = ProjectionTest.random(4 * n, seed + 200);
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                for (int s = 0; s < 4; s++) {
                    noise[i * d + c] += (4 - s) * along[4 * i + s] * directions[s * d + c];
                }
            }
        }
        return noise;
    }
}
