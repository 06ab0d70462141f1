package dev.glassbox.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/// Which rows of an embedding table lie in the same direction. Uses all d numbers, not the two of a map.
public final class Neighbours {
    /// A row and its cosine to what was asked for.
    public record Neighbour(int row, double cosine) {}

    private final float[] rows;
    private final int n;
    private final int d;
    private final double[] norms;

    /// @param rows `[n, d]`, not copied: must not change any more
    public Neighbours(float[] rows, int n, int d) {
        if (rows.length < (long) n * d) {
            throw new IllegalArgumentException(rows.length + " numbers are not " + n + " rows of " + d);
        }
        this.rows = rows;
        this.n = n;
        this.d = d;
        this.norms = new double[n];
        for (int row = 0; row < n; row++) {
            norms[row] = Math.sqrt(dot(row, row));
        }
    }

    /// `Σ_c a_c b_c`
    public double dot(int a, int b) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            sum += (double) rows[a * d + c] * rows[b * d + c];
        }
        return sum;
    }

    /// Euclidean length of a row.
    public double norm(int row) {
        return norms[row];
    }

    /// `a·b / (|a| |b|)`, 0 when one of them is zero.
    public double cosine(int a, int b) {
        return cosine(row(a), norms[a], b);
    }

    /// Euclidean distance.
    public double distance(int a, int b) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            double difference = (double) rows[a * d + c] - rows[b * d + c];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /// The k rows of largest cosine, largest first, the row itself left out; among equal ones the smaller index first.
    public List<Neighbour> nearest(int row, int k) {
        return nearest(row(row), k, Set.of(row));
    }

    /// The k rows nearest to any vector of d numbers, without those in `leftOut`.
    public List<Neighbour> nearest(double[] vector, int k, Set<Integer> leftOut) {
        double square = 0;
        for (double x : vector) {
            square += x * x;
        }
        double norm = Math.sqrt(square);
        Comparator<Neighbour> bestFirst = Comparator.comparingDouble(Neighbour::cosine).reversed().thenComparingInt(Neighbour::row);
        PriorityQueue<Neighbour> best = new PriorityQueue<>(bestFirst.reversed());
        for (int row = 0; row < n; row++) {
            if (!leftOut.contains(row)) {
                best.add(new Neighbour(row, cosine(vector, norm, row)));
                if (best.size() > k) {
                    best.remove();
                }
            }
        }
        return Stream.of(best.toArray(Neighbour[]::new)).sorted(bestFirst).toList();
    }

    /// The rows nearest to a − b + c (Mikolov et al. 2013). Leaving the three inputs out is the custom, and it hides
    /// that one of them is often nearest.
    public List<Neighbour> analogy(int a, int b, int c, int k, boolean leaveInputsOut) {
        double[] vector = row(a);
        for (int i = 0; i < d; i++) {
            vector[i] += (double) rows[c * d + i] - rows[b * d + i];
        }
        Set<Integer> inputs = new java.util.HashSet<>(List.of(a, b, c));
        return nearest(vector, k, leaveInputsOut ? inputs : Set.of());
    }

    /// The mean of some rows: a word of several tokens as one vector.
    public double[] mean(int... which) {
        double[] mean = new double[d];
        for (int row : which) {
            for (int c = 0; c < d; c++) {
                mean[c] += rows[row * d + c] / (double) which.length;
            }
        }
        return mean;
    }

    private double[] row(int row) {
        double[] vector = new double[d];
        for (int c = 0; c < d; c++) {
            vector[c] = rows[row * d + c];
        }
        return vector;
    }

    private double cosine(double[] vector, double norm, int row) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            sum += vector[c] * rows[row * d + c];
        }
        double lengths = norm * norms[row];
        return lengths > 0 ? Math.clamp(sum / lengths, -1, 1) : 0;
    }
}
