package dev.glassbox.analysis;

/// Why a weight is not importance: a key counts by its weight times the length of its value (Kobayashi et al. 2020, arXiv:2004.10102).
///
/// @param weights attention weights of one row `[T]`
/// @param lengths ‖v‖ of each key `[T]`
/// @param shares  weight · ‖v‖, as shares that sum to 1 `[T]`
public record ValueShares(float[] weights, float[] lengths, float[] shares) {

    /// @param row    attention weights `[T]`
    /// @param values of one key/value head `[T, D]`
    public static ValueShares of(float[] row, float[] values, int dHead) {
        int time = row.length;
        float[] lengths = new float[time];
        double[] products = new double[time];
        double sum = 0;
        for (int key = 0; key < time; key++) {
            double squares = 0;
            for (int d = 0; d < dHead; d++) {
                squares += (double) values[key * dHead + d] * values[key * dHead + d];
            }
            lengths[key] = (float) Math.sqrt(squares);
            products[key] = Math.abs(row[key]) * Math.sqrt(squares);
            sum += products[key];
        }
        float[] shares = new float[time];
        for (int key = 0; key < time; key++) {
            shares[key] = sum == 0 ? 0 : (float) (products[key] / sum);
        }
        return new ValueShares(row, lengths, shares);
    }
}
