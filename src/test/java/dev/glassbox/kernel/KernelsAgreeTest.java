package dev.glassbox.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.UpdateKernels.AdamWStep;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector kernels give the bits of the readable ones, for every operation at awkward sizes.
/// Results are written at an odd offset between guards, so a kernel that writes outside its target is caught too.
class KernelsAgreeTest {

    private static final float GUARD = 12345;
    private static final int OFF = 3;
    private final Kernels scalar = Kernels.scalar();
    private final Kernels vector = Kernels.best();

    /// Room for the results of one operation; called once with each of the two kernels.
    private void assertSameBits(String operation, int length, BiConsumer<Kernels, float[]> call) {
        float[] expected = run(scalar, length, call);
        float[] actual = run(vector, length, call);
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertEquals(Float.floatToIntBits(expected[i]), Float.floatToIntBits(actual[i]),
                () -> operation + " at " + at + ": scalar " + expected[at] + ", vector " + actual[at]);
        }
    }

    private static float[] run(Kernels kernels, int length, BiConsumer<Kernels, float[]> call) {
        float[] out = new float[OFF + length + 20];
        Arrays.fill(out, GUARD);
        float[] start = random("start", length, 1);
        System.arraycopy(start, 0, out, OFF, length);
        call.accept(kernels, out);
        return out;
    }

    private static float[] random(String purpose, int n, float scale) {
        float[] x = new float[n];
        CounterRandom.of(11, purpose).fillGaussian(x, 0, n, scale);
        return x;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 33, 64, 100, 257})
    void elementOperations(int n) {
        float[] a = random("a", n + OFF, 4);
        float[] b = random("b", n + OFF, 4);
        float[] positive = random("positive", n + OFF, 2);
        for (int i = 0; i < positive.length; i++) {
            positive[i] = FloatMath.exp(positive[i]);
        }
        assertSameBits("add", n, (k, y) -> k.add(n, a, 1, b, 2, y, OFF));
        assertSameBits("multiply", n, (k, y) -> k.multiply(n, a, 1, b, 2, y, OFF));
        assertSameBits("axpy", n, (k, y) -> k.axpy(n, 0.3f, a, 1, y, OFF));
        assertSameBits("scale", n, (k, y) -> k.scale(n, 0.3f, y, OFF));
        assertSameBits("exp", n, (k, y) -> k.exp(n, a, 1, y, OFF));
        assertSameBits("log", n, (k, y) -> k.log(n, positive, 1, y, OFF));
        assertSameBits("tanh", n, (k, y) -> k.tanh(n, a, 1, y, OFF));
        assertSameBits("erf", n, (k, y) -> k.erf(n, a, 1, y, OFF));
        assertSameBits("gelu", n, (k, y) -> k.gelu(n, a, 1, y, OFF));
        assertSameBits("geluBackward", n, (k, y) -> k.geluBackward(n, a, 1, b, 2, y, OFF));
        assertSameBits("geluErf", n, (k, y) -> k.geluErf(n, a, 1, y, OFF));
        assertSameBits("geluErfBackward", n, (k, y) -> k.geluErfBackward(n, a, 1, b, 2, y, OFF));
        assertSameBits("relu", n, (k, y) -> k.relu(n, a, 1, y, OFF));
        assertSameBits("reluBackward", n, (k, y) -> k.reluBackward(n, a, 1, b, 2, y, OFF));
        assertSameBits("silu", n, (k, y) -> k.silu(n, a, 1, y, OFF));
        assertSameBits("siluBackward", n, (k, y) -> k.siluBackward(n, a, 1, b, 2, y, OFF));
        assertSameBits("gelu in place", n, (k, y) -> k.gelu(n, y, OFF, y, OFF));
    }

    @Test
    void functionsAtUnusualValues() {
        float[] x = {0f, -0f, 1, -1, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 1e-40f, Float.MAX_VALUE, -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, -86.9f, -86.95f, -87, 88.72283f, 88.73f, 88.4f, 0.625f, 4, -4,
            4.1f, 0.99999994f, 1e-20f, 30, -30, 5e18f, 0.70710677f, 0.7071068f, 2, 0.5f};
        int n = x.length;
        assertSameBits("exp", n, (k, y) -> k.exp(n, x, 0, y, OFF));
        assertSameBits("log", n, (k, y) -> k.log(n, x, 0, y, OFF));
        assertSameBits("tanh", n, (k, y) -> k.tanh(n, x, 0, y, OFF));
        assertSameBits("erf", n, (k, y) -> k.erf(n, x, 0, y, OFF));
        assertSameBits("gelu", n, (k, y) -> k.gelu(n, x, 0, y, OFF));
        assertSameBits("geluErf", n, (k, y) -> k.geluErf(n, x, 0, y, OFF));
        assertSameBits("relu", n, (k, y) -> k.relu(n, x, 0, y, OFF));
        assertSameBits("silu", n, (k, y) -> k.silu(n, x, 0, y, OFF));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 33, 64, 100, 257})
    void rowOperations(int n) {
        int rows = 5;
        int ld = n + 3;
        float[] x = random("x", rows * ld + OFF, 3);
        float[] dy = random("dy", rows * ld + OFF, 1);
        float[] gain = random("gain", n + OFF, 1);
        float[] bias = random("bias", n + OFF, 1);
        float[] mean = random("mean", rows + 1, 1);
        float[] rstd = random("rstd", rows + 1, 1);
        int[] targets = {0, n - 1, -1, n / 2, n / 3};
        int size = rows * ld;
        assertSameBits("sum", 1, (k, y) -> y[OFF] = k.sum(n, x, 1));
        assertSameBits("sumSquares", 1, (k, y) -> y[OFF] = k.sumSquares(n, x, 1));
        assertSameBits("dot", 1, (k, y) -> y[OFF] = k.dot(n, x, 1, dy, 2));
        assertSameBits("max", 1, (k, y) -> y[OFF] = k.max(n, x, 1));
        assertSameBits("addBias", size, (k, y) -> k.addBias(rows, n, bias, 1, y, OFF, ld));
        assertSameBits("sumColumns", n, (k, y) -> k.sumColumns(rows, n, x, 1, ld, y, OFF, false));
        assertSameBits("sumColumns accumulating", n, (k, y) -> k.sumColumns(rows, n, x, 1, ld, y, OFF, true));
        assertSameBits("softmaxRows", size, (k, y) -> k.softmaxRows(rows, n, 0.5f, x, 1, ld, y, OFF, ld));
        assertSameBits("softmaxRows in place", size, (k, y) -> k.softmaxRows(rows, n, 0.5f, y, OFF, ld, y, OFF, ld));
        assertSameBits("softmaxBackwardRows", size,
            (k, y) -> k.softmaxBackwardRows(rows, n, 0.5f, x, 1, ld, dy, 2, ld, y, OFF, ld));
        for (int past : new int[] {0, 1, n / 2}) {
            assertSameBits("softmaxRowsCausal", size, (k, y) -> k.softmaxRowsCausal(rows, n, past, 0.5f, x, 1, ld, y, OFF, ld));
            assertSameBits("softmaxBackwardRowsCausal", size,
                (k, y) -> k.softmaxBackwardRowsCausal(rows, n, past, 0.5f, x, 1, ld, dy, 2, ld, y, OFF, ld));
        }
        for (float[] g : new float[][] {gain, null}) {
            for (float[] b : new float[][] {bias, null}) {
                assertSameBits("layerNormRows", size, (k, y) -> k.layerNormRows(rows, n, 1e-5f, x, 1, ld, g, 1, b, 2,
                    y, OFF, ld, new float[rows + 1], new float[rows + 1], 1));
            }
            assertSameBits("layerNormRows statistics", 2 * rows, (k, y) -> k.layerNormRows(rows, n, 1e-5f, x, 1, ld, g, 1, null, 2,
                new float[size], 0, ld, y, Arrays.copyOf(y, rows + OFF), OFF));
            assertSameBits("rmsNormRows", size, (k, y) -> k.rmsNormRows(rows, n, 1e-5f, x, 1, ld, g, 1, y, OFF, ld, new float[rows + 1], 1));
            for (boolean accumulate : new boolean[] {false, true}) {
                assertSameBits("layerNormBackwardRows", size, (k, y) -> k.layerNormBackwardRows(rows, n, dy, 2, ld, x, 1, ld, g, 1,
                    mean, rstd, 1, y, OFF, ld, accumulate));
                assertSameBits("rmsNormBackwardRows", size, (k, y) -> k.rmsNormBackwardRows(rows, n, dy, 2, ld, x, 1, ld, g, 1,
                    rstd, 1, y, OFF, ld, accumulate));
            }
        }
        assertSameBits("layerNormBackwardRows in place", size, (k, y) -> k.layerNormBackwardRows(rows, n, y, OFF, ld, x, 1, ld, gain, 1,
            mean, rstd, 1, y, OFF, ld, false));
        assertSameBits("layerNormGainGradient", n,
            (k, y) -> k.layerNormGainGradient(rows, n, dy, 2, ld, x, 1, ld, mean, rstd, 1, y, OFF));
        assertSameBits("rmsNormGainGradient", n, (k, y) -> k.rmsNormGainGradient(rows, n, dy, 2, ld, x, 1, ld, rstd, 1, y, OFF));
        assertSameBits("crossEntropyRows", size + rows,
            (k, y) -> k.crossEntropyRows(rows, n, 0.2f, x, 1, ld, targets, 0, y, OFF, y, OFF + rows, ld));
        assertSameBits("crossEntropyRows loss only", rows,
            (k, y) -> k.crossEntropyRows(rows, n, 0.2f, x, 1, ld, targets, 0, y, OFF, null, 0, 0));
        assertSameBits("crossEntropyRows in place", size,
            (k, y) -> k.crossEntropyRows(rows, n, 0.2f, y, OFF, ld, targets, 0, new float[rows], 0, y, OFF, ld));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 33, 64, 100, 257})
    void optimizerSteps(int n) {
        float[] g = random("g", n + OFF + 1, 1);
        AdamWStep step = new AdamWStep(1e-3f, 0.9f, 0.99f, 1e-8f, 0.1f, 1.7f, 2.3f, 0.4f);
        for (int output = 0; output < 3; output++) {
            int which = output;
            assertSameBits("adamW, array " + which, n, (k, y) -> {
                float[][] state = state(which, y, g.length);
                k.adamW(OFF, OFF + n, step, state[0], g, state[1], state[2]);
            });
        }
        for (int output = 0; output < 2; output++) {
            int which = output;
            assertSameBits("momentum, array " + which, n, (k, y) -> {
                float[][] state = state(which, y, g.length);
                k.momentum(OFF, OFF + n, 0.1f, 0.9f, 0.01f, 0.5f, state[0], g, state[1]);
            });
            assertSameBits("rmsProp, array " + which, n, (k, y) -> {
                float[][] state = state(which, y, g.length);
                k.rmsProp(OFF, OFF + n, 0.1f, 0.9f, 1e-8f, 0.01f, 0.5f, state[0], g, state[1]);
            });
        }
        assertSameBits("sgd", n, (k, y) -> k.sgd(OFF, OFF + n, 0.1f, 0.01f, 0.5f, y, g));
    }

    /// Weights and two moments, one of them `y`; moments are not negative.
    private static float[][] state(int which, float[] y, int length) {
        float[][] state = {random("w", length, 1), random("m", length, 1), random("v", length, 1)};
        state[which] = y;
        for (float[] moment : new float[][] {state[1], state[2]}) {
            for (int i = 0; i < moment.length; i++) {
                moment[i] = Math.abs(moment[i]);
            }
        }
        return state;
    }

    @Test
    void anIgnoredTargetCostsNothing() {
        float[] loss = {9, 9};
        float[] dx = {9, 9, 9, 9};
        vector.crossEntropyRows(2, 2, 1, new float[] {1, 2, 3, 3}, 0, 2, new int[] {-1, 0}, 0, loss, 0, dx, 0, 2);
        assertEquals(0, loss[0]);
        assertEquals(StrictMath.log(2), loss[1], 1e-7);
        assertEquals(0, dx[0]);
        assertEquals(-0.5, dx[2], 1e-7);
    }

    @Test
    void kernelsSaySomethingOnlyWhereSomethingIsLacking() {
        assertTrue(Kernels.best().lanes() > 1, Kernels.best().name());
        assertEquals(Kernels.best().lanes() == 4, Kernels.best().limit().isPresent());
        assertEquals("scalar", Kernels.scalar().name());
        assertEquals(Optional.empty(), Kernels.scalar().limit());
    }
}
