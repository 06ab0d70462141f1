package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final double RATE = 0.01;
    private static final int STEPS = 1_000;

    @Test
    void theLinearOneIsTheRateTimesTheShareThatIsLeft() {
        for (int step : new int[] {0, 1, 250, 500, 999}) {
            assertEquals(RATE * (1 - step / 1000.0), Schedule.LINEAR.rate(step, RATE, 0, STEPS, 0), 1e-15, "step " + step);
        }
        assertEquals(0, Schedule.LINEAR.rate(1_500, RATE, 0, STEPS, 0), "a run that goes on stays where the curve ended");
    }

    @Test
    void theCosineRisesForAHundredthOfTheRunAndEndsAtItsLowest() {
        int warmup = STEPS / 100;
        double lowest = 0.1 * RATE;
        assertEquals(RATE / warmup, Schedule.COSINE.rate(0, RATE, warmup, STEPS, lowest), 1e-15);
        assertEquals(RATE, Schedule.COSINE.rate(warmup - 1, RATE, warmup, STEPS, lowest), 1e-15);
        assertEquals(RATE, Schedule.COSINE.rate(warmup, RATE, warmup, STEPS, lowest), 1e-15);
        assertEquals((RATE + lowest) / 2, Schedule.COSINE.rate((STEPS + warmup) / 2, RATE, warmup, STEPS, lowest), 1e-12, "half-way down in the middle");
        assertEquals(lowest, Schedule.COSINE.rate(STEPS, RATE, warmup, STEPS, lowest), 1e-15);
        for (int step = warmup; step < STEPS; step++) {
            assertTrue(Schedule.COSINE.rate(step + 1, RATE, warmup, STEPS, lowest) < Schedule.COSINE.rate(step, RATE, warmup, STEPS, lowest), "step " + step);
        }
    }

    @Test
    void theConstantOneKeepsItsRate() {
        assertEquals(RATE, Schedule.CONSTANT.rate(0, RATE, 10, STEPS, 0));
        assertEquals(RATE, Schedule.CONSTANT.rate(5_000, RATE, 10, STEPS, 0));
    }
}
