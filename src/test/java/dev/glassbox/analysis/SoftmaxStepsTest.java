package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Row B31.
class SoftmaxStepsTest {
    @Test
    void aLogitOfAThousandOverflowsOnlyWithoutTheShift() {
        SoftmaxSteps steps = SoftmaxSteps.of(new double[] {1000, 999, -1000});
        assertEquals(Float.POSITIVE_INFINITY, steps.naiveExponential(0));
        assertTrue(Float.isNaN(steps.naiveProbability(0)));
        assertEquals(0.7310585786, steps.probability(0), 1e-10);
        assertEquals(1, steps.probability(0) + steps.probability(1) + steps.probability(2), 1e-15);
        assertEquals(Float.POSITIVE_INFINITY, SoftmaxSteps.of(new double[] {88.73}).naiveSum());
        assertTrue(Float.isFinite(SoftmaxSteps.of(new double[] {88.72}).naiveSum()));
    }

    @Test
    void allLogitsVeryLowVanishOnlyWithoutTheShift() {
        SoftmaxSteps steps = SoftmaxSteps.of(new double[] {-1000, -1000});
        assertTrue(Float.isNaN(steps.naiveProbability(0)));
        assertEquals(0.5, steps.probability(0));
    }

    @Test
    void addingANumberToAllLogitsChangesNothing() {
        double[] z = {2, 1, 0.5, -1, 3};
        SoftmaxSteps steps = SoftmaxSteps.of(z);
        for (double c : new double[] {-100, -3.7, 0.1, 50, 1e4}) {
            SoftmaxSteps shifted = SoftmaxSteps.of(Arrays.stream(z).map(value -> value + c).toArray());
            for (int i = 0; i < z.length; i++) {
                assertEquals(steps.probability(i), shifted.probability(i), 1e-11);
            }
        }
    }

    @Test
    void smallLogitsAgreeWithTheCarelessForm() {
        SoftmaxSteps steps = SoftmaxSteps.of(new double[] {2, 1, 0.5});
        for (int i = 0; i < 3; i++) {
            assertEquals(steps.probability(i), steps.naiveProbability(i), 1e-6);
        }
    }

    @Test
    void refusesWhatHasNoMaximum() {
        assertThrows(IllegalArgumentException.class, () -> SoftmaxSteps.of(new double[0]));
        assertThrows(IllegalArgumentException.class, () -> SoftmaxSteps.of(new double[] {Double.NEGATIVE_INFINITY}));
    }
}
