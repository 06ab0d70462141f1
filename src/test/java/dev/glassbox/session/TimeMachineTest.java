package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingState;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeMachineTest {

    private static final long SECOND = 1_000_000_000;

    /// A tiny run trained on this thread, recorded by a machine with room for about `keyframes` weights.
    private static TimeMachine recorded(int steps, int keyframes, int... bookmarks) throws Exception {
        LoadedSpec loaded = LoadedSpec.load(TinyRuns.spec(steps), (_, _) -> {});
        try (RowPool alone = new RowPool(1)) {
            Trainer trainer = new Trainer(loaded.transformer(), loaded.spec().training(), loaded.tokens().train(), loaded.tokens().validation(),
                    Kernels.scalar(), alone);
            TimeMachine past = new TimeMachine(keyframes * 4L * loaded.parameterCount()).withoutHaste();
            past.at(trainer, 0);
            for (int step = 1; step <= steps; step++) {
                past.beforeStep(trainer);
                trainer.step();
                past.at(trainer, SECOND);
                for (int bookmark : bookmarks) {
                    if (bookmark == step) {
                        past.bookmark(step, trainer.parameters().values().clone());
                    }
                }
                assertTrue(past.bytes() <= past.budget(), "step " + step + ": " + past.bytes() + " of " + past.budget());
            }
            return past;
        }
    }

    @Test
    void everyStepIsKeptWhileThereIsRoom() throws Exception {
        TimeMachine past = recorded(10, 40);
        assertArrayEquals(IntStream.rangeClosed(0, 10).toArray(), past.steps());
        assertEquals(1, past.stride());
        assertEquals(8, past.fullAtOrBefore(10).orElseThrow().stepsDone());
    }

    @Test
    void aFullBudgetDoublesTheStrideAndKeepsFirstLastAndBookmarks() throws Exception {
        TimeMachine past = recorded(101, 30, 7, 33);
        int[] steps = past.steps();
        assertTrue(past.stride() >= 8, "stride " + past.stride());
        assertEquals(0, steps[0]);
        assertTrue(steps[steps.length - 1] > 101 - past.stride());
        assertTrue(Arrays.stream(steps).allMatch(step -> step % past.stride() == 0 || step == 7 || step == 33), Arrays.toString(steps));
        assertArrayEquals(new int[] {7, 33}, past.bookmarks());
        assertTrue(past.weights(7).isPresent());
        assertTrue(past.weights(33).isPresent());
        for (int step = 0; step <= 101; step++) {
            TrainingState full = past.fullAtOrBefore(step).orElseThrow();
            assertTrue(step - full.stepsDone() < 2 * TimeMachine.FULL * past.stride(), step + " is far from " + full.stepsDone());
        }
    }

    @Test
    void theNearestKeyframeAnswersForEveryStep() throws Exception {
        TimeMachine past = recorded(100, 30);
        int stride = past.stride();
        assertEquals(2 * stride, past.nearest(2 * stride + 1));
        assertEquals(3 * stride, past.nearest(3 * stride - 1));
        assertEquals(0, past.nearest(0));
        assertEquals(-1, new TimeMachine(1000).nearest(5));
    }

    @Test
    void aRemovedBookmarkFreesItsWeights() throws Exception {
        TimeMachine past = recorded(101, 30, 7);
        long before = past.bytes();
        past.removeBookmark(7);
        assertEquals(0, past.bookmarks().length);
        assertTrue(past.weights(7).isEmpty());
        assertTrue(past.bytes() < before);
    }

    @Test
    void aModelTooLargeForTheBudgetHoldsNothingRatherThanTooMuch() throws Exception {
        TimeMachine past = recorded(20, 2);
        assertTrue(past.bytes() <= past.budget());
        assertTrue(past.knowsTheBeginning(), "its steps can still be computed again from the first weights");
    }

    @Test
    void windowsOfTextAreCountedThroughTheKeyframes() throws Exception {
        TimeMachine past = recorded(50, 30);
        for (int step : new int[] {0, 1, 17, 50}) {
            assertEquals(4L * step, past.windowsDrawn(step));
        }
        assertEquals(4, past.batchSize(20));
    }

    @Test
    void takingKeyframesLeavesAlmostAllTimeToTraining() throws Exception {
        LoadedSpec loaded = LoadedSpec.load(TinyRuns.spec(10), (_, _) -> {});
        try (RowPool alone = new RowPool(1)) {
            Trainer trainer = new Trainer(loaded.transformer(), loaded.spec().training(), loaded.tokens().train(), loaded.tokens().validation(),
                    Kernels.scalar(), alone);
            TimeMachine past = new TimeMachine(TimeMachine.DEFAULT_BUDGET);
            past.at(trainer, 0);
            for (int step = 1; step <= 400; step++) {
                trainer.step();
                past.at(trainer, 1); // steps that take no time at all: nothing more may be recorded
            }
            assertArrayEquals(new int[] {0}, past.steps());
            trainer.step();
            past.at(trainer, 10 * SECOND);
            assertArrayEquals(new int[] {0, 401}, past.steps());
        }
    }
}
