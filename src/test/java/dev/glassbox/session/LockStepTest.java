package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.ModelConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LockStepTest {

    private static final int STEPS = 60;

    private static RunSpec altered(RunSpec spec, UnaryOperator<ModelConfig> change) {
        return new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), change.apply(spec.model()), spec.training(), spec.seed());
    }

    private static String alone(RunSpec spec) throws InterruptedException {
        try (Run run = TinyRuns.run(spec, 1)) {
            run.start();
            TinyRuns.await(run, frame -> frame.state() == RunState.PAUSED);
            run.send(new RunCommand.Play());
            return TinyRuns.await(run, frame -> frame.state() == RunState.FINISHED).fingerprint();
        }
    }

    /// Both loaded, tied, and B ready to follow.
    private record Pair(Run a, Run b, LockStep both) implements AutoCloseable {

        static Pair of(RunSpec a, RunSpec b, int threads) throws InterruptedException {
            Run leader = TinyRuns.run(a, threads);
            leader.start();
            TinyRuns.await(leader, frame -> frame.state() == RunState.PAUSED);
            return follow(leader, b, threads);
        }

        static Pair follow(Run leader, RunSpec b, int threads) throws InterruptedException {
            Run follower = TinyRuns.run(b, threads);
            LockStep both = LockStep.tie(leader, follower, command -> command instanceof RunCommand.SetLearningRate);
            follower.start();
            TinyRuns.await(follower, frame -> frame.state() == RunState.PAUSED);
            follower.send(new RunCommand.Play());
            return new Pair(leader, follower, both);
        }

        @Override
        public void close() {
            both.close();
            a.close();
            b.close();
        }
    }

    @Test
    void eachRunOfAPairIsBitForBitTheRunItIsAlone() throws InterruptedException {
        RunSpec a = TinyRuns.spec(STEPS);
        RunSpec b = altered(a, model -> model.withCausal(false));
        for (int threads : new int[] {1, 2}) {
            try (Pair pair = Pair.of(a, b, threads)) {
                pair.a.send(new RunCommand.Play());
                assertEquals(alone(a), TinyRuns.await(pair.a, frame -> frame.state() == RunState.FINISHED).fingerprint());
                assertEquals(alone(b), TinyRuns.await(pair.b, frame -> frame.state() == RunState.FINISHED).fingerprint());
            }
        }
        assertNotEquals(alone(a), alone(b));
    }

    @Test
    void neitherIsEverMoreThanOneStepAheadAndBothPauseAtTheSameStep() throws InterruptedException {
        RunSpec a = TinyRuns.spec(100_000);
        try (Pair pair = Pair.of(a, altered(a, model -> model.withNLayer(6)), 1)) {
            pair.a.send(new RunCommand.Play());
            for (int i = 0; i < 200; i++) {
                int slow = pair.b.log().size();
                int fast = pair.a.log().size();
                int slowAfter = pair.b.log().size();
                assertTrue(fast - slowAfter <= 1, fast + " steps of A, " + slowAfter + " of B");
                assertTrue(slow - fast <= 1, slow + " steps of B, " + fast + " of A");
                Thread.sleep(1);
            }
            pair.a.send(new RunCommand.Pause());
            int step = TinyRuns.await(pair.a, frame -> frame.state() == RunState.PAUSED).step();
            Thread.sleep(100);
            assertEquals(step, pair.b.log().size() - 1);
            pair.a.send(new RunCommand.StepOnce());
            assertEquals(step + 1, TinyRuns.await(pair.a, frame -> frame.state() == RunState.PAUSED && frame.step() > step).step());
            Thread.sleep(100);
            assertEquals(step + 1, pair.b.log().size() - 1);
        }
    }

    @Test
    void aLateRunCatchesUpWhileTheOtherWaits() throws InterruptedException {
        RunSpec a = TinyRuns.spec(1_000);
        Run leader = TinyRuns.run(a, 1);
        leader.start();
        TinyRuns.await(leader, frame -> frame.state() == RunState.PAUSED);
        for (int step = 1; step <= 30; step++) {
            int wanted = step;
            leader.send(new RunCommand.StepOnce());
            TinyRuns.await(leader, frame -> frame.step() == wanted && frame.state() == RunState.PAUSED);
        }
        try (Pair pair = Pair.follow(leader, a, 1)) {
            long end = System.nanoTime() + 20_000_000_000L;
            while (pair.b.log().size() < 31 && System.nanoTime() < end) {
                Thread.sleep(2);
            }
            Thread.sleep(50);
            assertEquals(31, pair.b.log().size(), "as many steps as A, and not one more");
            pair.b.send(new RunCommand.TakeSnapshot());
            pair.a.send(new RunCommand.TakeSnapshot());
            assertArrayEquals(TinyRuns.await(pair.a.snapshots()).values(), TinyRuns.await(pair.b.snapshots()).values());
        }
    }

    @Test
    void whatChangesAChangesBAtTheSameStepAndSnapshotsAreOfOneStep() throws InterruptedException {
        RunSpec a = TinyRuns.spec(200);
        try (Pair pair = Pair.of(a, a, 1)) {
            pair.a.send(new RunCommand.Play());
            Thread.sleep(20);
            pair.a.send(new RunCommand.SetLearningRate(0.003));
            pair.a.send(new RunCommand.TakeSnapshot());
            WeightSnapshot one = TinyRuns.await(pair.a.snapshots());
            WeightSnapshot two = TinyRuns.await(pair.b.snapshots());
            assertEquals(one.step(), two.step());
            assertArrayEquals(one.values(), two.values());
            String end = TinyRuns.await(pair.a, frame -> frame.state() == RunState.FINISHED).fingerprint();
            assertEquals(end, TinyRuns.await(pair.b, frame -> frame.state() == RunState.FINISHED).fingerprint());
        }
    }

    @Test
    void aGoesOnAloneWhenBStops() throws InterruptedException {
        RunSpec a = TinyRuns.spec(STEPS);
        RunSpec wild = a.withTraining(a.training().withLearningRate(1e30).withGradClip(0).withMinLr(0));
        try (Pair pair = Pair.of(a, wild, 1)) {
            pair.a.send(new RunCommand.Play());
            assertEquals(STEPS, TinyRuns.await(pair.a, frame -> frame.state() == RunState.FINISHED).step());
            assertTrue(TinyRuns.await(pair.b, frame -> frame.state() == RunState.FAILED).failure().contains("no longer a number"));
        }
    }

    @Test
    void waitingCostsNoTime() throws InterruptedException {
        RunSpec a = TinyRuns.spec(1_000);
        try (Pair pair = Pair.of(a, a, 2)) {
            pair.a.send(new RunCommand.StepOnce());
            TinyRuns.await(pair.a, frame -> frame.step() == 1 && frame.state() == RunState.PAUSED);
            Thread.sleep(100);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = busy(threads);
            Thread.sleep(300);
            assertTrue(busy(threads) - before < 30_000_000, "paused runs used " + (busy(threads) - before) / 1_000_000 + " ms of 300");
        }
    }

    private static long busy(ThreadMXBean threads) {
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var about = threads.getThreadInfo(id);
            if (about != null && (about.getThreadName().startsWith("run ") || about.getThreadName().startsWith("rows-"))) {
                sum += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return sum;
    }
}
