package dev.glassbox.cli;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import java.util.Arrays;

/// What the machine can do at most with these kernels: the measure of every other figure where nothing else can be compared with.
final class PeakMeter {

    private static final int CHUNKS_A_THREAD = 8;
    private static final int SINK = 16;
    private static final double WARM_UP = 0.6;
    private static final double MEASURE = 0.4;

    private PeakMeter() {}

    /// GFLOP a second of all threads together, the best of many short rounds; a multiply-add counts as two operations.
    static double gflops(Kernels kernels, RowPool pool) {
        int chunks = CHUNKS_A_THREAD * pool.threads();
        float[][] sinks = new float[chunks][SINK];
        for (float[] sink : sinks) {
            Arrays.fill(sink, 0.5f);
        }
        long[] done = new long[chunks];
        double best = 0;
        double begin = now();
        while (best == 0 || now() - begin < WARM_UP + MEASURE) {
            double start = now();
            pool.run(chunks, chunk -> done[chunk] = kernels.multiplyAdds(sinks[chunk]));
            double rate = 2e-9 * Arrays.stream(done).sum() / (now() - start);
            // One slow round may last longer than warm-up and measurement together; the next one is measured.
            best = start - begin < WARM_UP ? 0 : Math.max(best, rate);
        }
        return best;
    }

    private static double now() {
        return System.nanoTime() * 1e-9;
    }
}
