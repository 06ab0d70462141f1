package dev.glassbox.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// The polynomials against StrictMath in double precision. The bounds are the measured errors, rounded up.
class FloatMathTest {

    interface FloatFunction {
        float apply(float x);
    }

    @Test
    void expIsAccurateOverItsWholeRange() {
        assertRelativeError(1.2e-7, -86.9, 88.72, FloatMath::exp, StrictMath::exp);
    }

    @Test
    void expEndsInZeroAndInfinity() {
        assertEquals(0f, FloatMath.exp(Float.NEGATIVE_INFINITY));
        assertEquals(0f, FloatMath.exp(-90));
        assertEquals(1f, FloatMath.exp(0));
        assertEquals(Float.POSITIVE_INFINITY, FloatMath.exp(89));
        assertTrue(Float.isNaN(FloatMath.exp(Float.NaN)));
    }

    @Test
    void expOfADoubleIsAccurateOverItsWholeRange() {
        double worst = 0;
        for (int i = 0; i <= 1_000_000; i++) {
            double x = -708 + (709.78 + 708) * i / 1_000_000;
            worst = Math.max(worst, Math.abs(DoubleMath.exp(x) / StrictMath.exp(x) - 1));
        }
        for (int i = 0; i <= 100_000; i++) {
            double x = -1 + 2.0 * i / 100_000;
            worst = Math.max(worst, Math.abs(DoubleMath.exp(x) / StrictMath.exp(x) - 1));
        }
        assertTrue(worst <= 4e-16, "relative error " + worst);
    }

    @Test
    void expOfADoubleEndsInZeroAndInfinity() {
        assertEquals(0, DoubleMath.exp(Double.NEGATIVE_INFINITY));
        assertEquals(0, DoubleMath.exp(-746));
        assertEquals(1, DoubleMath.exp(0));
        assertEquals(StrictMath.exp(-744), DoubleMath.exp(-744), Double.MIN_VALUE);
        assertTrue(Double.isFinite(DoubleMath.exp(709.78)));
        assertEquals(Double.POSITIVE_INFINITY, DoubleMath.exp(710));
        assertTrue(Double.isNaN(DoubleMath.exp(Double.NaN)));
    }

    @Test
    void logIsAccurateNearOneAndFarAway() {
        assertRelativeError(1.3e-7, 0.5, 2, FloatMath::log, StrictMath::log);
        assertRelativeError(1.3e-7, 1e-3, 1e4, FloatMath::log, StrictMath::log);
        assertRelativeError(1.3e-7, 1e-44, 1e-37, FloatMath::log, StrictMath::log);
    }

    @Test
    void logOfTheBorders() {
        assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(0));
        assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(-0f));
        assertEquals(0f, FloatMath.log(1));
        assertTrue(Float.isNaN(FloatMath.log(-1)));
        assertTrue(Float.isNaN(FloatMath.log(Float.NaN)));
        assertEquals(Float.POSITIVE_INFINITY, FloatMath.log(Float.POSITIVE_INFINITY));
    }

    @Test
    void tanhIsAccurate() {
        assertRelativeError(1.6e-7, -12, 12, FloatMath::tanh, StrictMath::tanh);
        assertRelativeError(1.6e-7, -1e-3, 1e-3, FloatMath::tanh, StrictMath::tanh);
        assertEquals(-1f, FloatMath.tanh(Float.NEGATIVE_INFINITY));
    }

    @Test
    void erfIsAccurate() {
        assertRelativeError(1.8e-7, -6, 6, FloatMath::erf, FloatMathTest::erfBySeries);
        assertRelativeError(1.8e-7, -1e-3, 1e-3, FloatMath::erf, FloatMathTest::erfBySeries);
    }

    @Test
    void sigmoidIsAccurate() {
        assertRelativeError(2.5e-7, -79, 79, FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)));
        assertEquals(1f, FloatMath.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(0f, FloatMath.sigmoid(Float.NEGATIVE_INFINITY), 1e-34f);
        assertTrue(Float.isNaN(FloatMath.sigmoid(Float.NaN)));
    }

    @Test
    void normalCumulativeIsAccurate() {
        for (double x = -12; x < 12; x += 1e-3) {
            float xf = (float) x;
            double expected = 0.5 * (1 + erfBySeries(Math.max(-6, Math.min(6, xf / StrictMath.sqrt(2)))));
            assertEquals(expected, FloatMath.normalCumulative(xf, FloatMath.exp(xf * xf * -0.5f)), 2.2e-7);
        }
    }

    @Test
    void geluIsAccurateToAFewUnitsOfItsInput() {
        Kernels kernels = Kernels.scalar();
        for (double d = -9; d < 9; d += 1e-3) {
            float[] x = {(float) d};
            float[] y = new float[1];
            kernels.gelu(1, x, 0, y, 0);
            double u = StrictMath.sqrt(2 / StrictMath.PI) * (x[0] + 0.044715 * x[0] * x[0] * x[0]);
            assertEquals(0.5 * x[0] * (1 + StrictMath.tanh(u)), y[0], 2.5e-7 * Math.max(1, Math.abs(d)));
            kernels.geluErf(1, x, 0, y, 0);
            assertEquals(0.5 * x[0] * (1 + erfBySeries(x[0] / StrictMath.sqrt(2))), y[0], 2.5e-7 * Math.max(1, Math.abs(d)));
        }
    }

    private static void assertRelativeError(double bound, double from, double to, FloatFunction f, DoubleUnaryOperator exact) {
        double worst = 0;
        double at = 0;
        for (int i = 0; i <= 200_000; i++) {
            float x = (float) (from + (to - from) * i / 200_000);
            double expected = exact.applyAsDouble(x);
            double scale = Math.max(Math.abs(expected), Float.MIN_NORMAL);
            double error = Math.abs(f.apply(x) - expected) / scale;
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        assertTrue(worst <= bound, "largest relative error " + worst + " at " + at + ", allowed " + bound);
    }

    /// Series with only positive terms, e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·5…(2n+1)): full double precision up to |x| = 6.
    private static double erfBySeries(double x) {
        double term = x;
        double sum = 0;
        for (int n = 0; n < 200; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 3);
        }
        return Math.min(1, Math.max(-1, 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum));
    }
}
