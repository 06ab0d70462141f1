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

    @Test
    void bytesPerStepDoNotGrowWithTheModel() {
        long small = bytesPerStep(16, 2);
        long wide = bytesPerStep(128, 8);
        assertTrue(small < 100_000, "a step of the small model allocates " + small + " bytes");
        assertTrue(wide < small + 20_000, "the small model allocates " + small + " bytes a step, the wide one " + wide);
    }

    private static long bytesPerStep(int dModel, int batch) {
        int[] text = new int[1000];
        for (int i = 0; i < text.length; i++) {
            text[i] = i * 7 % 31;
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RowPool pool = new RowPool(1)) {
            Trainer trainer = new Trainer(new Transformer(ModelConfig.gpt2Style(31, 16, 2, 2, dModel)),
                    TrainingConfig.defaults().withBatchSize(batch), text, text, Kernels.scalar(), pool);
            for (int i = 0; i < 20; i++) {
                trainer.step();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                trainer.step();
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / 20;
        }
    }
}
