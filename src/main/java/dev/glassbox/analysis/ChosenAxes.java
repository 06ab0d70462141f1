package dev.glassbox.analysis;

/// A map along two directions that somebody chose, such as king − queen, instead of the two of largest variance.
///
/// @param first unit vector `[d]` along the first direction
/// @param second unit vector `[d]` along what is left of the second direction at a right angle to the first, so that lengths on
///     the map are true
/// @param cosine of the two directions as they were given: 0 when nothing was left out
public record ChosenAxes(float[] first, float[] second, double cosine) {

    /// @throws IllegalArgumentException when a direction has no length, or both are the same
    public static ChosenAxes of(float[] u, float[] v) {
        VectorPair pair = VectorPair.of(u, v);
        if (!(pair.normA() > 0) || !(pair.normB() > 0)) {
            throw new IllegalArgumentException("An axis from a word to itself has no direction; choose two different words.");
        }
        float[] first = new float[u.length];
        double[] rest = new double[u.length];
        double square = 0;
        for (int c = 0; c < u.length; c++) {
            first[c] = (float) (u[c] / pair.normA());
            rest[c] = v[c] / pair.normB() - pair.cosine() * u[c] / pair.normA();
            square += rest[c] * rest[c];
        }
        double length = Math.sqrt(square);
        if (length < 1e-6) {
            throw new IllegalArgumentException("Both axes point the same way; choose another pair of words.");
        }
        float[] second = new float[u.length];
        for (int c = 0; c < u.length; c++) {
            second[c] = (float) (rest[c] / length);
        }
        return new ChosenAxes(first, second, pair.cosine());
    }

    /// The part of the rows' variance that lies along a unit vector, 0 to 1.
    ///
    /// @param rows `[n, d]`
    public static double share(float[] rows, int n, float[] axis) {
        int d = axis.length;
        double[] mean = new double[d];
        for (int i = 0; i < n * d; i++) {
            mean[i % d] += rows[i] / (double) n;
        }
        double total = 0;
        double along = 0;
        for (int row = 0; row < n; row++) {
            double place = 0;
            for (int c = 0; c < d; c++) {
                double x = rows[row * d + c] - mean[c];
                total += x * x;
                place += x * axis[c];
            }
            along += place * place;
        }
        return total > 0 ? along / total : 0;
    }
}
