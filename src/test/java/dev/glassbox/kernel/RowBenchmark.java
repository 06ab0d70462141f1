package dev.glassbox.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Everything that is not a product, in nanoseconds an element. Run it like [KernelBenchmark], with `-Djmh=RowBenchmark`.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@OperationsPerInvocation(RowBenchmark.ROWS * RowBenchmark.N)
@State(Scope.Thread)
public class RowBenchmark {

    static final int ROWS = 48;
    static final int N = 128;

    @Param({"vector", "scalar"})
    public String which;
    private Kernels kernels;
    private final float[] x = new float[ROWS * N];
    private final float[] dy = new float[ROWS * N];
    private final float[] y = new float[ROWS * N];
    private final float[] gain = new float[N];
    private final float[] mean = new float[ROWS];
    private final float[] rstd = new float[ROWS];
    private final float[] moment = new float[ROWS * N];
    private final float[] secondMoment = new float[ROWS * N];
    private final PackedMatrix packed = new PackedMatrix(ROWS, N);
    private final UpdateKernels.AdamWStep step = new UpdateKernels.AdamWStep(1e-3f, 0.9f, 0.99f, 1e-8f, 0.1f, 1, 1, 1);

    @Setup
    public void fill() {
        kernels = which.equals("vector") ? Kernels.best() : Kernels.scalar();
        CounterRandom.of(1, "x").fillGaussian(x, 0, x.length, 1);
        CounterRandom.of(1, "dy").fillGaussian(dy, 0, dy.length, 1);
        CounterRandom.of(1, "gain").fillGaussian(gain, 0, N, 1);
    }

    @Benchmark
    public float[] exp() {
        kernels.exp(ROWS * N, x, 0, y, 0);
        return y;
    }

    @Benchmark
    public float[] gelu() {
        kernels.gelu(ROWS * N, x, 0, y, 0);
        return y;
    }

    @Benchmark
    public float[] geluBackward() {
        kernels.geluBackward(ROWS * N, x, 0, dy, 0, y, 0);
        return y;
    }

    @Benchmark
    public float[] softmax() {
        kernels.softmaxRows(ROWS, N, 0.2f, x, 0, N, y, 0, N);
        return y;
    }

    @Benchmark
    public float[] layerNorm() {
        kernels.layerNormRows(ROWS, N, 1e-5f, x, 0, N, gain, 0, gain, 0, y, 0, N, mean, rstd, 0);
        return y;
    }

    @Benchmark
    public float[] layerNormBackward() {
        kernels.layerNormBackwardRows(ROWS, N, dy, 0, N, x, 0, N, gain, 0, mean, rstd, 0, y, 0, N, false);
        return y;
    }

    @Benchmark
    public float[] adamW() {
        kernels.adamW(0, ROWS * N, step, y, dy, moment, secondMoment);
        return y;
    }

    @Benchmark
    public PackedMatrix packTransposed() {
        kernels.pack(x, 0, ROWS, true, packed, 0, N);
        return packed;
    }
}
