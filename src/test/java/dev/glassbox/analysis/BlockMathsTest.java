package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import org.junit.jupiter.api.Test;

/// What the Block lens computes about norms, activations and layers without one.
class BlockMathsTest {
    private static final Kernels KERNELS = Kernels.scalar();

    private static float[] random(String name, int size, double std) {
        float[] values = new float[size];
        CounterRandom.of(1, name).fillGaussian(values, 0, size, (float) std);
        return values;
    }

    @Test
    void layerNormTakesTheMeanAndDividesByTheSpread() {
        NormSteps steps = NormSteps.of(Norm.Kind.LAYERNORM, new float[] {1, 2, 3, 6}, 1e-5, new float[] {2, 2, 2, 2}, new float[] {1, 1, 1, 1});
        assertEquals(3, steps.mean(), 1e-9);
        assertEquals(3.5, steps.variance(), 1e-9);
        assertArrayEquals(new float[] {-2, -1, 0, 3}, steps.centred());
        assertEquals(0, steps.meanAfter(), 1e-6);
        assertEquals(1, steps.meanSquareAfter(), 1e-5);
        assertEquals(3 / Math.sqrt(3.5) * 2 + 1, steps.y()[3], 1e-5);
    }

    @Test
    void afterRmsNormTheMeanSquareIsOneAndTheMeanStays() {
        float[] x = random("x", 16, 3);
        NormSteps steps = NormSteps.of(Norm.Kind.RMSNORM, x, 1e-5, new float[0], new float[0]);
        assertEquals(1, steps.meanSquareAfter(), 1e-5);
        assertEquals(steps.mean() * Math.pow(steps.meanSquare() + 1e-5, -0.5), steps.meanAfter(), 1e-6);
        NormSteps off = NormSteps.of(Norm.Kind.NONE, x, 1e-5, new float[0], new float[0]);
        assertArrayEquals(x, off.y());
    }

    @Test
    void theStepsEndWhereTheKernelEnds() {
        float[] x = random("x", 64, 2);
        float[] gain = random("gain", 64, 1);
        float[] bias = random("bias", 64, 1);
        float[] y = new float[64];
        KERNELS.layerNormRows(1, 64, 1e-5f, x, 0, 64, gain, 0, bias, 0, y, 0, 64, new float[1], new float[1], 0);
        assertArrayEquals(y, NormSteps.of(Norm.Kind.LAYERNORM, x, 1e-5, gain, bias).y(), 1e-5f);
        KERNELS.rmsNormRows(1, 64, 1e-5f, x, 0, 64, gain, 0, y, 0, 64, new float[1], 0);
        assertArrayEquals(y, NormSteps.of(Norm.Kind.RMSNORM, x, 1e-5, gain, bias).y(), 1e-5f);
    }

    @Test
    void inTwoDimensionsLayerNormKnowsTwoPointsAndRmsNormACircle() {
        for (int i = 0; i < 20; i++) {
            float[] x = {(float) (3 * Math.cos(i)), (float) (2 * Math.sin(i))};
            float[] layer = NormSteps.of(Norm.Kind.LAYERNORM, x, 1e-9, new float[0], new float[0]).y();
            assertEquals(1, Math.abs(layer[0]), 1e-3);
            assertEquals(0, layer[0] + layer[1], 1e-4);
            float[] rms = NormSteps.of(Norm.Kind.RMSNORM, x, 1e-9, new float[0], new float[0]).y();
            assertEquals(Math.sqrt(2), NormSteps.length(rms, 0, 2), 1e-4);
        }
    }

    @Test
    void activationsAndTheirSlopes() {
        assertArrayEquals(new float[] {0, 0, 2}, ActivationCurve.values(Activation.RELU, new float[] {-1, 0, 2}, KERNELS));
        assertArrayEquals(new float[] {0, 0, 1}, ActivationCurve.slopes(Activation.RELU, new float[] {-1, 0, 2}, KERNELS));
        assertEquals(0.841345, ActivationCurve.values(Activation.GELU, new float[] {1}, KERNELS)[0], 1e-5);
        assertEquals(0.841192, ActivationCurve.values(Activation.GELU_NEW, new float[] {1}, KERNELS)[0], 1e-5);
        assertEquals(0.731059, ActivationCurve.values(Activation.SILU, new float[] {1}, KERNELS)[0], 1e-5);
        for (Activation activation : Activation.values()) {
            ActivationCurve curve = ActivationCurve.of(activation, -4, 4, 802, KERNELS);
            for (int i = 1; i < 801; i++) {
                if (activation == Activation.RELU && Math.abs(curve.x()[i]) < 0.02) {
                    continue;
                }
                double difference = ((double) curve.y()[i + 1] - curve.y()[i - 1]) / ((double) curve.x()[i + 1] - curve.x()[i - 1]);
                assertEquals(difference, curve.slope()[i], 2e-3, activation + " at " + curve.x()[i]);
            }
        }
    }

    @Test
    void withoutActivationTwoLayersAreOneMatrix() {
        float[] x = random("x", 16, 1);
        LinearCollapse collapse = LinearCollapse.of(KERNELS, x, random("w1", 16 * 64, 0.3), random("b1", 64, 0.3), random("w2", 64 * 16, 0.3), random("b2", 16, 0.3));
        assertEquals(16 * 16, collapse.product().length);
        assertTrue(collapse.difference() < 1e-5, "only rounding apart: " + collapse.difference());
        assertTrue(NormSteps.length(collapse.stacked(), 0, 16) > 1);
        LinearCollapse plain = LinearCollapse.of(KERNELS, x, random("w1", 16 * 64, 0.3), new float[0], random("w2", 64 * 16, 0.3), new float[0]);
        assertTrue(plain.difference() < 1e-5);
        assertEquals(0, plain.bias().length);
    }
}
