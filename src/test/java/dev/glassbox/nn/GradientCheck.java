package dev.glassbox.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.CounterRandom;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// Compares gradients with central differences, `D(h) = (loss(x+h) − loss(x−h)) / 2h`, element by element.
///
/// In float32 a step of 1e-2 gives the smallest error. What is left is the bend of the loss, an error that grows with h², so
/// `(4·D(h) − D(2h)) / 3` removes it (Richardson 1911). The error is relative to max(|analytic|, |numeric|, 1 % of the largest
/// gradient of the tensor), and 1e-2 is a limit that a wrong gradient does not meet.
public final class GradientCheck {
    private static final float STEP = 1e-2f;
    private static final double TOLERANCE = 1e-2;

    private GradientCheck() {
    }

    /// Elements `from … to−1` of `x`, whose gradients are `dx` from `dxFrom` on.
    ///
    /// @param loss   recomputes the loss, summed in double
    /// @param smooth whether no kink lies between the last loss and the first; elements where one does are left out
    /// @param noise  what rounding in float32 makes of a derivative that is exactly zero
    /// @return how many elements were not left out
    public static int check(String name, float[] x, int from, int to, float[] dx, int dxFrom, DoubleSupplier loss, BooleanSupplier smooth,
                            double noise) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(dx[dxFrom + i - from]));
        }
        int skipped = 0;
        for (int i = from; i < to; i++) {
            float before = x[i];
            double near = difference(x, i, before, STEP, loss, smooth);
            double far = difference(x, i, before, 2 * STEP, loss, smooth);
            x[i] = before;
            if (Double.isNaN(near + far)) {
                skipped++;
                continue;
            }
            double numeric = (4 * near - far) / 3;
            double analytic = dx[dxFrom + i - from];
            double limit = TOLERANCE * Math.max(Math.max(Math.abs(analytic), Math.abs(numeric)), 0.01 * largest) + noise;
            int at = i - from;
            assertTrue(Math.abs(analytic - numeric) <= limit, () -> name + "[" + at + "]: gradient " + analytic + ", by differences " + numeric);
        }
        return to - from - skipped;
    }

    /// NaN if there is a kink between the two places.
    private static double difference(float[] x, int i, float middle, float step, DoubleSupplier loss, BooleanSupplier smooth) {
        x[i] = middle + step;
        double right = x[i];
        double up = loss.getAsDouble();
        boolean usable = smooth.getAsBoolean();
        x[i] = middle - step;
        double down = loss.getAsDouble();
        return usable && smooth.getAsBoolean() ? (up - down) / (right - x[i]) : Double.NaN;
    }

    /// The same for functions without kinks.
    public static void check(String name, float[] x, int from, int to, float[] dx, int dxFrom, DoubleSupplier loss) {
        check(name, x, from, to, dx, dxFrom, loss, () -> true, 1e-4);
    }

    /// Normal numbers of a fixed stream.
    public static float[] random(String purpose, int size, double standardDeviation) {
        float[] numbers = new float[size];
        CounterRandom.of(7, purpose).fillGaussian(numbers, 0, size, (float) standardDeviation);
        return numbers;
    }
}
