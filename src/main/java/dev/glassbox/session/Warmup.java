package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import java.util.List;

/// Kernels that are worth using now: the scalar ones until the fast ones have been compiled, then the fast ones.
///
/// A fresh JVM runs vector code hundreds of times slower than compiled code. So while the window opens a small model is trained with it in the
/// background until it beats the scalar kernels, and everything else computes with those meanwhile. Both give the same bits. The background goes
/// on until all ways through the kernels are compiled, so that the first step of the next run is a fast one, too.
public final class Warmup {

    /// First the default run, whose first steps everybody sees; then wider heads and rows, for which the kernels have other ways through them. Batches are
    /// so large that sums over their rows take more than one block.
    private static final List<Shape> SHAPES = List.of(new Shape(475, 32, 64, 5), new Shape(65, 64, 128, 3));
    private static final long ROUND_NANOS = 50_000_000;
    /// Rounds that must bring less than this gain.
    private static final int SETTLED = 3;
    private static final double GAIN = 0.9;
    private static final long LONGEST = 20_000_000_000L;

    /// A model of one block and four heads, and its batch.
    private record Shape(int vocabulary, int time, int width, int batch) {
    }

    private final Kernels fast;
    private volatile Kernels now;
    private volatile boolean stopped;

    private Warmup(Kernels fast, Kernels now) {
        this.fast = fast;
        this.now = now;
    }

    /// These kernels from the beginning: for tests, and for work that is long anyway.
    public static Warmup none(Kernels kernels) {
        return new Warmup(kernels, kernels);
    }

    /// Begins to warm up the fast kernels in the background. Scalar ones need no warm-up.
    public static Warmup start(Kernels fast) {
        if (fast.lanes() == 1) {
            return none(fast);
        }
        Warmup warmup = new Warmup(fast, Kernels.scalar());
        Thread.ofPlatform().name("warm-up").daemon().priority(Thread.NORM_PRIORITY - 1).start(warmup::run);
        return warmup;
    }

    /// What to compute with at this moment.
    public Kernels kernels() {
        return now;
    }

    public boolean ready() {
        return now == fast;
    }

    /// Gives the core back when nobody needs the kernels any more.
    public void stop() {
        stopped = true;
    }

    private void run() {
        try (RowPool alone = new RowPool(1)) {
            long end = System.nanoTime() + LONGEST;
            for (Shape shape : SHAPES) {
                compile(shape, alone, end);
            }
        } finally {
            now = fast;
        }
    }

    /// Trains until the steps get no faster. The fast kernels are in use as soon as they are the faster ones.
    private void compile(Shape shape, RowPool alone, long end) {
        int[] text = text(shape.vocabulary());
        Trainer trainer = new Trainer(new Transformer(ModelConfig.gpt2Style(shape.vocabulary(), shape.time(), 1, 4, shape.width())),
                TrainingConfig.defaults().withBatchSize(shape.batch()), text, text, fast, alone);
        Kernels scalar = Kernels.scalar();
        long best = Long.MAX_VALUE;
        int settled = 0;
        while (settled < SETTLED && !stopped && System.nanoTime() < end) {
            trainer.setKernels(fast);
            long fastest = trainer.step().nanos();
            long roundEnd = System.nanoTime() + ROUND_NANOS;
            while (System.nanoTime() < roundEnd && !stopped) {
                fastest = Math.min(fastest, trainer.step().nanos());
            }
            trainer.setKernels(scalar);
            boolean compiled = fastest < trainer.step().nanos() / 3;
            if (compiled) {
                now = fast;
            }
            settled = compiled && fastest > best * GAIN ? settled + 1 : 0;
            best = Math.min(best, fastest);
        }
    }

    private static int[] text(int vocabulary) {
        int[] ids = new int[1_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i * 7 % vocabulary;
        }
        return ids;
    }
}
