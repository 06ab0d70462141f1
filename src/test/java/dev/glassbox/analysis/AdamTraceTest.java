package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.AdamTrace.Row;
import dev.glassbox.analysis.AdamTrace.Setting;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.train.Optimizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTraceTest {

    private static double[] constant(double g) {
        double[] all = new double[10];
        Arrays.fill(all, g);
        return all;
    }

    @Test
    void withBiasCorrectionEveryStepOfAConstantGradientIsTheLearningRate() {
        for (Row row : AdamTrace.of(constant(0.3), new Setting(0.01, 0.9, 0.999, 1e-8, true, false))) {
            assertEquals(0.01, row.step(), 1e-9);
            assertEquals(0.3, row.mHat(), 1e-12);
            assertEquals(0.09, row.vHat(), 1e-12);
        }
    }

    @Test
    void withoutItTheFirstStepsAreTooLarge() {
        List<Row> off = AdamTrace.of(constant(1), new Setting(1, 0.9, 0.999, 1e-8, false, false));
        assertEquals(0.1 / Math.sqrt(0.001), off.getFirst().step(), 1e-6);
        assertEquals(3.162, off.getFirst().step(), 1e-3);
        List<Row> upstream = AdamTrace.of(constant(1), new Setting(0.01, 0.85, 0.99, 1e-8, false, false));
        assertEquals(0.015, upstream.getFirst().step(), 1e-8, "0.15 / √0.01 = 1.5 times the rate");
        assertTrue(off.get(9).step() > off.getFirst().step(), "m warms up faster than v, so the steps still grow in the first ten");
    }

    /// The error museum's case: ε inside the root shrinks the step by a third.
    @Test
    void epsilonInsideTheRootGivesAnotherStep() {
        assertEquals(1.0, AdamTrace.of(constant(1e-4), new Setting(1, 0.9, 0.999, 1e-8, true, false)).getFirst().step(), 1e-3);
        assertEquals(0.707, AdamTrace.of(constant(1e-4), new Setting(1, 0.9, 0.999, 1e-8, true, true)).getFirst().step(), 1e-3);
    }

    @Test
    void agreesWithTheOptimizerThatTrains() {
        double[] g = {0.5, -0.2, 0.1, 0.3, -0.4, 0.25, 0.05, -0.1, 0.6, 0.2};
        for (boolean correction : new boolean[] {true, false}) {
            float[] w = {1};
            Optimizer adam = new Optimizer.AdamW(0.85, 0.99, 1e-8f, correction, new float[1], new float[1]);
            double expected = 1;
            for (Row row : AdamTrace.of(g, new Setting(0.01, 0.85, 0.99, 1e-8, correction, false))) {
                adam.apply(Kernels.scalar(), new Optimizer.Update(row.t(), 0.01, 1), 0, 0, 1, w, new float[] {(float) row.g()});
                expected -= row.step();
                assertEquals(expected, w[0], 1e-6, "after update " + row.t());
                assertEquals(row.m(), adam.moments().get(0)[0], 1e-6);
                assertEquals(row.v(), adam.moments().get(1)[0], 1e-6);
            }
        }
    }
}
