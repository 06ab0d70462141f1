package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverfitOneBatchTest {
    private static final int[] TEXT = text(400);

    private static int[] text(int length) {
        int[] ids = new int[length];
        for (int i = 0; i < length; i++) {
            ids[i] = (i * i * 7 + i / 3) % 13;
        }
        return ids;
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void everyOptimizerLearnsOneBatchByHeart(OptimizerKind optimizer) {
        double rate = switch (optimizer) {
            case SGD -> 1.0;
            case MOMENTUM -> 0.2;
            case RMSPROP, ADAMW -> 3e-3;
        };
        TrainingConfig config = TrainingConfig.defaults().withOptimizer(optimizer).withLearningRate(rate).withSchedule(Schedule.CONSTANT)
                .withBatchSize(2).withWeightDecay(0);
        try (RowPool pool = new RowPool(1)) {
            Trainer trainer = new Trainer(new Transformer(ModelConfig.gpt2Style(13, 8, 2, 2, 16)), config, TEXT, new int[0], Kernels.best(), pool);
            double first = trainer.step().loss();
            Batch batch = trainer.batch();
            for (int i = 0; i < 400; i++) {
                trainer.step(batch);
            }
            assertEquals(Math.log(13), first, 0.1, "a new model should be about as good as guessing");
            double last = trainer.step(batch).loss();
            // The same token can follow two equal beginnings, so a little surprise may remain.
            assertTrue(last < 0.2, "loss is still " + last);
        }
    }

    @Test
    void hiddenTokensAreLearntToo() {
        TrainingConfig config = TrainingConfig.defaults().withObjective(Objective.MASKED_TOKEN).withLearningRate(3e-3)
                .withSchedule(Schedule.CONSTANT).withBatchSize(4);
        try (RowPool pool = new RowPool(1)) {
            ModelConfig model = ModelConfig.gpt2Style(14, 8, 2, 2, 16).withCausal(false);
            Trainer trainer = new Trainer(new Transformer(model), config, TEXT, TEXT, Kernels.best(), pool);
            trainer.step();
            Batch batch = trainer.batch();
            double before = trainer.validationLoss();
            for (int i = 0; i < 300; i++) {
                trainer.step(batch);
            }
            assertTrue(trainer.step(batch).loss() < 0.1);
            assertTrue(before > 2, "validation before training was " + before);
        }
    }
}
