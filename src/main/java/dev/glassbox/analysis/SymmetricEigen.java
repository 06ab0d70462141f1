package dev.glassbox.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Eigenvalues and eigenvectors of a symmetric matrix: Householder reduction to three diagonals, then QL with implicit
/// shifts (Golub and Van Loan, Matrix Computations, chapter 8). Exact operations and square roots only, in one fixed
/// order, so the result is the same on every machine.
///
/// @param values descending
/// @param vectors row i belongs to value i; length 1; the entry of largest magnitude is positive
record SymmetricEigen(double[] values, double[][] vectors) {

    /// @param matrix `[d][d]`, symmetric, finite; left as it is
    static SymmetricEigen of(double[][] matrix) {
        int d = matrix.length;
        double largest = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        double scale = largest > 0 ? largest : 1;
        double[][] a = new double[d][];
        for (int i = 0; i < d; i++) {
            a[i] = Arrays.stream(matrix[i]).map(x -> x / scale).toArray();
        }
        double[] diagonal = new double[d];
        double[] beside = new double[d];
        double[][] basis = reduce(a, diagonal, beside);
        diagonalise(diagonal, beside, basis);

        int[] order = IntStream.range(0, d).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -diagonal[i])).mapToInt(Integer::intValue).toArray();
        double[] values = new double[d];
        double[][] vectors = new double[d][];
        for (int i = 0; i < d; i++) {
            values[i] = diagonal[order[i]] * scale;
            vectors[i] = withFixedSign(basis[order[i]]);
        }
        return new SymmetricEigen(values, vectors);
    }

    /// Makes `a` tridiagonal by reflections `I − β v vᵀ`. Returns the columns of their product as rows.
    private static double[][] reduce(double[][] a, double[] diagonal, double[] beside) {
        int d = a.length;
        double[][] reflectors = new double[d][];
        double[] betas = new double[d];
        for (int k = 0; k < d; k++) {
            diagonal[k] = a[k][k];
            if (k + 1 >= d) {
                break;
            }
            double[] v = new double[d];
            double square = 0;
            for (int i = k + 1; i < d; i++) {
                v[i] = a[i][k];
                square += v[i] * v[i];
            }
            double alpha = v[k + 1] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
            beside[k] = alpha;
            double vv = 2 * (square - alpha * v[k + 1]);
            if (vv > 0) {
                v[k + 1] -= alpha;
                reflectors[k] = v;
                betas[k] = 2 / vv;
                reflectBothSides(a, v, betas[k], k + 1);
            }
        }
        double[][] rows = new double[d][d];
        for (int i = 0; i < d; i++) {
            rows[i][i] = 1;
        }
        for (int k = d - 1; k >= 0; k--) {
            if (reflectors[k] != null) {
                for (int i = k + 1; i < d; i++) {
                    double dot = 0;
                    for (int j = k + 1; j < d; j++) {
                        dot += rows[i][j] * reflectors[k][j];
                    }
                    addScaled(rows[i], reflectors[k], -betas[k] * dot, k + 1);
                }
            }
        }
        return rows;
    }

    /// `a ← H a H` with `H = I − β v vᵀ`, as the rank-two update `a − v wᵀ − w vᵀ`.
    private static void reflectBothSides(double[][] a, double[] v, double beta, int from) {
        int d = a.length;
        double[] w = new double[d];
        double vw = 0;
        for (int i = from; i < d; i++) {
            double dot = 0;
            for (int j = from; j < d; j++) {
                dot += a[i][j] * v[j];
            }
            w[i] = beta * dot;
            vw += v[i] * w[i];
        }
        addScaled(w, v, -0.5 * beta * vw, from);
        for (int i = from; i < d; i++) {
            addScaled(a[i], w, -v[i], from);
            addScaled(a[i], v, -w[i], from);
        }
    }

    private static void addScaled(double[] to, double[] what, double factor, int from) {
        for (int j = from; j < to.length; j++) {
            to[j] += factor * what[j];
        }
    }

    private static void diagonalise(double[] diagonal, double[] beside, double[][] basis) {
        for (int first = 0; first < diagonal.length; first++) {
            for (int last = blockEnd(diagonal, beside, first); last > first; last = blockEnd(diagonal, beside, first)) {
                sweep(diagonal, beside, basis, first, last);
            }
        }
    }

    private static int blockEnd(double[] diagonal, double[] beside, int first) {
        int last = first;
        while (last + 1 < diagonal.length
                && Math.abs(beside[last]) > Math.ulp(Math.abs(diagonal[last]) + Math.abs(diagonal[last + 1]) + 1e-30)) {
            last++;
        }
        return last;
    }

    /// One QL step on rows `first` to `last` with Wilkinson's shift: rotations chase the bulge from the bottom up.
    private static void sweep(double[] diagonal, double[] beside, double[][] basis, int first, int last) {
        double half = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
        double root = Math.sqrt(half * half + 1);
        double g = diagonal[last] - diagonal[first] + beside[first] / (half + Math.copySign(root, half));
        double sine = 1;
        double cosine = 1;
        double shift = 0;
        for (int i = last - 1; i >= first; i--) {
            double f = sine * beside[i];
            double b = cosine * beside[i];
            double r = Math.sqrt(f * f + g * g);
            beside[i + 1] = r;
            if (r == 0) {
                diagonal[i + 1] -= shift;
                beside[last] = 0;
                return;
            }
            sine = f / r;
            cosine = g / r;
            g = diagonal[i + 1] - shift;
            r = (diagonal[i] - g) * sine + 2 * cosine * b;
            shift = sine * r;
            diagonal[i + 1] = g + shift;
            g = cosine * r - b;
            rotate(basis[i], basis[i + 1], sine, cosine);
        }
        diagonal[first] -= shift;
        beside[first] = g;
        beside[last] = 0;
    }

    private static void rotate(double[] lower, double[] upper, double sine, double cosine) {
        for (int j = 0; j < lower.length; j++) {
            double x = lower[j];
            double y = upper[j];
            upper[j] = sine * x + cosine * y;
            lower[j] = cosine * x - sine * y;
        }
    }

    private static double[] withFixedSign(double[] vector) {
        double largest = 0;
        for (double x : vector) {
            largest = Math.abs(x) > Math.abs(largest) ? x : largest;
        }
        return largest >= 0 ? vector : Arrays.stream(vector).map(x -> -x).toArray();
    }
}
