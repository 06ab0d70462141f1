package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A training step works in memory that was allocated once: what it allocates are the objects of its parallel loops, a few for each layer.
class AllocationTest {
    /// Less than one row of activations of the wide model for every loop of a step.
    private static final long ENOUGH = 16_000;

    @Test
    void bytesPerStepDoNotGrowWithTheModel() throws IOException, InterruptedException {
        long small = bytesPerStep(ENOUGH, 2, 16, 16, 2);
        long wide = bytesPerStep(ENOUGH, 2, 128, 16, 16);
        long longer = bytesPerStep(ENOUGH, 2, 64, 128, 4);
        assertTrue(small <= ENOUGH, "a step of the small model allocates " + small + " bytes");
        assertTrue(wide <= ENOUGH, "a step of the wide model allocates " + wide + " bytes");
        assertTrue(longer <= ENOUGH, "a step of the model with the long context allocates " + longer + " bytes");
    }

    /// Counted in a JVM that did nothing else: where every variant of the engine has run before, calls have so many targets that
    /// vectors no longer stay in registers, and each one that leaves them is an object.
    private static long bytesPerStep(long enough, int layers, int dModel, int context, int batch) throws IOException, InterruptedException {
        // As the start script does.
        List<String> flags = ChildJvm.vectors("--add-modules", "jdk.management", "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=inline,dev.glassbox.kernel.VectorMath::*");
        List<String> args = new ArrayList<>();
        for (long arg : new long[] {enough, layers, dModel, context, batch}) {
            args.add(Long.toString(arg));
        }
        return Long.parseLong(ChildJvm.run(flags, Child.class, args.toArray(String[]::new)).strip());
    }

    /// Prints how many bytes all threads together allocate in a step of two threads. Arguments: bytes that are few enough to stop, layers, d_model, context, batch.
    public static final class Child {
        private static final int ROUND = 20;

        private Child() {
        }

        public static void main(String[] args) {
            int[] sizes = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
            int[] text = new int[1000];
            for (int i = 0; i < text.length; i++) {
                text[i] = i * 7 % 31;
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            try (RowPool pool = new RowPool(2)) {
                Trainer trainer = new Trainer(new Transformer(ModelConfig.gpt2Style(65, sizes[3], sizes[1], sizes[2] / 16, sizes[2])),
                        TrainingConfig.defaults().withBatchSize(sizes[4]), text, text, Kernels.best(), pool);
                // Until a vector kernel is compiled it allocates its vectors, so the best of many rounds counts. A busy machine needs minutes.
                long least = Long.MAX_VALUE;
                long end = System.nanoTime() + 100_000_000_000L;
                while (System.nanoTime() < end && least > sizes[0]) {
                    long before = threads.getTotalThreadAllocatedBytes();
                    for (int i = 0; i < ROUND; i++) {
                        trainer.step();
                    }
                    least = Math.min(least, (threads.getTotalThreadAllocatedBytes() - before) / ROUND);
                }
                System.out.println(least);
            }
        }
    }
}
