package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final ModelConfig MODEL = ModelConfig.gpt2Style(13, 8, 1, 2, 8);
    private static final int[] TEXT = text();
    private final RowPool pool = new RowPool(1);

    private static int[] text() {
        int[] ids = new int[300];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i * i % 12;
        }
        return ids;
    }

    private Trainer trainer(TrainingConfig config) {
        return new Trainer(new Transformer(MODEL), config, TEXT, TEXT, Kernels.best(), pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void validationLossIsAlwaysMeasuredOnTheSameWindows() {
        Trainer trainer = trainer(TrainingConfig.defaults());
        double first = trainer.validationLoss();
        assertEquals(first, trainer.validationLoss());
        trainer.setBatchSize(3);
        assertEquals(first, trainer.validationLoss());
        assertEquals(Math.log(13), first, 0.1);
        assertTrue(Double.isNaN(new Trainer(new Transformer(MODEL), TrainingConfig.defaults(), TEXT, new int[0], Kernels.best(), pool).validationLoss()));
    }

    @Test
    void measuringDoesNotDisturbTraining() {
        Trainer quiet = trainer(TrainingConfig.defaults().withDropout(0.1));
        Trainer measured = trainer(TrainingConfig.defaults().withDropout(0.1));
        for (int i = 0; i < 5; i++) {
            quiet.step();
            measured.step();
            measured.validationLoss();
        }
        assertArrayEquals(quiet.parameters().values(), measured.parameters().values());
    }

    @Test
    void clippingLimitsTheGradientButReportsItsNorm() {
        TrainingConfig config = TrainingConfig.defaults().withOptimizer(OptimizerKind.SGD).withSchedule(Schedule.CONSTANT).withLearningRate(1)
                .withWeightDecay(0).withGradClip(0.01);
        Trainer trainer = trainer(config);
        float[] before = trainer.parameters().values().clone();
        Trainer.Step step = trainer.step();
        assertTrue(step.gradNorm() > 0.1);
        double moved = 0;
        for (int i = 0; i < before.length; i++) {
            double d = trainer.parameters().values()[i] - before[i];
            moved += d * d;
        }
        assertEquals(0.01, Math.sqrt(moved), 1e-5);
    }

    @Test
    void liveSettingsActFromTheNextStep() {
        Trainer trainer = trainer(TrainingConfig.defaults().withSchedule(Schedule.CONSTANT));
        assertEquals(1e-3, trainer.step().learningRate());
        trainer.setLearningRate(5e-4);
        trainer.setBatchSize(20);
        Trainer.Step step = trainer.step();
        assertEquals(5e-4, step.learningRate());
        assertEquals(160, step.tokens());
        assertEquals("learning_rate: -1.0 must be zero or a positive number",
                assertThrows(IllegalArgumentException.class, () -> trainer.setLearningRate(-1)).getMessage());
    }

    @Test
    void theWishedRateScalesTheWholeSchedule() {
        Trainer trainer = trainer(TrainingConfig.defaults().withWarmup(10));
        assertEquals(1e-4, trainer.currentLearningRate(), 1e-12);
        trainer.setLearningRate(2e-3);
        assertEquals(2e-4, trainer.currentLearningRate(), 1e-12);
    }

    @Test
    void aStepThatDivergesIsReportedAndChangesNothing() {
        Trainer trainer = trainer(TrainingConfig.defaults());
        trainer.step();
        float[] weights = trainer.parameters().values();
        weights[weights.length - 1] = Float.NaN;
        float[] before = weights.clone();
        Trainer.Step step = trainer.step();
        assertTrue(step.diverged());
        assertEquals(1, step.step());
        assertArrayEquals(before, weights);
    }

    @Test
    void decayPullsMatricesOnly() {
        TrainingConfig config = TrainingConfig.defaults().withOptimizer(OptimizerKind.SGD).withSchedule(Schedule.CONSTANT).withLearningRate(0.5)
                .withGradClip(1e-30).withWeightDecay(0.5);
        Trainer trainer = trainer(config);
        float[] before = trainer.parameters().values().clone();
        trainer.step();
        for (var parameter : trainer.model().layout().parameters()) {
            int i = parameter.offset();
            float factor = parameter.shape().rank() >= 2 ? 0.75f : 1;
            assertEquals(before[i] * factor, trainer.parameters().values()[i], 1e-6f, parameter.name());
        }
    }

    @Test
    void aShortTextIsRefusedInOneSentence() {
        assertEquals("The text has 5 tokens, but a context of 8 needs at least 9; use a longer text or a shorter context",
                assertThrows(IllegalArgumentException.class,
                        () -> new Trainer(new Transformer(MODEL), TrainingConfig.defaults(), new int[5], TEXT, Kernels.best(), pool)).getMessage());
    }
}
