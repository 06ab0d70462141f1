package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// A training step works in memory that was allocated once.
class AllocationTest {
    /// Less than one row of activations of the wide model for every loop of a step.
    private static final long ENOUGH = 16_000;

    @Test
    void bytesPerStepDoNotGrowWithTheModel() {
        long small = bytesPerStep(16, 2);
        long wide = bytesPerStep(128, 16);
        assertTrue(small <= ENOUGH, "a step of the small model allocates " + small + " bytes");
        assertTrue(wide <= ENOUGH, "a step of the wide model allocates " + wide + " bytes");
    }

    private static long bytesPerStep(int dModel, int batch) {
        int[] text = new int[1000];
        for (int i = 0; i < text.length; i++) {
            text[i] = i * 7 % 31;
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RowPool pool = new RowPool(1)) {
            Trainer trainer = new Trainer(new Transformer(ModelConfig.gpt2Style(31, 16, 2, 2, dModel)),
                    TrainingConfig.defaults().withBatchSize(batch), text, text, Kernels.best(), pool);
            // Until a vector kernel is compiled it allocates its vectors, so the best of many rounds counts. A busy machine needs minutes.
            long least = Long.MAX_VALUE;
            long end = System.nanoTime() + 300_000_000_000L;
            while (System.nanoTime() < end && least > ENOUGH) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 20; i++) {
                    trainer.step();
                }
                least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 20);
            }
            return least;
        }
    }
}
