package dev.glassbox.session;

import dev.glassbox.analysis.Neighbours;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A map of embeddings: points, their vectors, and where the chosen axes place them.
///
/// @param step of the weights; −1 for vectors from a file
/// @param rows `[n, d]`, the vectors
/// @param places `[n, k]`
/// @param axes `[k, d]`, unit vectors; empty for a map that no axes lead to, such as t-SNE
/// @param mean `[d]`, the middle of the map
/// @param shares of the variance along each axis, 0 to 1
/// @param of how many rows there were to choose from
/// @param title what was placed, such as `W_E [475, 64]`
public record EmbeddingMap(int step, List<MapPoint> points, float[] rows, int width, float[] places, float[] axes, double[] mean,
        double[] shares, int of, String title, Neighbours neighbours) {

    public int size() {
        return points.size();
    }

    /// How many numbers a place has.
    public int dimensions() {
        return shares.length;
    }

    public float[] row(int index) {
        return Arrays.copyOfRange(rows, index * width, (index + 1) * width);
    }

    /// Where any vector lies; empty when no axes lead from vectors to places.
    public Optional<float[]> place(float[] vector) {
        if (axes.length == 0) {
            return Optional.empty();
        }
        float[] place = new float[shares.length];
        for (int k = 0; k < place.length; k++) {
            double sum = 0;
            for (int c = 0; c < width; c++) {
                sum += (vector[c] - mean[c]) * axes[k * width + c];
            }
            place[k] = (float) sum;
        }
        return Optional.of(place);
    }

    /// Index of the point with this label, −1 when there is none.
    public int indexOf(String label) {
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).label().equals(label)) {
                return i;
            }
        }
        return -1;
    }

    /// Index of the point that is exactly this token, −1 when there is none.
    public int indexOfToken(int id) {
        for (int i = 0; i < points.size(); i++) {
            List<Integer> ids = points.get(i).ids();
            if (ids.size() == 1 && ids.getFirst() == id) {
                return i;
            }
        }
        return -1;
    }

    /// Share of the variance that the first axes keep together.
    public double kept(int first) {
        double sum = 0;
        for (int k = 0; k < Math.min(first, shares.length); k++) {
            sum += shares[k];
        }
        return sum;
    }
}
