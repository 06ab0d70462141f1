package dev.glassbox.analysis;

import java.util.Arrays;
import java.util.Comparator;

/// How far the neighbours on a map can be trusted (Venna and Kaski 2001): 1 when every one of the k nearest points on the map is
/// among the k nearest rows, less for each that is not, the more the farther it really is.
///
/// `T(k) = 1 − 2 / (n k (2n − 3k − 1)) · Σ_i Σ_(j near i on the map only) (rank_i(j) − k)`
public final class Trustworthiness {
    private Trustworthiness() {}

    /// @param rows `[n, d]`
    /// @param map `[n, m]`
    /// @param k less than n / 2
    public static double of(float[] rows, int d, float[] map, int m, int n, int k) {
        if (k < 1 || 2 * k >= n) {
            throw new IllegalArgumentException("trustworthiness of " + n + " points takes 1 to " + (n - 1) / 2 + " neighbours, not " + k);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int[] near = order(map, m, n, i);
            int[] real = order(rows, d, n, i);
            int[] rank = new int[n];
            for (int r = 0; r < n; r++) {
                rank[real[r]] = r; // the point itself comes first, with rank 0
            }
            for (int r = 1; r <= k; r++) {
                sum += Math.max(0, rank[near[r]] - k);
            }
        }
        return 1 - 2 * sum / (n * (double) k * (2.0 * n - 3.0 * k - 1));
    }

    /// All points, the nearest to point i first; the point itself at the head even where others lie in the same place.
    private static int[] order(float[] rows, int d, int n, int i) {
        double[] squares = new double[n];
        Integer[] order = new Integer[n];
        for (int j = 0; j < n; j++) {
            order[j] = j;
            for (int c = 0; c < d; c++) {
                double difference = (double) rows[i * d + c] - rows[j * d + c];
                squares[j] += difference * difference;
            }
        }
        squares[i] = -1;
        Arrays.sort(order, Comparator.<Integer>comparingDouble(j -> squares[j]).thenComparingInt(j -> j));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
