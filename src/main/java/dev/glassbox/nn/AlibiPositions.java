package dev.glassbox.nn;

/// Attention with linear biases, ALiBi (Press et al. 2022, arXiv:2108.12409): the farther a key, the lower its score.
///
/// `scores[h,i,j] −= slope[h] · |i − j|`
///
/// With H a power of two the slopes are `2^(−8/H), 2^(−16/H), …, 2^(−8)`; otherwise those of the next smaller power of two,
/// then every second one of twice that number, as in the authors' code.
public final class AlibiPositions implements PositionScheme {
    private final float[] slopes;

    AlibiPositions(int nHead) {
        this.slopes = slopes(nHead);
    }

    /// One slope for each head.
    public static float[] slopes(int nHead) {
        float[] slopes = new float[nHead];
        int power = Integer.highestOneBit(nHead);
        for (int h = 0; h < nHead; h++) {
            slopes[h] = h < power
                    ? (float) StrictMath.pow(2, -8.0 * (h + 1) / power)
                    : (float) StrictMath.pow(2, -4.0 * (2 * (h - power) + 1) / power);
        }
        return slopes;
    }

    @Override
    public boolean biases() {
        return true;
    }

    @Override
    public void biasScores(float[] scores, int offset, int head, int query, int keys) {
        float slope = slopes[head];
        for (int key = 0; key < keys; key++) {
            // scores = scores − slope · |i − j|; the slope is fixed, so dscores passes through
            scores[offset + key] -= slope * Math.abs(query - key);
        }
    }
}
