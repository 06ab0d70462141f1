package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MomentViewModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final RunViewModel run = window.run();
    private final MomentViewModel moment = window.moment();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    private int traced() {
        return window.trace().getTrace().map(Trace::step).orElse(-1);
    }

    private void train(int steps) throws InterruptedException {
        run.open(TinyRuns.spec(steps), true);
        until(() -> run.getState() == RunState.FINISHED && traced() == steps && moment.keyframesProperty().get().length > 1);
    }

    @Test
    void aPastStepPutsTraceMapAndDiaryThereAndEndLeadsBack() throws InterruptedException {
        train(60);
        moment.view(17);
        assertFalse(moment.isLive());
        assertEquals("You are looking at step 17; the run is at step 60. Every lens shows the model as it was then.", moment.sentence());
        until(() -> traced() == 17 && moment.isExact() && !moment.fingerprintProperty().get().isEmpty());
        assertEquals(window.trace().getTrace().orElseThrow().snapshot().parameters().fingerprint(), moment.fingerprintProperty().get());
        assertEquals(17, window.map().getMap().orElseThrow().step());
        until(() -> window.diary().getNewest().map(DiaryLine::step).orElse(-1) == 17);
        moment.backToLive();
        until(() -> traced() == 60);
        assertEquals("", moment.sentence());
    }

    @Test
    void everyLensIsAtTheStepOfThePlayHead() throws InterruptedException {
        train(60);
        window.embeddings().setActive(true);
        window.lookup().setActive(true);
        window.attention().setActive(true);
        window.block().setActive(true);
        window.prediction().nextToken().setShown(true);
        window.training().setTextWanted(true);
        for (int step : new int[] {17, 0, 43}) {
            moment.view(step);
            until(() -> traced() == step && moment.isExact());
            until(() -> window.embeddings().getMap().map(map -> map.step()).orElse(-1) == step);
            until(() -> window.lookup().answerProperty().get() != null && window.lookup().answerProperty().get().step() == step);
            until(() -> window.attention().getShown().map(Trace::step).orElse(-1) == step);
            until(() -> window.diary().getNewest().map(DiaryLine::step).orElse(-1) == step);
            until(() -> window.training().tokenLossesProperty().get() != null && window.training().tokenLossesProperty().get().of().step() == step);
            float[] logits = window.trace().getTrace().orElseThrow().logits(window.selection().getQuery());
            until(() -> window.prediction().nextToken().getView().filter(view -> Math.abs(view.stages().logits()[0] - logits[0]) < 1e-6).isPresent());
            assertEquals(step, window.map().getMap().orElseThrow().step());
        }
    }

    @Test
    void theSameStepIsAlwaysTheSameModel() throws InterruptedException {
        train(60);
        moment.view(31);
        until(() -> traced() == 31 && moment.isExact() && !moment.fingerprintProperty().get().isEmpty());
        String code = moment.fingerprintProperty().get();
        moment.view(5);
        until(() -> traced() == 5);
        moment.view(31);
        until(() -> traced() == 31 && moment.isExact() && !moment.fingerprintProperty().get().isEmpty());
        assertEquals(code, moment.fingerprintProperty().get());
    }

    @Test
    void trainingGoesOnBehindAPastMoment() throws InterruptedException {
        run.open(TinyRuns.spec(1_000_000), true);
        until(() -> run.getStep() > 50);
        moment.view(0);
        until(() -> traced() == 0);
        int seen = run.getStep();
        until(() -> run.getStep() > seen + 50);
        assertEquals(0, traced());
        assertEquals(0, moment.getStep());
    }

    @Test
    void commaAndDotWalkTheKeyframesAndTheFilmRunsToTheBeginning() throws InterruptedException {
        train(60);
        int[] frames = moment.keyframesProperty().get();
        moment.previousKeyframe();
        int first = frames[frames.length - 1] == 60 ? frames[frames.length - 2] : frames[frames.length - 1];
        assertEquals(first, moment.getStep());
        moment.view(frames[1]);
        moment.nextKeyframe();
        assertEquals(frames[2], moment.getStep());
        moment.view(frames[2]);
        moment.playPast();
        until(() -> moment.getStep() == 0 && traced() == 0);
        moment.playPast();
        until(() -> moment.getStep() > 0);
        moment.playPast();
        moment.walk(-moment.getStep() - 5);
        assertEquals(0, moment.getStep());
    }

    @Test
    void aKeyframeIsShownAtOnceAndOtherStepsAfterTheirNearestKeyframe() throws InterruptedException {
        train(60);
        int[] keyframes = moment.keyframesProperty().get();
        int keyframe = keyframes[keyframes.length / 2];
        moment.view(keyframe);
        assertTrue(moment.isExact(), "nothing has to be computed again");
        assertEquals("", moment.doingProperty().get());
        until(() -> traced() == keyframe);
        int between = java.util.stream.IntStream.range(1, 60).filter(step -> Arrays.binarySearch(keyframes, step) < 0).max().orElseThrow();
        moment.view(between);
        assertFalse(moment.isExact());
        assertTrue(moment.doingProperty().get().contains("Step " + between + " follows."), moment.doingProperty().get());
        until(() -> traced() == between && moment.isExact() && moment.doingProperty().get().isEmpty());
    }

    @Test
    void theMemoryForThePastIsAsLargeAsOneSays() throws InterruptedException {
        train(60);
        int before = moment.keyframesProperty().get().length;
        moment.setBudget(6L * 4 * run.getLoaded().orElseThrow().parameterCount());
        until(() -> moment.keyframesProperty().get().length < before);
        assertTrue(moment.memory().contains("First, last and bookmarks stay."), moment.memory());
        moment.view(31);
        until(() -> traced() == 31 && moment.isExact());
        run.open(TinyRuns.spec(20), true);
        until(() -> run.getState() == RunState.FINISHED && run.getStep() == 20);
        assertEquals(moment.budgetProperty().get(), run.shown().orElseThrow().past().budget(), "the next run keeps to it");
    }

    @Test
    void aReplayCanBeGivenUp() throws InterruptedException {
        train(60);
        assertFalse(moment.cancel(), "there is nothing to give up");
        moment.view(29);
        moment.continueFromHere();
        assertTrue(moment.cancel());
        assertFalse(moment.cancel());
        assertEquals(29, moment.getStep());
        Thread.sleep(300);
        until(() -> traced() >= 0 && !moment.isLive());
        assertEquals(0, run.fork().getFirstStep(), "no branch was begun");
    }

    @Test
    void aBookmarkStaysAndGoesAgain() throws InterruptedException {
        train(60);
        moment.view(23);
        until(() -> traced() == 23 && moment.isExact());
        moment.toggleBookmark();
        until(() -> Arrays.equals(moment.bookmarksProperty().get(), new int[] {23}));
        moment.toggleBookmark();
        until(() -> moment.bookmarksProperty().get().length == 0);
    }

    @Test
    void continueFromHereStartsABranchAndTheTrunkStays() throws InterruptedException {
        train(60);
        moment.view(37);
        until(() -> moment.isExact() && traced() == 37);
        moment.continueFromHere();
        until(() -> run.fork().getFirstStep() == 37 && traced() == 37);
        assertTrue(moment.isLive());
        assertEquals("Tiny, from step 37", run.getLoaded().orElseThrow().spec().name());
        assertEquals(60, run.fork().otherCurveProperty().get().newestStep());
        assertEquals(37, window.training().normsAt(37).orElseThrow().step(), "the branch knows what was measured before it");
        until(() -> !window.diary().archived().isEmpty() && window.diary().archived().getFirst().step() == 0);
        run.setLearningRate(0.5);
        run.runToStep(45);
        until(() -> run.getStep() == 45 && run.getState() == RunState.PAUSED && traced() == 45);
        moment.view(40);
        until(() -> traced() == 40 && moment.isExact());
        run.showOther();
        until(() -> run.getStep() == 60 && traced() == 60);
        assertEquals("Tiny", run.getLoaded().orElseThrow().spec().name());
        assertEquals(0, run.fork().getFirstStep());
        run.showOther();
        until(() -> run.getStep() == 45 && traced() == 45);
    }

    @Test
    void anotherRunIsShownLive() throws InterruptedException {
        train(40);
        moment.view(3);
        until(() -> traced() == 3);
        run.open(TinyRuns.spec(1_000), false);
        until(() -> run.getStep() == 0 && traced() == 0);
        assertTrue(moment.isLive());
    }

    @Test
    void runsToAStepAndToALoss() throws InterruptedException {
        run.open(TinyRuns.spec(100), false);
        until(() -> run.getState() == RunState.PAUSED);
        run.runToStep(120);
        until(() -> run.getState() != RunState.RUNNING && run.getStep() == 120);
        double now = run.smoothedLossProperty().get();
        run.trainMore(100_000);
        run.runToLoss(now - 0.2);
        until(() -> run.getState() == RunState.PAUSED);
        assertTrue(run.smoothedLossProperty().get() <= now - 0.15, run.smoothedLossProperty().get() + " from " + now);
    }
}
