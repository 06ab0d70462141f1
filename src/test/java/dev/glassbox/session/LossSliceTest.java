package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.train.OptimizerKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LossSliceTest {

    private static final Warmup KERNELS = Warmup.none(Kernels.scalar());

    @Test
    void cutsThePlaneThroughTheWeightsOnScreenAndEveryOptimizerGoesDown() throws InterruptedException {
        WeightSnapshot weights = TinyRuns.trained(TinyRuns.spec(20), 20);
        double[] share = {0};
        LossSlice slice = LossSlice.of(weights, 0.01, KERNELS, now -> share[0] = now, () -> false);
        assertEquals(20, slice.step());
        assertEquals(4, slice.paths().size());
        assertTrue(share[0] > 0.9, "progress ended at " + share[0]);
        for (LossSlice.Path path : slice.paths()) {
            assertEquals(0, path.x()[0], 1e-6);
            assertEquals(0, path.y()[0], 1e-6);
            assertTrue(path.loss() < slice.start(), path.kind() + " went from " + slice.start() + " to " + path.loss());
            assertTrue(path.kept() > 0 && path.kept() <= 1);
        }
        LossSlice.Path adam = slice.paths().getFirst();
        assertEquals(OptimizerKind.ADAMW, adam.kind());
        assertEquals(1, adam.kept(), 1e-3, "AdamW's end lies in the plane");
        assertEquals(0, adam.y()[adam.y().length - 1], 1e-3);
        for (float loss : slice.losses()) {
            assertTrue(loss > 0 && Float.isFinite(loss));
        }
    }

    @Test
    void isTheSameEveryTimeAndStopsWhenAsked() throws InterruptedException {
        WeightSnapshot weights = TinyRuns.trained(TinyRuns.spec(5), 5);
        assertArrayEquals(LossSlice.of(weights, 0.01, KERNELS, now -> {}, () -> false).losses(), LossSlice.of(weights, 0.01, KERNELS, now -> {}, () -> false).losses());
        AtomicInteger asked = new AtomicInteger();
        assertNull(LossSlice.of(weights, 0.01, KERNELS, now -> {}, () -> asked.incrementAndGet() > 30));
        assertEquals(31, asked.get());
    }

    @Test
    void theFirstGradientsAreThoseOfTheRun() throws InterruptedException {
        WeightSnapshot start = TinyRuns.trained(TinyRuns.spec(20), 0);
        WeightSnapshot one = TinyRuns.trained(TinyRuns.spec(20), 1);
        FirstGradients gradients = FirstGradients.of(start.run(), 10, KERNELS);
        assertEquals(10, gradients.steps().size());
        var parameter = start.run().transformer().layout().get("wte.weight");
        int weight = gradients.largest(parameter);
        double g = gradients.of(weight)[0];
        assertNotEquals(0, g);
        double rate = start.run().spec().training().schedule().rate(0, 0.01, 0, 20, start.run().spec().training().minLr());
        double decayed = start.values()[weight] * (1 - rate * start.run().spec().training().weightDecay());
        assertEquals(decayed - rate * Math.signum(g), one.values()[weight], 1e-5, "the first AdamW step is the learning rate against the gradient");
    }
}
