package dev.glassbox.analysis;

/// From d axes to the few that can be drawn.
public final class Projection {
    private Projection() {}

    /// Principal components of n rows.
    ///
    /// @param coords `[n, k]`: the centred rows along the axes, not rescaled
    /// @param axes `[k, d]`: unit vectors, the one of largest variance first
    /// @param shares `[k]`: each axis' share of the variance of all d axes
    /// @param mean `[d]`
    public record Pca(float[] coords, float[] axes, double[] shares, double[] mean) {
        /// Where a further vector of d numbers lies.
        public float[] place(float[] rows, int offset) {
            int d = mean.length;
            float[] place = new float[shares.length];
            for (int axis = 0; axis < place.length; axis++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    sum += (rows[offset + c] - mean[c]) * axes[axis * d + c];
                }
                place[axis] = (float) sum;
            }
            return place;
        }

        /// Share of the variance that all k axes keep together, 0 to 1.
        public double kept() {
            double sum = 0;
            for (double share : shares) {
                sum += share;
            }
            return sum;
        }
    }

    /// Principal component analysis (Pearson 1901): eigenvectors of the covariance matrix, in double. The sign of each
    /// axis is fixed (its entry of largest magnitude is positive). When all rows are equal, the shares are 0.
    ///
    /// @param rows `[n, d]`, finite
    /// @throws IllegalArgumentException when n < 1, or k is not between 1 and d, or a value is not finite
    public static Pca pca(float[] rows, int n, int d, int k) {
        if (n < 1 || k < 1 || k > d || rows.length < (long) n * d) {
            throw new IllegalArgumentException("cannot project " + n + " rows of " + d + " numbers to " + k + " axes");
        }
        double[] mean = mean(rows, n, d);
        double[][] covariance = covariance(rows, n, d, mean);
        double total = 0;
        for (int c = 0; c < d; c++) {
            total += covariance[c][c];
        }
        if (!Double.isFinite(total)) {
            throw new IllegalArgumentException("some values are not finite; they have no place on a map");
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        float[] axes = new float[k * d];
        double[] shares = new double[k];
        float[] coords = new float[n * k];
        for (int axis = 0; axis < k; axis++) {
            double[] vector = eigen.vectors()[axis];
            shares[axis] = total > 0 ? Math.max(0, eigen.values()[axis] / total) : 0;
            for (int c = 0; c < d; c++) {
                axes[axis * d + c] = (float) vector[c];
            }
            for (int row = 0; row < n; row++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    sum += (rows[row * d + c] - mean[c]) * vector[c];
                }
                coords[row * k + axis] = (float) sum;
            }
        }
        return new Pca(coords, axes, shares, mean);
    }

    private static double[] mean(float[] rows, int n, int d) {
        double[] mean = new double[d];
        for (int row = 0; row < n; row++) {
            for (int c = 0; c < d; c++) {
                mean[c] += rows[row * d + c];
            }
        }
        for (int c = 0; c < d; c++) {
            mean[c] /= n;
        }
        return mean;
    }

    /// `[d][d]`; divided by n − 1 (by 1 for a single row). Eight rows are added at a time, since a matrix of this size
    /// does not fit a cache and would otherwise be read and written once for every row.
    private static double[][] covariance(float[] rows, int n, int d, double[] mean) {
        double[][] covariance = new double[d][d];
        double[][] block = new double[8][d];
        for (int first = 0; first < n; first += block.length) {
            for (int r = 0; r < block.length; r++) {
                for (int c = 0; c < d; c++) {
                    block[r][c] = first + r < n ? rows[(first + r) * d + c] - mean[c] : 0;
                }
            }
            for (int i = 0; i < d; i++) {
                addProducts(covariance[i], block, i);
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] /= Math.max(1, n - 1);
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /// `line_j += Σ_r block_r,i · block_r,j` for j ≤ i.
    private static void addProducts(double[] line, double[][] block, int i) {
        double[] b0 = block[0];
        double[] b1 = block[1];
        double[] b2 = block[2];
        double[] b3 = block[3];
        double[] b4 = block[4];
        double[] b5 = block[5];
        double[] b6 = block[6];
        double[] b7 = block[7];
        double x0 = b0[i];
        double x1 = b1[i];
        double x2 = b2[i];
        double x3 = b3[i];
        double x4 = b4[i];
        double x5 = b5[i];
        double x6 = b6[i];
        double x7 = b7[i];
        for (int j = 0; j <= i; j++) {
            line[j] += x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j] + x4 * b4[j] + x5 * b5[j] + x6 * b6[j] + x7 * b7[j];
        }
    }
}
