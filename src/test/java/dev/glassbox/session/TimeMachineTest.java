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
                past.at(trainer, 4 * 8);
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
    void takingKeyframesLeavesAlmostAllWorkToTraining() throws Exception {
        assertArrayEquals(new int[] {0, 1}, thrifty(400, 0), "steps that read nothing pay for nothing but the first");
        int[] little = thrifty(400, 4);
        int[] more = thrifty(400, 32);
        assertTrue(little.length >= 400 / 64 && little.length <= 400 / 16, Arrays.toString(little));
        assertTrue(more.length >= 400 / 8 && more.length <= 400 / 2, Arrays.toString(more));
        assertEquals(401, thrifty(400, 1024).length);
    }

    @Test
    void aStateThatDoesNotFitIsNeverCopied() throws Exception {
        LoadedSpec loaded = LoadedSpec.load(TinyRuns.spec(10), (_, _) -> {});
        try (RowPool alone = new RowPool(1)) {
            Trainer trainer = trainer(loaded, alone);
            TimeMachine past = new TimeMachine(2 * 4L * loaded.parameterCount());
            past.at(trainer, 0);
            assertArrayEquals(new int[] {0}, past.steps());
            assertTrue(past.fullAtOrBefore(0).isEmpty(), "weights fit, the whole state does not");
            TimeMachine none = new TimeMachine(3 * loaded.parameterCount());
            for (int step = 0; step < 5; step++) {
                none.at(trainer, 1000);
                trainer.step();
            }
            assertEquals(0, none.version(), "nothing was taken, so nothing was thrown away");
        }
    }

    /// Steps kept of a run whose steps read so many tokens.
    private static int[] thrifty(int steps, int tokens) throws Exception {
        LoadedSpec loaded = LoadedSpec.load(TinyRuns.spec(10), (_, _) -> {});
        try (RowPool alone = new RowPool(1)) {
            Trainer trainer = trainer(loaded, alone);
            TimeMachine past = new TimeMachine(TimeMachine.DEFAULT_BUDGET);
            past.at(trainer, 0);
            for (int step = 1; step <= steps; step++) {
                trainer.step();
                past.at(trainer, tokens);
            }
            return past.steps();
        }
    }

    private static Trainer trainer(LoadedSpec loaded, RowPool alone) {
        return new Trainer(loaded.transformer(), loaded.spec().training(), loaded.tokens().train(), loaded.tokens().validation(), Kernels.scalar(), alone);
    }
}
