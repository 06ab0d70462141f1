package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A training step works in memory that was allocated once.
class AllocationTest {
    /// Less than one row of activations of the wide model for every loop of a step.
    private static final long ENOUGH = 16_000;

    @Test
    void bytesPerStepDoNotGrowWithTheModel() throws IOException, InterruptedException {
        long small = bytesPerStep(16, 2);
        long wide = bytesPerStep(128, 16);
        assertTrue(small <= ENOUGH, "a step of the small model allocates " + small + " bytes");
        assertTrue(wide <= ENOUGH, "a step of the wide model allocates " + wide + " bytes");
    }

    /// Counted in a JVM that did nothing else: where every variant of the engine has run before, calls have so many targets that
    /// vectors no longer stay in registers, and each one that leaves them is an object.
    private static long bytesPerStep(int dModel, int batch) throws IOException, InterruptedException {
        // As the start script does.
        List<String> flags = ChildJvm.vectors("--add-modules", "jdk.management", "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=inline,dev.glassbox.kernel.VectorMath::*");
        return Long.parseLong(ChildJvm.run(flags, Child.class, Integer.toString(dModel), Integer.toString(batch)).strip());
    }

    /// Prints how many bytes the training thread allocates in a step.
    public static final class Child {
        private Child() {
        }

        public static void main(String[] args) {
            int[] text = new int[1000];
            for (int i = 0; i < text.length; i++) {
                text[i] = i * 7 % 31;
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            try (RowPool pool = new RowPool(1)) {
                Trainer trainer = new Trainer(new Transformer(ModelConfig.gpt2Style(31, 16, 2, 2, Integer.parseInt(args[0]))),
                        TrainingConfig.defaults().withBatchSize(Integer.parseInt(args[1])), text, text, Kernels.best(), pool);
                // Until a vector kernel is compiled it allocates its vectors, so the best of many rounds counts. A busy machine needs minutes.
                long least = Long.MAX_VALUE;
                long end = System.nanoTime() + 120_000_000_000L;
                while (System.nanoTime() < end && least > ENOUGH) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    for (int i = 0; i < 20; i++) {
                        trainer.step();
                    }
                    least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 20);
                }
                System.out.println(least);
            }
        }
    }
}
