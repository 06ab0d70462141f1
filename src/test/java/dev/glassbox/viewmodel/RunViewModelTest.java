package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.text.TokenizerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunViewModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final RunViewModel run = window.run();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(java.util.function.BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    @Test
    void nothingChangesBetweenPulses() throws InterruptedException {
        run.open(TinyRuns.spec(1_000_000), true);
        until(() -> run.getStep() > 0);
        int seen = run.getStep();
        Thread.sleep(120);
        assertEquals(seen, run.getStep());
        until(() -> run.getStep() > seen);
    }

    @Test
    void newsWaitForThePictureTheyBelongToButNotForLong() throws InterruptedException {
        run.open(TinyRuns.spec(1_000_000), true);
        until(() -> run.getStep() > 0);
        int first = run.getStep();
        long now = System.nanoTime() + 1_000_000_000L;
        while (run.getStep() == first) {
            Thread.sleep(2);
            window.pulse().tick(now);
        }
        run.holdNewsWhile(() -> true);
        int seen = run.getStep();
        Thread.sleep(600); // two frames at least
        window.pulse().tick(now + 1);
        assertEquals(seen, run.getStep(), "held");
        window.pulse().tick(now + 300_000_000L);
        assertTrue(run.getStep() > seen, "a quarter of a second is enough");
        run.pause();
        long later = now + 300_000_001L;
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (run.getState() != RunState.PAUSED && System.nanoTime() < deadline) {
            Thread.sleep(2);
            window.pulse().tick(later); // no quarter of a second goes by
        }
        assertEquals(RunState.PAUSED, run.getState(), "that it has stopped is news at once");
        run.holdNewsWhile(() -> false);
    }

    @Test
    void playsPausesAndSteps() throws InterruptedException {
        run.open(TinyRuns.spec(1_000_000), false);
        until(() -> run.getState() == RunState.PAUSED);
        assertEquals(0, run.getStep());
        run.stepOnce();
        until(() -> run.getStep() == 1 && run.getState() == RunState.PAUSED);
        run.toggle();
        until(() -> run.getState() == RunState.RUNNING && run.getStep() > 2);
        run.toggle();
        until(() -> run.getState() == RunState.PAUSED);
        assertTrue(run.trainLossProperty().get() > 0);
        assertEquals(Math.exp(run.validationLossProperty().get()), run.perplexityProperty().get());
        assertEquals(run.getStep(), run.fingerprintStepProperty().get());
    }

    @Test
    void theWishBecomesAFactOnlyOnceTheRunHasAppliedIt() throws InterruptedException {
        run.open(TinyRuns.spec(1_000), false);
        until(() -> run.getState() == RunState.PAUSED);
        double before = run.settings().learningRateProperty().get();
        run.setLearningRate(0.125);
        assertEquals(before, run.settings().learningRateProperty().get());
        until(() -> run.settings().learningRateProperty().get() == 0.125);
    }

    @Test
    void aRunThatCannotBeLoadedLeavesTheShownOneAndSaysWhy() throws InterruptedException {
        run.open(TinyRuns.spec(1_000), false);
        until(() -> run.getState() == RunState.PAUSED);
        LoadedSpec shown = run.getLoaded().orElseThrow();
        run.open(TinyRuns.spec("short", TokenizerSpec.characters(), 10), true);
        until(() -> !run.opening().noticeProperty().get().isEmpty());
        assertTrue(run.opening().noticeProperty().get().contains("The current run stays."), run.opening().noticeProperty().get());
        assertSame(shown, run.getLoaded().orElseThrow());
        assertFalse(run.opening().loadingProperty().get());
        run.stepOnce();
        until(() -> run.getStep() == 1);
    }

    @Test
    void aNewRunTakesThePlaceOfTheOld() throws InterruptedException {
        run.open(TinyRuns.spec(1_000_000), true);
        until(() -> run.getStep() > 5);
        LoadedSpec old = run.getLoaded().orElseThrow();
        run.open(TinyRuns.spec(10), false);
        until(() -> run.getLoaded().orElseThrow() != old);
        assertEquals(0, run.getStep());
        assertEquals(RunState.PAUSED, run.getState());
        assertEquals(10, run.settings().lastStepProperty().get());
        assertTrue(Double.isNaN(run.trainLossProperty().get()));
    }

    @Test
    void theTimelineHoldsEveryStepAndTheRandomGuess() throws InterruptedException {
        run.open(TinyRuns.spec(30), true);
        until(() -> run.getState() == RunState.FINISHED);
        assertEquals(30, window.timeline().getPoints().size());
        assertEquals(30, window.timeline().getPoints().newestStep());
        assertEquals(Math.log(run.getLoaded().orElseThrow().config().vocabSize()), window.timeline().getRandomGuess());
    }
}
