package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimizerModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final OptimizerModel lab = window.optimizer();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    private void open() throws InterruptedException {
        window.run().open(TinyRuns.spec(50), false);
        until(() -> window.run().getState() == RunState.PAUSED && window.trace().getTrace().isPresent());
    }

    @Test
    void opensTheWeightWithTheLargestGradientAndItsFirstStepIsTheLearningRate() throws InterruptedException {
        open();
        assertTrue(lab.rows(true).isEmpty(), "nothing is computed while nobody looks");
        lab.setActive(true);
        until(() -> lab.firstProperty().get() != null);
        assertEquals(10, lab.rows(true).size());
        assertEquals(0.01, Math.abs(lab.rows(true).getFirst().step()), 1e-5);
        lab.open(lab.parameters().getLast());
        assertTrue(lab.weightProperty().get() >= lab.parameters().getLast().offset());
        lab.openWeight(1_000_000);
        assertEquals(lab.parameters().getLast().end() - 1, lab.weightProperty().get());
        lab.sourceProperty().set(OptimizerModel.Source.TINY);
        lab.epsilonInsideProperty().set(true);
        assertEquals(0.707, lab.rows(true).getFirst().step() / lab.learningRateProperty().get(), 1e-3);
    }

    @Test
    void cutsTheSurfaceAndCanBeStopped() throws InterruptedException {
        open();
        lab.cut();
        assertEquals(0, lab.progressProperty().get());
        lab.cancel();
        until(() -> lab.progressProperty().get() < 0);
        assertNull(lab.sliceProperty().get());
        lab.cut();
        until(() -> lab.sliceProperty().get() != null);
        assertEquals(0, lab.sliceProperty().get().step());
    }
}
