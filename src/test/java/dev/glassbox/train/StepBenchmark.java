package dev.glassbox.train;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Decoder;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.tensor.Parameters;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Milliseconds of one training step, and of one generated token, for the settings everybody measures with.
///
/// `mvn -q test-compile exec:exec@jmh -Djmh=StepBenchmark`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class StepBenchmark {
    private static final int VOCABULARY = 65;

    @Param({"tiny", "small", "baby"})
    public String size;

    @Param("2")
    public int threads;

    private RowPool pool;
    private Trainer trainer;
    private Decoder decoder;
    private int[] window;

    @Setup(Level.Trial)
    public void prepare() {
        int[] s = switch (size) {
            case "tiny" -> new int[] {2, 2, 32, 32, 16};
            case "small" -> new int[] {4, 4, 64, 64, 16};
            case "baby" -> new int[] {4, 4, 128, 64, 12};
            case "mid" -> new int[] {6, 6, 192, 128, 16};
            case "big" -> new int[] {6, 6, 384, 256, 8};
            default -> throw new IllegalArgumentException("size: '" + size + "' is not known");
        };
        pool = new RowPool(threads);
        int[] text = new int[50_000];
        for (int i = 1; i < text.length; i++) {
            text[i] = (text[i - 1] * 31 + i / 7) % VOCABULARY;
        }
        Transformer model = new Transformer(ModelConfig.gpt2Style(VOCABULARY, s[3], s[0], s[1], s[2]));
        trainer = new Trainer(model, TrainingConfig.defaults().withBatchSize(s[4]).withGradClip(0), text, new int[0], Kernels.best(), pool);
        decoder = new Decoder(model, new Parameters(model.layout(), trainer.parameters().values().clone()), Kernels.best(), pool);
        window = Arrays.copyOf(text, 1);
    }

    @TearDown(Level.Trial)
    public void close() {
        pool.close();
    }

    @Benchmark
    public double step() {
        return trainer.step().loss();
    }

    /// One token after the other, from an empty to a full context.
    @Benchmark
    public float[] token() {
        window = window.length == trainer.model().config().contextLength() ? new int[1] : Arrays.copyOf(window, window.length + 1);
        return decoder.after(window);
    }
}
