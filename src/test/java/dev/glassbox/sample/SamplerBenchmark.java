package dev.glassbox.sample;

import dev.glassbox.kernel.CounterRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a sampling slider costs at GPT-2's vocabulary: once per row of logits, and once per move. A frame has 16.7 ms. Run it with
/// `mvn -q test-compile exec:exec@jmh -Djmh=SamplerBenchmark`.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@State(Scope.Thread)
public class SamplerBenchmark {

    private static final int GPT2 = 50_257;
    private final float[] logits = new float[GPT2];
    private Ranking ranking;
    private double temperature;

    @Setup
    public void fill() {
        CounterRandom.of(1, "logits").fillGaussian(logits, 0, GPT2, 3);
        ranking = Ranking.of(logits);
    }

    @Benchmark
    public Ranking aRowOfLogitsArrives() {
        return Ranking.of(logits);
    }

    @Benchmark
    public Sampler.Stages aSliderMoves() {
        temperature = (temperature + 0.01) % 3;
        return Sampler.distribution(ranking, new Sampler.Config(temperature, 0, 0.95));
    }
}
