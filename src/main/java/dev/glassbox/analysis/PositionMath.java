package dev.glassbox.analysis;

import dev.glassbox.nn.RotaryPositions.Pairs;

/// The formulas behind positions, in double, for looking at them one number at a time.
public final class PositionMath {
    private PositionMath() {}

    /// How fast pair i turns, in radians per position: `ω_i = θ^(−2i/d)` (Vaswani et al. 2017 with θ = 10000; Su et al. 2021).
    public static double speed(int pair, int d, double theta) {
        return StrictMath.pow(theta, -2.0 * pair / d);
    }

    /// After how many positions pair i is round once.
    public static double period(int pair, int d, double theta) {
        return 2 * Math.PI / speed(pair, d, theta);
    }

    /// A sinusoidal encoding, `PE(p) = (sin pω_0, cos pω_0, sin pω_1, …)`, `[d]`.
    public static double[] sinusoidal(double position, int d) {
        double[] row = new double[d];
        for (int c = 0; c < d; c++) {
            double angle = position * speed(c / 2, d, 10_000);
            row[c] = c % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
        }
        return row;
    }

    /// `R(k) PE(p) = PE(p + k)`: each pair (sin, cos) turned by kω_i. R(k) does not depend on p.
    public static double[] shifted(double[] encoding, double by) {
        double[] next = new double[encoding.length];
        for (int i = 0; i + 1 < encoding.length; i += 2) {
            double angle = by * speed(i / 2, encoding.length, 10_000);
            double sin = StrictMath.sin(angle);
            double cos = StrictMath.cos(angle);
            next[i] = encoding[i] * cos + encoding[i + 1] * sin;
            next[i + 1] = encoding[i + 1] * cos - encoding[i] * sin;
        }
        return next;
    }

    /// The largest difference between R(k) PE(p) and PE(p + k); rounding only.
    public static double shiftError(int position, int by, int d) {
        double[] turned = shifted(sinusoidal(position, d), by);
        double[] direct = sinusoidal(position + by, d);
        double error = 0;
        for (int c = 0; c < d - d % 2; c++) {
            error = Math.max(error, Math.abs(turned[c] - direct[c]));
        }
        return error;
    }

    /// A query or key turned as RoPE turns it at a position; negative positions turn back.
    ///
    /// @param vector `[D]`, D even
    public static double[] rotated(double[] vector, double position, double theta, Pairs pairs) {
        int half = vector.length / 2;
        double[] turned = vector.clone();
        for (int i = 0; i < half; i++) {
            int a = pairs == Pairs.HALF ? i : 2 * i;
            int b = pairs == Pairs.HALF ? i + half : 2 * i + 1;
            double angle = position * speed(i, vector.length, theta);
            double sin = StrictMath.sin(angle);
            double cos = StrictMath.cos(angle);
            turned[a] = vector[a] * cos - vector[b] * sin;
            turned[b] = vector[a] * sin + vector[b] * cos;
        }
        return turned;
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /// `index / length`: the same index means another place in every text.
    public static double normalized(int index, int length) {
        return index / (double) length;
    }

    /// Length of an embedding whose d numbers are all the raw index: `p √d`.
    public static double rawIndexNorm(int index, int d) {
        return index * Math.sqrt(d);
    }

    /// A part of an array in double.
    public static double[] widen(float[] values, int from, int to) {
        double[] wide = new double[to - from];
        for (int i = from; i < to; i++) {
            wide[i - from] = values[i];
        }
        return wide;
    }
}
