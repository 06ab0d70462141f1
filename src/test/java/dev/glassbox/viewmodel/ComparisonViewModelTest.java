package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Experiment;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Switch;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WritingLoss;
import dev.glassbox.viewmodel.ComparisonViewModel.Phase;
import dev.glassbox.text.TokenizerSpec;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComparisonViewModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.best()), 1, 1, failure -> fail(failure));
    private final ComparisonViewModel pair = window.comparison();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    private Experiment experiment(Switch what, int steps, String... choices) {
        return new Experiment("tiny", "Tiny", "Question?", "Bet.", TinyRuns.spec(steps), what, List.of(choices));
    }

    private void ready() throws InterruptedException {
        until(() -> pair.getPhase() == Phase.READY);
    }

    @Test
    void anExperimentOpensBothRunsAtStepZeroAndPlaysThemToTheSameStep() throws InterruptedException {
        pair.setActive(true);
        pair.start(experiment(Switch.FEED_FORWARD, 40, "off"), "off");
        ready();
        assertEquals(0, window.run().getStep());
        assertEquals(List.of("ffn: true → false"), pair.difference().settings());
        assertEquals("Feed-forward (MLP): off", pair.difference().label());
        window.run().play();
        until(() -> window.run().getState() == RunState.FINISHED && pair.frameProperty().get().state() == RunState.FINISHED);
        assertEquals(40, pair.frameProperty().get().step());
        assertEquals(40, pair.pointsProperty().get().size());
        assertTrue(pair.outcome().isPresent());
        until(() -> window.trace().getTrace().map(Trace::step).orElse(0) == 40 && pair.look().traceBProperty().get() != null
                && pair.look().traceBProperty().get().step() == 40 && pair.look().sampleBProperty().get() != null && pair.look().sampleBProperty().get().step() == 40);
        assertEquals(40, pair.look().sampleAProperty().get().step());
        assertEquals(40, pair.gradientNorms().get(1).size());
    }

    @Test
    void aSwitchOfOnesOwnStartsOnlyBWhichCatchesUp() throws InterruptedException {
        window.run().open(TinyRuns.spec(1_000), false);
        until(() -> window.run().getState() == RunState.PAUSED);
        for (int i = 1; i <= 12; i++) {
            int wanted = i;
            window.run().stepOnce();
            until(() -> window.run().getStep() == wanted);
        }
        pair.change(Switch.POSITIONS, "RoPE");
        until(() -> pair.getPhase() == Phase.READY && pair.frameProperty().get().logSize() > 0 && pair.behindProperty().get() == 0);
        assertEquals(12, window.run().getStep(), "run A stays where it is");
        pair.change(Switch.POSITIONS, "learned");
        assertEquals(Phase.NONE, pair.getPhase(), "A's own position takes the switch back");
    }

    @Test
    void anExperimentBeginsWithoutWhatWasSetByHand() throws InterruptedException {
        window.run().open(TinyRuns.spec(40), false);
        until(() -> window.run().getState() == RunState.PAUSED);
        window.run().setDropout(0.3);
        until(() -> window.run().settings().dropoutProperty().get() == 0.3);
        assertTrue(window.run().ownProperty().get(), "a run that was steered is somebody's work");
        pair.start(experiment(Switch.MASK, 40, "off"), "off");
        ready();
        assertEquals(0, window.run().settings().dropoutProperty().get(), "A is the base of the experiment, and B the same but for its switch");
    }

    @Test
    void asksBeforeASecondSwitchDiffers() throws InterruptedException {
        window.run().open(TinyRuns.spec(50), false);
        until(() -> window.run().getState() == RunState.PAUSED);
        pair.change(Switch.MASK, "off");
        ready();
        pair.change(Switch.RESIDUAL, "off");
        assertEquals(new RunDifference.Doubt(Switch.RESIDUAL, "off"), pair.difference().doubtProperty().get());
        assertEquals(1, pair.difference().changedProperty().get().size());
        pair.changeBoth();
        ready();
        assertEquals(2, pair.difference().settings().size());
    }

    @Test
    void anImpossibleChoiceLeavesBAsItIsAndSaysWhy() throws InterruptedException {
        window.run().open(TinyRuns.spec(50), false);
        until(() -> window.run().getState() == RunState.PAUSED);
        pair.change(Switch.HEADS, "3");
        assertTrue(pair.problemProperty().get().contains("3 heads do not divide"), pair.problemProperty().get());
        assertEquals(Phase.NONE, pair.getPhase());
        pair.change(Switch.CORPUS_SIZE, "1 / 64");
        until(() -> !pair.problemProperty().get().isEmpty() && pair.getPhase() != Phase.LOADING_B || pair.getPhase() == Phase.READY);
    }

    @Test
    void anyTwoSpecsCanBeCompared() throws InterruptedException {
        RunSpec a = TinyRuns.spec(40);
        window.run().open(a, false);
        until(() -> window.run().getState() == RunState.PAUSED);
        pair.compareWith(a);
        assertTrue(pair.problemProperty().get().startsWith("Run B would be the same"), pair.problemProperty().get());
        RunSpec b = new RunSpec("Own", a.corpus(), a.tokenizer(), a.model().withDModel(24).withContextLength(10), a.training().withWeightDecay(0.25), a.seed());
        pair.compareWith(b);
        ready();
        assertTrue(pair.difference().isOwn());
        assertEquals("same seed", pair.difference().common(), "a shorter context has other batches");
        assertEquals(a.differences(b), pair.difference().settings());
        assertEquals(String.join(", ", a.differences(b)), pair.difference().label(), "all that differs is the caption");
        assertTrue(pair.difference().settings().size() >= 3, pair.difference().settings().toString());
        window.run().play();
        until(() -> window.run().getState() == RunState.FINISHED && pair.frameProperty().get().state() == RunState.FINISHED);
        assertEquals(40, pair.frameProperty().get().step());
        assertFalse(pair.gradientsB().orElseThrow().groups().isEmpty());
        pair.change(Switch.NORM, "RMSNorm");
        until(() -> pair.getPhase() == Phase.READY && pair.frameProperty().get().state() == RunState.FINISHED);
        assertEquals(a.differences(b).size() + 1, pair.difference().settings().size(), "a switch turned in a run of one's own leaves the rest");
        assertEquals(1, pair.kept().size(), "the run before stays on the chart");
        pair.removeB();
        assertFalse(pair.difference().isOwn());
    }

    @Test
    void keepsTheCurvesOfASweep() throws InterruptedException {
        Experiment sweep = experiment(Switch.ACTIVATION, 30, "ReLU", "SwiGLU");
        pair.start(sweep, "ReLU");
        ready();
        window.run().play();
        until(() -> window.run().getState() == RunState.FINISHED && pair.frameProperty().get().state() == RunState.FINISHED);
        pair.start(sweep, "SwiGLU");
        until(() -> pair.getPhase() == Phase.READY && pair.frameProperty().get().state() == RunState.FINISHED);
        assertEquals(List.of("Activation: ReLU"), pair.kept().stream().map(ComparisonViewModel.Kept::label).toList());
        assertEquals(30, pair.kept().getFirst().points().size());
        assertEquals(30, window.run().getStep(), "run A is the same");
        pair.start(experiment(Switch.MASK, 30, "off"), "off");
        assertEquals(List.of(), pair.kept(), "another experiment begins with an empty chart");
    }

    @Test
    void anotherRunAEndsTheComparison() throws InterruptedException {
        pair.start(experiment(Switch.MASK, 30, "off"), "off");
        ready();
        window.run().open(TinyRuns.spec(31), false);
        until(() -> window.run().settings().lastStepProperty().get() == 31);
        assertEquals(Phase.NONE, pair.getPhase());
        assertNull(pair.difference().specBProperty().get());
    }

    @Test
    void bothGoBackToTheSameStepAndComeBack() throws InterruptedException {
        pair.setActive(true);
        pair.start(experiment(Switch.MASK, 37, "off"), "off");
        ready();
        window.run().play();
        until(() -> window.run().getState() == RunState.FINISHED && pair.frameProperty().get().state() == RunState.FINISHED);
        for (int step : new int[] {13, 0, 29}) {
            window.moment().view(step);
            until(() -> window.trace().getTrace().map(Trace::step).orElse(-1) == step && pair.look().traceBProperty().get() != null
                    && pair.look().traceBProperty().get().step() == step);
        }
        window.moment().backToLive();
        until(() -> pair.look().traceBProperty().get().step() == 37 && window.trace().getTrace().orElseThrow().step() == 37);
    }

    @Test
    void aLongerRunIsLongerForBoth() throws InterruptedException {
        pair.start(experiment(Switch.MASK, 20, "off"), "off");
        ready();
        window.run().play();
        until(() -> window.run().getState() == RunState.FINISHED && pair.frameProperty().get().state() == RunState.FINISHED);
        window.run().trainMore(20);
        until(() -> window.run().getStep() == 40 && pair.frameProperty().get().step() == 40);
    }

    /// The cheating detector: a model that may read the answer learns to read it, and has nothing to say when it has to write.
    @Test
    void withoutTheMaskTheTrainingLossDivesAndTheWritingLossDoesNot() throws InterruptedException {
        pair.setActive(true);
        StringBuilder text = new StringBuilder();
        CounterRandom dice = CounterRandom.of(3, "letters that follow no rule: whoever guesses them has seen them");
        for (int i = 0; i < 6_000; i++) {
            text.append("the ca".charAt((int) (dice.nextDouble() * 6)));
        }
        RunSpec spec = TinyRuns.spec(text.toString(), TokenizerSpec.characters(), 400);
        pair.start(new Experiment("mask", "", "", "", spec, Switch.MASK, List.of("off")), "off");
        ready();
        pair.betProperty().set(Bet.B_LOWER);
        window.run().play();
        until(() -> window.run().getState() == RunState.FINISHED && pair.frameProperty().get().state() == RunState.FINISHED);
        until(() -> pair.look().writingLossesProperty().get() != null && pair.look().writingLossesProperty().get()[1].step() == 400);
        WritingLoss a = pair.look().writingLossesProperty().get()[0];
        WritingLoss b = pair.look().writingLossesProperty().get()[1];
        assertEquals(a.seen(), a.writing(), 1e-4, "a causal model never sees the answer");
        assertTrue(pair.smoothedLossB() < 0.5 * window.run().smoothedLossProperty().get(), pair.smoothedLossB() + " of B, " + window.run().smoothedLossProperty().get() + " of A");
        assertTrue(b.writing() > a.writing() + 1, "writing: " + b.writing() + " of B, " + a.writing() + " of A");
        assertEquals(Bet.B_LOWER, pair.outcome().orElseThrow());
    }
}
