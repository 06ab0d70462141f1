package dev.glassbox.kernel;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Matrix products against the peak of one thread of this machine, both in operations a second (the column `flops`; a
/// multiply-add counts as two). Machines differ and other programs disturb: compare only numbers of one run.
///
/// Run it with
///
/// ```
/// mvn -q test-compile exec:exec@jmh
/// ```
///
/// or a part of it with, say, `-Djmh=KernelBenchmark.packed`.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@State(Scope.Thread)
public class KernelBenchmark {

    private static final VectorSpecies<Float> SPECIES = Lanes.S;

    /// Counts operations, so that JMH reports operations a second.
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Flops {
        public long flops;
    }

    @State(Scope.Thread)
    public static class Matrices {

        @Param({"768x384x128", "768x128x512", "2048x576x192", "2048x1536x384", "1024x1024x1024", "64x64x32"})
        public String shape;
        int m;
        int n;
        int k;
        int ldc;
        float[] a;
        float[] b;
        float[] c;
        float[] da;
        float[] db;
        PackedMatrix packed;
        final Kernels kernels = Kernels.best();

        @Setup
        public void fill() {
            String[] sizes = shape.split("x");
            m = Integer.parseInt(sizes[0]);
            n = Integer.parseInt(sizes[1]);
            k = Integer.parseInt(sizes[2]);
            // Rows a multiple of 4096 bytes apart compete for the same lines of the cache.
            ldc = n % 1024 == 0 ? n + 32 : n;
            a = new float[m * k];
            b = new float[k * n];
            c = new float[m * ldc];
            da = new float[m * k];
            db = new float[k * n];
            CounterRandom.of(1, "a").fillGaussian(a, 0, a.length, 1);
            CounterRandom.of(1, "b").fillGaussian(b, 0, b.length, 1);
            CounterRandom.of(1, "c").fillGaussian(c, 0, c.length, 1);
            packed = new PackedMatrix(k, n);
            kernels.pack(b, 0, n, false, packed, 0, n);
        }

        void count(Flops counter) {
            counter.flops += 2L * m * n * k;
        }
    }

    /// What the machine can do at most: twelve independent chains of multiply-adds in registers.
    @Benchmark
    public float peak(Flops counter) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.9999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-4f);
        FloatVector c0 = x;
        FloatVector c1 = x;
        FloatVector c2 = x;
        FloatVector c3 = x;
        FloatVector c4 = x;
        FloatVector c5 = x;
        FloatVector c6 = x;
        FloatVector c7 = x;
        FloatVector c8 = x;
        FloatVector c9 = x;
        FloatVector c10 = x;
        FloatVector c11 = x;
        int rounds = 10_000;
        for (int i = 0; i < rounds; i++) {
            c0 = c0.fma(x, y);
            c1 = c1.fma(x, y);
            c2 = c2.fma(x, y);
            c3 = c3.fma(x, y);
            c4 = c4.fma(x, y);
            c5 = c5.fma(x, y);
            c6 = c6.fma(x, y);
            c7 = c7.fma(x, y);
            c8 = c8.fma(x, y);
            c9 = c9.fma(x, y);
            c10 = c10.fma(x, y);
            c11 = c11.fma(x, y);
        }
        counter.flops += 2L * 12 * SPECIES.length() * rounds;
        FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5).add(c6).add(c7).add(c8).add(c9).add(c10).add(c11);
        return sum.lane(0);
    }

    /// A · B with B packed beforehand, as for the weights of a layer.
    @Benchmark
    public float[] packed(Matrices x, Flops counter) {
        x.kernels.matmulPacked(x.m, x.a, 0, x.k, x.packed, x.c, 0, x.ldc, false);
        x.count(counter);
        return x.c;
    }

    /// A · B, packing included.
    @Benchmark
    public float[] product(Matrices x, Flops counter) {
        x.kernels.matmul(x.m, x.n, x.k, x.a, 0, x.k, x.b, 0, x.n, x.c, 0, x.ldc, false);
        x.count(counter);
        return x.c;
    }

    /// dA = dC · Bᵀ, packing included: the gradient of a layer's input.
    @Benchmark
    public float[] productBT(Matrices x, Flops counter) {
        x.kernels.matmulBT(x.m, x.k, x.n, x.c, 0, x.ldc, x.b, 0, x.n, x.da, 0, x.k, false);
        x.count(counter);
        return x.da;
    }

    /// dB = Aᵀ · dC, packing included: the gradient of a layer's weights. The sum runs over all M rows.
    @Benchmark
    public float[] productAT(Matrices x, Flops counter) {
        x.kernels.matmulAT(x.k, x.n, x.m, x.a, 0, x.k, x.c, 0, x.ldc, x.db, 0, x.n, false);
        x.count(counter);
        return x.db;
    }
}
