package dev.glassbox.analysis;

/// How two vectors lie to each other.
///
/// @param dot `a·b = Σ_c a_c b_c`
/// @param normA `|a| = √(a·a)`
/// @param normB `|b|`
/// @param distance `|a − b|`
public record VectorPair(double dot, double normA, double normB, double distance) {

    /// @param a and b of equal length
    public static VectorPair of(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("two vectors of " + a.length + " and " + b.length + " numbers have no angle");
        }
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        double square = 0;
        for (int c = 0; c < a.length; c++) {
            dot += (double) a[c] * b[c];
            squareA += (double) a[c] * a[c];
            squareB += (double) b[c] * b[c];
            double difference = (double) a[c] - b[c];
            square += difference * difference;
        }
        return new VectorPair(dot, Math.sqrt(squareA), Math.sqrt(squareB), Math.sqrt(square));
    }

    /// `a·b / (|a| |b|)`: 1 the same direction, 0 at a right angle, −1 opposite; 0 when one of them is zero.
    public double cosine() {
        double lengths = normA * normB;
        return lengths > 0 ? Math.clamp(dot / lengths, -1, 1) : 0;
    }

    /// The angle between them, 0 to 180.
    public double degrees() {
        return StrictMath.toDegrees(StrictMath.acos(cosine()));
    }
}
