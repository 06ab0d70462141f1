package dev.glassbox.analysis;

import dev.glassbox.kernel.Kernels;

/// Two linear layers with nothing between them are one: `(x·W₁ + b₁)·W₂ + b₂ = x·(W₁W₂) + (b₁W₂ + b₂)`. So without an activation
/// function a feed-forward layer computes no more than one matrix, however wide it is inside.
///
/// @param product    W₁W₂, `[C, C]`
/// @param bias       b₁W₂ + b₂, `[C]`
/// @param stacked    what the two layers give for x, `[C]`
/// @param collapsed  what the one matrix gives, `[C]`
/// @param difference the largest distance between the two: rounding only
public record LinearCollapse(float[] product, float[] bias, float[] stacked, float[] collapsed, double difference) {

    /// @param x  `[C]`
    /// @param w1 `[C, F]`
    /// @param b1 `[F]`, or empty for none
    /// @param w2 `[F, C]`
    /// @param b2 `[C]`, or empty for none
    public static LinearCollapse of(Kernels kernels, float[] x, float[] w1, float[] b1, float[] w2, float[] b2) {
        int c = x.length;
        int f = w1.length / c;
        float[] hidden = times(kernels, x, w1, b1, f);
        float[] stacked = times(kernels, hidden, w2, b2, c);
        float[] product = new float[c * c];
        kernels.matmul(c, c, f, w1, 0, f, w2, 0, c, product, 0, c, false);
        float[] bias = b1.length == 0 ? b2.clone() : times(kernels, b1, w2, b2, c);
        float[] collapsed = times(kernels, x, product, bias, c);
        double difference = 0;
        for (int i = 0; i < c; i++) {
            difference = Math.max(difference, Math.abs(stacked[i] - collapsed[i]));
        }
        return new LinearCollapse(product, bias, stacked, collapsed, difference);
    }

    private static float[] times(Kernels kernels, float[] x, float[] w, float[] b, int out) {
        float[] y = new float[out];
        kernels.matmul(1, out, x.length, x, 0, x.length, w, 0, out, y, 0, out, false);
        for (int i = 0; i < b.length; i++) {
            y[i] += b[i];
        }
        return y;
    }
}
