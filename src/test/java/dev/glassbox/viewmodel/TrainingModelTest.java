package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TimeMachine;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.viewmodel.TrainingModel.Crossing;
import dev.glassbox.viewmodel.TrainingModel.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final RunViewModel run = window.run();
    private final TrainingModel training = window.training();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    @Test
    void crossingsBestAndCurvesFollowTheRun() throws InterruptedException {
        run.open(TinyRuns.spec(300), true);
        until(() -> run.getState() == RunState.FINISHED && training.baseLinesProperty().get() != null);
        LossCurve.Points points = window.timeline().getPoints();
        List<Crossing> crossings = training.crossings(points);
        assertEquals(2, crossings.size(), "a text of few sentences is learned better than pairs");
        assertTrue(crossings.getFirst().step() <= crossings.getLast().step());
        assertEquals("step " + crossings.getLast().step() + ": better than counting pairs", crossings.getLast().sentence());
        assertTrue(crossings.getLast().loss() < training.baseLinesProperty().get().tokenPairs());
        Crossing best = TrainingModel.best(points).orElseThrow();
        for (double loss : points.validation()) {
            assertTrue(best.loss() <= loss);
        }
        assertEquals(300, training.curve(MetricCurve.Kind.LEARNING_RATE).steps().length);
        assertEquals(100 + 20, training.curve(MetricCurve.Kind.UPDATE_RATIO).steps().length);
        assertTrue(training.curve(MetricCurve.Kind.TOKENS_PER_SECOND).mean()[7] > 0);
        assertEquals(300, training.normsAt(304).orElseThrow().step());
        assertEquals(42, training.normsAt(42).orElseThrow().step());
        assertTrue(training.normsAt(0).isEmpty());
    }

    @Test
    void theTextBehindASpikeIsThatOfItsStep() throws InterruptedException {
        run.open(TinyRuns.spec(60), true);
        until(() -> run.getState() == RunState.FINISHED);
        training.setTextWanted(true);
        window.moment().view(30);
        until(() -> training.tokenLossesProperty().get() != null && training.tokenLossesProperty().get().of().step() == 30);
        assertEquals(run.logProperty().get().get(Metric.LOSS, 31), training.tokenLossesProperty().get().mean());
        training.textProperty().set(Text.VALIDATION);
        until(() -> training.tokenLossesProperty().get().windows().size() != 4);
        assertEquals("", training.problemProperty().get());
    }

    @Test
    void theChangeSinceAStepComparesTheSameText() throws InterruptedException {
        run.open(TinyRuns.spec(60), true);
        until(() -> run.getState() == RunState.FINISHED);
        training.setTextWanted(true);
        until(() -> training.tokenLossesProperty().get() != null && training.tokenLossesProperty().get().of().step() == 60);
        assertNull(training.earlierLossesProperty().get(), "nothing is compared until somebody asks");
        training.sinceProperty().set(0);
        until(() -> training.earlierLossesProperty().get() != null);
        assertEquals(0, training.earlierLossesProperty().get().of().step());
        assertArrayEquals(training.tokenLossesProperty().get().windows().getFirst().ids(), training.earlierLossesProperty().get().windows().getFirst().ids());
        assertTrue(training.earlierLossesProperty().get().mean() > training.tokenLossesProperty().get().mean(), "it has learned");
        training.sinceProperty().set(31);
        int keyframe = run.shown().orElseThrow().past().nearest(31);
        until(() -> training.earlierLossesProperty().get().of().step() == keyframe);
        training.sinceProperty().set(TrainingModel.NOTHING);
        until(() -> training.earlierLossesProperty().get() == null);
    }

    @Test
    void theFilmHoldsTheFirstTheNewestAndTheStepsBetween() throws InterruptedException {
        run.open(TinyRuns.spec(200), true);
        until(() -> run.getState() == RunState.FINISHED && window.trace().getTrace().isPresent());
        assertEquals(List.of(), training.film().stillsProperty().get(), "nothing is read while nobody looks");
        training.film().setActive(true);
        TimeMachine past = run.shown().orElseThrow().past();
        int newest = past.steps()[past.steps().length - 1];
        until(() -> training.film().stillsProperty().get().size() >= 6 && training.film().stillsProperty().get().getLast().step() == newest);
        List<Trace> stills = training.film().stillsProperty().get();
        assertEquals(0, stills.getFirst().step());
        assertEquals(newest, stills.getLast().step());
        assertTrue(stills.size() <= FilmModel.MOMENTS, stills.size() + " moments");
        for (Trace still : stills) {
            assertEquals(window.trace().getSentence(), still.sentence());
            assertArrayEquals(past.weights(still.step()).orElseThrow(), still.snapshot().values());
        }
    }

    @Test
    void theTableIsSavedInTheBackground(@TempDir Path folder) throws InterruptedException {
        run.open(TinyRuns.spec(20), true);
        until(() -> run.getState() == RunState.FINISHED);
        training.saveCsv(folder.resolve("metrics.csv"));
        until(() -> !training.savedProperty().get().isEmpty());
        assertEquals("Saved 20 steps to metrics.csv.", training.savedProperty().get());
        assertTrue(Files.exists(folder.resolve("metrics.csv")));
        training.saveCsv(folder.resolve("no/such/folder.csv"));
        until(() -> !training.problemProperty().get().isEmpty());
    }
}
