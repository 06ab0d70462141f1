package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.train.TrainingState;
import dev.glassbox.tensor.Parameters;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayerTest {

    /// A run that changed its settings while it trained, with the fingerprint of every step.
    private record Recorded(Run run, Map<Integer, String> fingerprints) {}

    private static Recorded trained(int steps) throws InterruptedException {
        Run run = TinyRuns.run(TinyRuns.spec(steps), 2);
        Map<Integer, String> fingerprints = new HashMap<>();
        run.start();
        RunFrame frame = TinyRuns.await(run, f -> f.state() == RunState.PAUSED);
        fingerprints.put(0, frame.fingerprint());
        for (int step = 1; step <= steps; step++) {
            switch (step) {
                case 11 -> run.send(new RunCommand.SetLearningRate(0.003));
                case 17 -> run.send(new RunCommand.SetBatchSize(7));
                case 18 -> run.send(new RunCommand.SetWeightDecay(0.2));
                case 23 -> run.send(new RunCommand.SetGradClip(0.05));
                case 29 -> run.send(new RunCommand.SetDropout(0.2));
                case 31 -> run.send(new RunCommand.SetBatchSize(3));
                default -> { }
            }
            int wanted = step;
            run.send(new RunCommand.StepOnce());
            frame = TinyRuns.await(run, f -> f.step() == wanted && f.state() != RunState.RUNNING);
            fingerprints.put(step, frame.fingerprint());
        }
        return new Recorded(run, fingerprints);
    }

    private static Replayer.Replayed replay(Replayer replayer, Run run, int step) throws InterruptedException {
        long request = replayer.request(run.loaded().orElseThrow(), run.past(), step);
        Replayer.Replayed replayed = TinyRuns.await(replayer.answers());
        assertEquals(request, replayed.request());
        assertEquals(step, replayed.state().stepsDone());
        return replayed;
    }

    @Test
    void everyStepComesBackBitForBitAlsoAfterLiveChanges() throws Exception {
        Recorded recorded = trained(40);
        try (Run run = recorded.run(); Worker worker = new Worker("replay", e -> { });
                Replayer replayer = new Replayer(worker, Warmup.none(Kernels.best()))) {
            for (int step : new int[] {40, 3, 39, 12, 30, 32, 0, 18, 24, 1}) {
                assertEquals(recorded.fingerprints().get(step), replay(replayer, run, step).fingerprint(), "step " + step);
            }
            run.past().setBudget(3L * 4 * run.loaded().orElseThrow().parameterCount()); // only the beginning and little else is left
            assertEquals(recorded.fingerprints().get(37), replay(replayer, run, 37).fingerprint());
            run.past().setBudget(0);
            assertEquals(0, run.past().steps().length);
            assertEquals(recorded.fingerprints().get(26), replay(replayer, run, 26).fingerprint(), "from the first weights of all");
        }
    }

    @Test
    void keyframesHoldTheWeightsOfTheirStep() throws Exception {
        Recorded recorded = trained(20);
        try (Run run = recorded.run()) {
            int[] steps = run.past().steps();
            assertTrue(steps.length >= 2, "keyframes: " + steps.length);
            for (int step : steps) {
                Parameters weights = new Parameters(run.loaded().orElseThrow().transformer().layout(), run.past().weights(step).orElseThrow());
                assertEquals(recorded.fingerprints().get(step), weights.fingerprint(), "step " + step);
            }
        }
    }

    @Test
    void aBranchWithoutChangesWalksTheSameWayAndSharesThePast() throws Exception {
        Recorded recorded = trained(40);
        try (Run run = recorded.run(); Worker worker = new Worker("replay", e -> { });
                Replayer replayer = new Replayer(worker, Warmup.none(Kernels.scalar()))) {
            TrainingState state = replay(replayer, run, 33).state();
            try (Run branch = run.branch(state, "Tiny, from step 33", Warmup.none(Kernels.scalar()), 1)) {
                branch.start();
                TinyRuns.await(branch, f -> f.state() == RunState.PAUSED && f.step() == 33);
                assertEquals(33, branch.firstStep());
                assertEquals(34, branch.log().size());
                assertEquals(run.log().get(Metric.LOSS, 20), branch.log().get(Metric.LOSS, 20));
                branch.send(new RunCommand.Play());
                RunFrame end = TinyRuns.await(branch, f -> f.state() == RunState.FINISHED);
                assertEquals(recorded.fingerprints().get(40), end.fingerprint());
                assertEquals(run.log().get(Metric.LOSS, 40), branch.log().get(Metric.LOSS, 40));
                assertEquals(recorded.fingerprints().get(12), replay(replayer, branch, 12).fingerprint(), "a step before the branch");
                assertEquals(recorded.fingerprints().get(36), replay(replayer, branch, 36).fingerprint(), "a step after it");
            }
        }
    }

    @Test
    void aNewerRequestEndsAnOlderOne() throws Exception {
        Recorded recorded = trained(40);
        try (Run run = recorded.run(); Worker worker = new Worker("replay", e -> { });
                Replayer replayer = new Replayer(worker, Warmup.none(Kernels.scalar()))) {
            replayer.request(run.loaded().orElseThrow(), run.past(), 39);
            long last = replayer.request(run.loaded().orElseThrow(), run.past(), 5);
            Replayer.Replayed answer = TinyRuns.await(replayer.answers());
            while (answer.request() != last) {
                answer = TinyRuns.await(replayer.answers());
            }
            assertEquals(recorded.fingerprints().get(5), answer.fingerprint());
            replayer.cancel();
        }
    }

    @Test
    void theFullStateOfThisMomentCanBeAskedFor() throws Exception {
        Recorded recorded = trained(6);
        try (Run run = recorded.run()) {
            run.send(new RunCommand.TakeState());
            TrainingState state = TinyRuns.await(run.states());
            assertEquals(6, state.stepsDone());
            assertEquals(2, state.moments().size());
            assertSame(state, run.past().fullAtOrBefore(6).orElseThrow());
        }
    }
}
