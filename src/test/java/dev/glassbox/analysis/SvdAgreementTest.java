package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.Projection.Pca;
import org.junit.jupiter.api.Test;

/// Principal components against a singular value decomposition that never forms a covariance matrix (one-sided Jacobi).
class SvdAgreementTest {

    @Test
    void sameSubspaceAndSharesAsTheDecomposition() {
        int n = 81;
        int d = 24;
        float[] rows = ProjectionTest.random(n * d, 11);
        for (int i = 0; i < n; i++) { // a few strong directions, as trained embeddings have
            for (int c = 0; c < d; c++) {
                rows[i * d + c] += (float) ((i % 5 - 2) * Math.sin(c) + (i % 3) * 0.7 * Math.cos(2 * c));
            }
        }
        double[][] columns = centredColumns(rows, n, d);
        double[][] v = new double[d][d];
        for (int c = 0; c < d; c++) {
            v[c][c] = 1;
        }
        decompose(columns, v);
        double total = 0;
        double[] values = new double[d];
        for (int c = 0; c < d; c++) {
            values[c] = dot(columns[c], columns[c]);
            total += values[c];
        }
        int[] order = java.util.stream.IntStream.range(0, d).boxed().sorted((a, b) -> Double.compare(values[b], values[a])).mapToInt(i -> i).toArray();
        Pca pca = Projection.pca(rows, n, d, 3);
        for (int axis = 0; axis < 3; axis++) {
            assertEquals(values[order[axis]] / total, pca.shares()[axis], 1e-4);
        }
        for (int k = 2; k <= 3; k++) { // every axis of the one lies in the space of the other
            for (int axis = 0; axis < k; axis++) {
                double inside = 0;
                for (int other = 0; other < k; other++) {
                    double cosine = 0;
                    for (int c = 0; c < d; c++) {
                        cosine += pca.axes()[axis * d + c] * v[order[other]][c];
                    }
                    inside += cosine * cosine;
                }
                assertEquals(1, inside, 1e-4);
            }
        }
    }

    private static double[][] centredColumns(float[] rows, int n, int d) {
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

    /// Turns pairs of columns until all stand at right angles; `v` collects the turns.
    private static void decompose(double[][] columns, double[][] v) {
        for (int sweep = 0; sweep < 60; sweep++) {
            for (int p = 0; p < columns.length; p++) {
                for (int q = p + 1; q < columns.length; q++) {
                    double alpha = dot(columns[p], columns[p]);
                    double beta = dot(columns[q], columns[q]);
                    double gamma = dot(columns[p], columns[q]);
                    if (Math.abs(gamma) > 1e-14 * Math.sqrt(alpha * beta)) {
                        double zeta = (beta - alpha) / (2 * gamma);
                        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
                        double cos = 1 / Math.sqrt(1 + t * t);
                        turn(columns[p], columns[q], cos, cos * t);
                        turn(v[p], v[q], cos, cos * t);
                    }
                }
            }
        }
    }

    private static void turn(double[] p, double[] q, double cos, double sin) {
        for (int i = 0; i < p.length; i++) {
            double a = p[i];
            p[i] = cos * a - sin * q[i];
            q[i] = sin * a + cos * q[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
