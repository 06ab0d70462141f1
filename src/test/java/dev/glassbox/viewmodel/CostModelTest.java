package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final CostModel model = window.prediction().cost();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    @Test
    void theRaceEndsWhereTheContextIsFullAndGivesASpeed() throws InterruptedException {
        window.run().open(TinyRuns.spec(10), false);
        until(() -> window.trace().getTrace().isPresent());
        assertTrue(model.writingSpeed().isEmpty());
        model.race();
        assertTrue(model.racingProperty().get());
        until(() -> !model.racingProperty().get());
        assertEquals(8, model.racedProperty().get().steps().getLast().length());
        assertTrue(model.racedProperty().get().sameBits());
        assertTrue(model.writingSpeed().orElseThrow() > 0);
        assertEquals(CostModel.NEWEST, model.lapProperty().get());
        model.lapProperty().set(2);
        model.race();
        assertEquals(CostModel.NEWEST, model.lapProperty().get(), "a new race is followed");
    }

    @Test
    void timesAreFittedWhileTheyArriveAndAnotherModelForgetsThem() throws InterruptedException {
        window.run().open(TinyRuns.spec(10), false);
        until(() -> window.trace().getTrace().isPresent());
        model.time();
        until(() -> model.fit().isPresent());
        assertTrue(model.fit().orElseThrow().linear() >= 0 && model.fit().orElseThrow().quadratic() >= 0);
        model.stop();
        assertFalse(model.timingProperty().get());
        assertTrue(model.readingSpeed().orElseThrow() > 0);
        var before = window.run().getLoaded();
        window.run().open(TinyRuns.spec(11), false);
        until(() -> !window.run().getLoaded().equals(before));
        assertNull(model.timedProperty().get());
    }

    @Test
    void aBidirectionalModelHasNothingToKeep() throws InterruptedException {
        RunSpec spec = TinyRuns.spec(10);
        window.run().open(new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), spec.model().withCausal(false), spec.training(), spec.seed()), false);
        until(() -> window.trace().getTrace().isPresent());
        model.race();
        assertFalse(model.racingProperty().get());
        assertTrue(model.problemProperty().get().contains("bidirectional"), model.problemProperty().get());
    }
}
