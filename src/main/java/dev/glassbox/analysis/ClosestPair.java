package dev.glassbox.analysis;

/// The two rows of a table that point most nearly the same way.
///
/// @param a the smaller index
public record ClosestPair(int a, int b, double cosine) {

    /// Compares all pairs; of equal ones the first. Rows of length zero are passed over.
    ///
    /// @param rows `[n, d]`
    /// @throws IllegalArgumentException for fewer than two rows
    public static ClosestPair of(float[] rows, int n, int d) {
        if (n < 2) {
            throw new IllegalArgumentException("one row has no neighbour");
        }
        float[] unit = new float[n * d];
        for (int i = 0; i < n; i++) {
            double square = 0;
            for (int c = 0; c < d; c++) {
                square += (double) rows[i * d + c] * rows[i * d + c];
            }
            double length = Math.sqrt(square);
            for (int c = 0; c < d; c++) {
                unit[i * d + c] = length > 0 ? (float) (rows[i * d + c] / length) : 0;
            }
        }
        ClosestPair best = new ClosestPair(0, 1, -2);
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                float dot = 0;
                for (int c = 0; c < d; c++) {
                    dot += unit[i * d + c] * unit[j * d + c];
                }
                if (dot > best.cosine) {
                    best = new ClosestPair(i, j, dot);
                }
            }
        }
        return new ClosestPair(best.a, best.b, Math.clamp(best.cosine, -1, 1));
    }
}
