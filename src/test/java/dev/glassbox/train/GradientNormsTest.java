package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientNormsTest {

    private static Trainer trainer(ModelConfig model, RowPool pool) {
        int[] text = new int[400];
        for (int i = 0; i < text.length; i++) {
            text[i] = (i * i * 7 + i / 3) % 23;
        }
        return new Trainer(new Transformer(model), TrainingConfig.defaults().withBatchSize(4).withWarmup(0), text, text, Kernels.scalar(), pool);
    }

    @Test
    void partsAddUpToTheWholeGradientAndTheRealUpdate() {
        try (RowPool pool = new RowPool(2)) {
            Trainer trainer = trainer(ModelConfig.gpt2Style(23, 8, 2, 2, 16), pool);
            assertEquals(List.of("embeddings", "block 1 attention", "block 1 MLP", "block 2 attention", "block 2 MLP", "head"),
                    trainer.normGroups().stream().map(GradientNorms.Group::key).toList());
            trainer.step();
            assertTrue(trainer.norms().isEmpty(), "nothing is measured unless asked for");
            trainer.measureNorms(true);
            float[] before = trainer.parameters().values().clone();
            Trainer.Step step = trainer.step();
            GradientNorms norms = trainer.norms().orElseThrow();
            assertEquals(2, norms.step());
            assertEquals(step.gradNorm(), Math.sqrt(Arrays.stream(norms.gradient()).map(g -> g * g).sum()), 1e-9);
            double moved = 0;
            double size = 0;
            for (int i = 0; i < before.length; i++) {
                double change = trainer.parameters().values()[i] - before[i];
                moved += change * change;
                size += (double) before[i] * before[i];
            }
            assertEquals(Math.sqrt(moved / size), norms.ratio(), 1e-6);
        }
    }

    @Test
    void measuringChangesNoWeight() {
        try (RowPool pool = new RowPool(1)) {
            Trainer plain = trainer(ModelConfig.microgpt().withVocabSize(23), pool);
            Trainer measured = trainer(ModelConfig.microgpt().withVocabSize(23), pool);
            measured.measureNorms(true);
            List<StepPhase> phases = new ArrayList<>();
            measured.setPhaseListener(phases::add);
            for (int i = 0; i < 5; i++) {
                plain.step();
                measured.step();
            }
            assertEquals(plain.parameters().fingerprint(), measured.parameters().fingerprint());
            assertEquals(List.of(StepPhase.values()), phases.subList(0, 5));
            assertEquals(25, phases.size());
        }
    }

    @Test
    void dropoutCanChangeWhileTraining() {
        try (RowPool pool = new RowPool(1)) {
            Trainer trainer = trainer(ModelConfig.gpt2Style(23, 8, 1, 2, 16), pool);
            Trainer other = trainer(ModelConfig.gpt2Style(23, 8, 1, 2, 16), pool);
            other.setDropout(0.3);
            assertNotEquals(trainer.step().loss(), other.step().loss());
            assertEquals(0.3, other.state().dropout());
            assertThrows(IllegalArgumentException.class, () -> other.setDropout(1));
            trainer.restore(other.state());
            assertEquals(other.step().loss(), trainer.step().loss());
        }
    }
}
