package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;

/// Kernels that are worth using now: the scalar ones until the fast ones have been compiled, then the fast ones.
///
/// A fresh JVM runs vector code hundreds of times slower than compiled code. So while the window opens a small model is trained with it in the
/// background until it beats the scalar kernels, and everything else computes with those meanwhile. Both give the same bits.
public final class Warmup {

    private static final int ROUND = 8;
    private static final long LONGEST = 20_000_000_000L;

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
            Kernels scalar = now;
            // The matrices have the shapes of the default run, whose first steps everybody sees.
            Trainer trainer = new Trainer(new Transformer(ModelConfig.gpt2Style(475, 32, 1, 4, 64)),
                    TrainingConfig.defaults().withBatchSize(2), text(), text(), fast, alone);
            long end = System.nanoTime() + LONGEST;
            boolean compiled = false;
            while (!compiled && !stopped && System.nanoTime() < end) {
                trainer.setKernels(fast);
                long fastest = trainer.step().nanos();
                for (int i = 1; i < ROUND && !stopped; i++) {
                    fastest = Math.min(fastest, trainer.step().nanos());
                }
                trainer.setKernels(scalar);
                compiled = fastest < trainer.step().nanos() / 3;
            }
        } finally {
            now = fast;
        }
    }

    private static int[] text() {
        int[] ids = new int[1_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i * 7 % 475;
        }
        return ids;
    }
}
