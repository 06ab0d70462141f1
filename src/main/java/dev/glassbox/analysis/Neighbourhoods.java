package dev.glassbox.analysis;

/// The probabilities by which t-SNE calls two rows neighbours.
final class Neighbourhoods {
    private Neighbourhoods() {}

    /// `p_ij`, `[n, n]`, symmetric, sum 1, zero on the diagonal.
    static float[] joint(float[] rows, int n, int d, double perplexity) {
        float[] p = new float[n * n];
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                squares[j] = square(rows, i, j, d);
            }
            double[] row = row(squares, i, StrictMath.log(perplexity));
            for (int j = 0; j < n; j++) {
                p[i * n + j] = (float) row[j];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                float both = (p[i * n + j] + p[j * n + i]) / (2f * n);
                p[i * n + j] = both;
                p[j * n + i] = both;
            }
        }
        return p;
    }

    /// `p_j|i` whose entropy is the wanted one, in nats. The sharpness β is found by Newton's method, `dH/dβ = −β·var`,
    /// kept inside an interval that shrinks from both sides.
    static double[] row(double[] squares, int self, double entropy) {
        double nearest = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int j = 0; j < squares.length; j++) {
            if (j != self) {
                nearest = Math.min(nearest, squares[j]);
                sum += squares[j];
            }
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalArgumentException("some values are not finite; they have no place on a map");
        }
        double[] row = new double[squares.length];
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double sharpness = sum > 0 ? squares.length / sum : 1;
        for (int round = 0; round < 100; round++) {
            Spread found = fill(row, squares, self, nearest, sharpness);
            double tooMuch = found.entropy - entropy;
            if (Math.abs(tooMuch) < 1e-6) {
                break;
            }
            if (tooMuch > 0) {
                low = sharpness;
            } else {
                high = sharpness;
            }
            double newton = sharpness + tooMuch / (sharpness * found.variance);
            double half = Double.isInfinite(high) ? sharpness * 2 : (low + high) / 2;
            sharpness = newton > low && newton < Math.min(high, 10 * sharpness) ? newton : half;
        }
        return row;
    }

    /// Entropy of a row in nats, and the variance of the squared distances under it.
    private record Spread(double entropy, double variance) {}

    private static Spread fill(double[] row, double[] squares, int self, double nearest, double sharpness) {
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int j = 0; j < row.length; j++) {
            double excess = squares[j] - nearest;
            row[j] = j == self ? 0 : StrictMath.exp(-sharpness * excess);
            if (row[j] > 0) {
                sum += row[j];
                first += row[j] * excess;
                second += row[j] * excess * excess;
            }
        }
        if (sum == 0) {
            return new Spread(0, 0);
        }
        for (int j = 0; j < row.length; j++) {
            row[j] /= sum;
        }
        double mean = first / sum;
        return new Spread(StrictMath.log(sum) + sharpness * mean, Math.max(0, second / sum - mean * mean));
    }

    private static double square(float[] rows, int i, int j, int d) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            double difference = (double) rows[i * d + c] - rows[j * d + c];
            sum += difference * difference;
        }
        return sum;
    }
}
