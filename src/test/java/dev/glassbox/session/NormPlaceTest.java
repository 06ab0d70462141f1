package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Norm;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the places of the norm are said to do to training.
@Execution(ExecutionMode.CONCURRENT)
class NormPlaceTest {
    private static final int STEPS = 150;
    /// Steps at the end whose losses are averaged.
    private static final int END = 20;

    @Test
    void atAHighRateTheCurveWithNormsBeforeFallsBelowTheOneWithNormsAfter() throws Exception {
        double pre = end(Norm.Place.PRE, 3e-3);
        double post = end(Norm.Place.POST, 3e-3);
        assertTrue(Double.isFinite(pre) && Double.isFinite(post), pre + " and " + post);
        assertTrue(pre < post - 0.2, "norms before: " + pre + ", after: " + post);
        assertTrue(pre < 3, "the model with norms before has learned little: " + pre);
    }

    private static double end(Norm.Place place, double rate) throws Exception {
        RunSpec spec = RunSpec.smallStories();
        LoadedSpec loaded = LoadedSpec.load(spec, (share, doing) -> { });
        TrainingConfig training = spec.training().withLearningRate(rate).withWarmup(0);
        try (RowPool pool = new RowPool(1)) {
            Trainer trainer = new Trainer(new Transformer(loaded.config().withNormPlace(place)), training, loaded.tokens().train(),
                    loaded.tokens().validation(), Kernels.best(), pool);
            double sum = 0;
            for (int step = 0; step < STEPS; step++) {
                double loss = trainer.step().loss();
                sum += step < STEPS - END ? 0 : loss;
            }
            return sum / END;
        }
    }
}
