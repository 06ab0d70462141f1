package dev.glassbox.analysis;

/// Turns one picture of points onto another, so that a map does not flip between steps.
public final class Procrustes {
    private Procrustes() {}

    /// Orthogonal Procrustes (Schönemann 1966): the rotation or reflection R that makes `Σ |a_i R − b_i|²` least. With
    /// `AᵀB = U S Vᵀ`, `R = U Vᵀ`. Points turn about the origin; nothing is moved or stretched.
    ///
    /// @param coords `[n, k]`; row i is the same thing as row i of `reference`
    /// @param reference `[n, k]`
    /// @return `[n, k]`
    public static float[] align(float[] coords, float[] reference, int n) {
        return apply(rotation(coords, reference, n), coords);
    }

    /// The matrix R, `[k][k]`; the identity when the points say nothing (all zero).
    public static double[][] rotation(float[] coords, float[] reference, int n) {
        if (n < 1 || coords.length != reference.length || coords.length % n != 0) {
            throw new IllegalArgumentException(
                    "cannot align " + coords.length + " numbers to " + reference.length + " as " + n + " points");
        }
        int k = coords.length / n;
        double[][] product = new double[k][k];
        for (int point = 0; point < n; point++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    product[i][j] += (double) coords[point * k + i] * reference[point * k + j];
                }
            }
        }
        return nearestOrthogonal(product);
    }

    /// @return the points times R
    public static float[] apply(double[][] rotation, float[] coords) {
        int k = rotation.length;
        float[] turned = new float[coords.length];
        for (int at = 0; at < coords.length; at += k) {
            for (int j = 0; j < k; j++) {
                double sum = 0;
                for (int i = 0; i < k; i++) {
                    sum += coords[at + i] * rotation[i][j];
                }
                turned[at + j] = (float) sum;
            }
        }
        return turned;
    }

    /// `U Vᵀ` of a matrix `M = U S Vᵀ`: V are the eigenvectors of `MᵀM`, and each column of U is M times its vector,
    /// made orthogonal to the earlier ones; where M gives no direction, the axis that is farthest from them serves.
    private static double[][] nearestOrthogonal(double[][] m) {
        int k = m.length;
        double largest = 0;
        for (double[] row : m) {
            for (double x : row) {
                largest = Math.max(largest, Math.abs(x));
            }
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return identity(k);
        }
        double[][] square = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                for (int r = 0; r < k; r++) {
                    square[i][j] += (m[r][i] / largest) * (m[r][j] / largest);
                }
            }
        }
        double[][] v = SymmetricEigen.of(square).vectors();
        double[][] u = new double[k][];
        double[][] result = new double[k][k];
        for (int c = 0; c < k; c++) {
            double[] direction = new double[k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    direction[i] += m[i][j] / largest * v[c][j];
                }
            }
            u[c] = unit(direction, u, c, 1e-7);
            for (int axis = 0; u[c] == null; axis++) {
                u[c] = unit(identity(k)[axis], u, c, 0.5 / Math.sqrt(k));
            }
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    result[i][j] += u[c][i] * v[c][j];
                }
            }
        }
        return result;
    }

    /// What is left of a vector beside the first `count` of `others`, length 1, or null when that is too little.
    private static double[] unit(double[] vector, double[][] others, int count, double tooLittle) {
        double[] rest = vector.clone();
        for (int pass = 0; pass < 2; pass++) {
            for (int o = 0; o < count; o++) {
                double dot = 0;
                for (int i = 0; i < rest.length; i++) {
                    dot += rest[i] * others[o][i];
                }
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= dot * others[o][i];
                }
            }
        }
        double square = 0;
        for (double x : rest) {
            square += x * x;
        }
        double length = Math.sqrt(square);
        if (length <= tooLittle) {
            return null;
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] /= length;
        }
        return rest;
    }

    private static double[][] identity(int k) {
        double[][] identity = new double[k][k];
        for (int i = 0; i < k; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }
}
