package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;

/// Fixed waves instead of learned vectors (Vaswani et al. 2017, arXiv:1706.03762).
///
/// `y[b,t,2i] = x[b,t,2i] + sin(t / 10000^(2i/C))`, `y[b,t,2i+1] = x[b,t,2i+1] + cos(t / 10000^(2i/C))`
///
/// Shapes: x, y `[B,T,C]`
public final class SinusoidalPositions implements PositionScheme {
    private final float[] waves;
    private final int width;

    SinusoidalPositions(int contextLength, int width) {
        this.width = width;
        this.waves = table(contextLength, width);
    }

    /// The waves of the first `positions` positions, `[positions, width]`.
    public static float[] table(int positions, int width) {
        float[] table = new float[positions * width];
        for (int c = 0; c < width; c++) {
            double length = StrictMath.pow(10000, (c - c % 2) / (double) width);
            for (int t = 0; t < positions; t++) {
                table[t * width + c] = (float) (c % 2 == 0 ? StrictMath.sin(t / length) : StrictMath.cos(t / length));
            }
        }
        return table;
    }

    /// The wave added to channel `channel` at position `position`.
    public float wave(int position, int channel) {
        return waves[position * width + channel];
    }

    @Override
    public void addTo(Pass pass, Slot x, int row, int position, int count) {
        // y = x + waves[t]; the backward passes dy on unchanged
        Rows.addTable(pass, x, row, count, waves, position * width);
    }
}
