package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// From a step of the play head to everything the lenses show of it, at a keyframe of the default preset: weights, forward pass of the
/// default sentence, map of the vocabulary.
///
/// `mvn -q test-compile exec:exec@jmh -Djmh=ScrubBenchmark`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ScrubBenchmark {

    private Run run;
    private Worker worker;
    private Inspector inspector;
    private Sentence sentence;
    private int[] steps;
    private int next;

    @Setup(Level.Trial)
    public void prepare() throws InterruptedException {
        RunSpec preset = RunSpec.smallStories();
        dev.glassbox.session.Warmup kernels = dev.glassbox.session.Warmup.none(Kernels.best());
        run = new Run(preset.withTraining(preset.training().withSteps(100)), kernels, 2);
        run.start();
        run.send(new RunCommand.Play());
        TinyRuns.await(run, frame -> frame.state() == RunState.FINISHED);
        LoadedSpec loaded = run.loaded().orElseThrow();
        sentence = Sentence.of(loaded.prompt(), loaded.tokenizer(), loaded.config().contextLength());
        steps = run.past().steps();
        worker = new Worker("inspector", failure -> { });
        inspector = new Inspector(worker, kernels);
    }

    @TearDown(Level.Trial)
    public void close() {
        run.close();
        inspector.close();
        worker.close();
    }

    @Benchmark
    public Trace keyframe() {
        int step = run.past().nearest(steps[next++ * 7 % steps.length]);
        float[] weights = run.past().weights(step).orElseThrow();
        inspector.request(new WeightSnapshot(run.loaded().orElseThrow(), step, weights, 0), sentence, Inspector.LIVE);
        Optional<Trace> trace = inspector.traces().take();
        while (trace.isEmpty()) {
            Thread.onSpinWait();
            trace = inspector.traces().take();
        }
        return trace.get();
    }
}
