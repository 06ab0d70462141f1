package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Milliseconds of one step of the default preset: alone, or one step of each of two runs in lock step. Two tied runs keep
/// `2 · alone / tied` of one run's arithmetic throughput.
///
/// `mvn -q test-compile exec:exec@jmh -Djmh=LockStepBenchmark`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class LockStepBenchmark {

    private static final int STEPS = 50;

    @Param({"alone", "tied"})
    public String runs;

    private Run leader;
    private Run follower;
    private LockStep tie;
    private int step;

    @Setup(Level.Trial)
    public void prepare() throws InterruptedException {
        RunSpec preset = RunSpec.smallStories();
        RunSpec spec = preset.withTraining(preset.training().withSteps(1_000_000));
        leader = new Run(spec, dev.glassbox.session.Warmup.none(Kernels.best()), 2);
        leader.start();
        TinyRuns.await(leader, frame -> frame.state() == RunState.PAUSED);
        if (runs.equals("tied")) {
            follower = new Run(Switch.ACTIVATION.set(spec, "ReLU"), dev.glassbox.session.Warmup.none(Kernels.best()), 2);
            tie = LockStep.tie(leader, follower, _ -> false);
            follower.start();
            TinyRuns.await(follower, frame -> frame.state() == RunState.PAUSED);
            follower.send(new RunCommand.Play());
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        leader.close();
        if (follower != null) {
            tie.close();
            follower.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public int steps() throws InterruptedException {
        step += STEPS;
        leader.send(new RunCommand.RunToStep(step));
        while (leader.log().size() <= step || follower != null && follower.log().size() <= step) {
            Thread.sleep(1);
        }
        return step;
    }
}
