package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LossHistoryTest {

    private static LossHistory grown(LossHistory from, int first, int last) {
        LossHistory.Recorder recorder = new LossHistory.Recorder(from);
        for (int step = first; step <= last; step++) {
            recorder.add(step, 1.0 / step);
        }
        return recorder.upTo(last);
    }

    @Test
    void aShortRunKeepsEveryStep() {
        LossHistory history = grown(LossHistory.EMPTY, 1, 100);
        assertEquals(100, history.points().size());
        assertEquals(new LossHistory.Point(7, 1f / 7), history.points().get(6));
    }

    @Test
    void aLongRunStaysSmallAndEvenlySpaced() {
        LossHistory history = grown(LossHistory.EMPTY, 1, 100_000);
        assertTrue(history.points().size() <= LossHistory.LIMIT);
        assertTrue(history.points().size() > LossHistory.LIMIT / 4);
        assertTrue(history.points().stream().allMatch(point -> point.step() % history.stride() == 0));
    }

    @Test
    void whatIsKeptDoesNotDependOnInterruptions() {
        LossHistory whole = grown(LossHistory.EMPTY, 1, 5_000);
        assertEquals(whole, grown(grown(LossHistory.EMPTY, 1, 1_777), 1_778, 5_000));
    }
}
