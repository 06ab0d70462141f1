package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.train.Trainer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExperimentTest {

    @Test
    void everyExperimentDiffersInItsSwitchAndInNothingElse() {
        for (Experiment experiment : Experiment.catalogue()) {
            for (String choice : experiment.choices()) {
                RunSpec b = experiment.variant(choice);
                List<String> lines = experiment.base().differences(b);
                assertFalse(lines.isEmpty(), experiment.key());
                int allowed = Set.of(Switch.OBJECTIVE, Switch.LEARNING_RATE, Switch.HEADS).contains(experiment.what()) ? 2 : 1;
                assertTrue(lines.size() <= allowed, experiment.key() + ": " + lines);
                assertTrue(experiment.what().labels(experiment.base()).contains(choice), experiment.key());
                for (Switch other : Switch.values()) {
                    boolean same = other.value(b).equals(other.value(experiment.base()));
                    boolean belongs = other == experiment.what() || experiment.what() == Switch.OBJECTIVE && other == Switch.MASK
                            || experiment.what() == Switch.HEADS && other == Switch.KV_HEADS; // multi-head stays multi-head
                    assertTrue(same || belongs, experiment.key() + " also changes " + other);
                }
            }
        }
    }

    @Test
    void aCaptionSaysRatesInPlainDecimals() {
        RunSpec stories = RunSpec.smallStories();
        assertEquals(List.of("learning_rate: 0.002 → 0.006", "min_lr: 0.0002 → 0.0006"), stories.differences(Switch.LEARNING_RATE.set(stories, "× 3")));
        assertEquals(List.of("learning_rate: 0.002 → 0.0002", "min_lr: 0.0002 → 0.00002"), stories.differences(Switch.LEARNING_RATE.set(stories, "× 0.1")));
    }

    @Test
    void theCatalogueHoldsWhatTheLessonsNeed() {
        Set<String> keys = new HashSet<>();
        for (Experiment experiment : Experiment.catalogue()) {
            assertTrue(keys.add(experiment.key()), experiment.key() + " twice");
            assertTrue(experiment.question().endsWith("?"), experiment.question());
            assertTrue(experiment.bet().endsWith("."), experiment.bet());
        }
        assertTrue(keys.containsAll(Set.of("mask", "scaling", "residual-2", "residual-4", "residual-8", "positions-none", "norm-none", "norm-place", "ffn-none",
                "projection-none", "warmup-none", "rate", "bias-correction", "activation", "positions", "kv-heads", "optimizer", "head", "bert", "batch", "corpus", "heads")), keys.toString());
    }

    @Test
    void everyChoiceOfEverySwitchMakesAModelOrSaysWhyNot() {
        RunSpec spec = RunSpec.smallStories();
        for (Switch each : Switch.values()) {
            assertTrue(each.labels(spec).contains(each.value(spec)), each + " does not know its own position");
            for (String label : each.labels(spec)) {
                try {
                    ModelConfig model = each.set(spec, label).model();
                    assertTrue(model.parameterCount() > 0);
                } catch (IllegalArgumentException told) {
                    assertTrue(told.getMessage().length() > 20, told.getMessage());
                }
            }
        }
        assertEquals(spec, Switch.MASK.set(spec, "on"));
        assertThrows(IllegalArgumentException.class, () -> Switch.MASK.set(spec, "half"));
    }

    @Test
    void aMaskedModelTrainsWritesAndIsLookedInto() throws InterruptedException {
        RunSpec bert = Switch.OBJECTIVE.set(TinyRuns.spec(30), "masked token (BERT)");
        WeightSnapshot weights = TinyRuns.trained(bert, 30);
        int known = weights.run().tokenizer().vocabulary().size();
        assertEquals(known + 1, weights.run().config().vocabSize());
        assertEquals(known, weights.run().maskId().orElseThrow());
        try (Worker worker = new Worker("test", failure -> fail(failure)); Diary diary = new Diary(worker, Warmup.none(dev.glassbox.kernel.Kernels.scalar()));
                Inspector inspector = new Inspector(worker, Warmup.none(dev.glassbox.kernel.Kernels.scalar()))) {
            diary.write(weights, "the cat", new dev.glassbox.sample.Sampler.Config(1, 0, 1), () -> {});
            assertTrue(TinyRuns.await(diary.newest()).line().text().startsWith("the cat"));
            inspector.request(weights, Sentence.of("the cat", weights.run().tokenizer(), 8), Inspector.LIVE);
            assertEquals(7, TinyRuns.await(inspector.traces()).tokens());
        }
    }

    /// How much of the gradient in the last block still reaches the embeddings, in the first step.
    private static double reaching(RunSpec spec) throws Exception {
        LoadedSpec loaded = LoadedSpec.load(spec, (share, doing) -> {});
        try (RowPool alone = new RowPool(1)) {
            Trainer trainer = new Trainer(loaded.transformer(), spec.training(), loaded.tokens().train(), loaded.tokens().validation(), Kernels.best(), alone);
            trainer.measureNorms(true);
            trainer.step();
            double[] gradient = trainer.norms().orElseThrow().gradient();
            return gradient[0] / gradient[gradient.length - 2]; // the last is the head
        }
    }

    @Test
    void withoutResidualConnectionsTheGradientStarvesOnItsWayTheMoreTheDeeperTheModel() throws Exception {
        double before = 1;
        for (int depth : new int[] {2, 4, 8}) {
            Experiment experiment = Experiment.catalogue().stream().filter(each -> each.key().equals("residual-" + depth)).findFirst().orElseThrow();
            assertEquals(depth, experiment.base().model().nLayer());
            double with = reaching(experiment.base());
            double without = reaching(experiment.variant("off"));
            assertTrue(with > 0.7, depth + " blocks with residual connections: " + with);
            assertTrue(without < 0.7 * before, depth + " blocks without: " + without + " after " + before);
            before = without;
        }
        assertTrue(before < 0.05, "eight blocks without: " + before);
    }

    @Test
    void aPartOfACorpusKeepsTokenizerAndValidationText() throws Exception {
        RunSpec whole = TinyRuns.spec(5);
        RunSpec part = Switch.CORPUS_SIZE.set(whole, "a quarter");
        LoadedSpec all = LoadedSpec.load(whole, (share, doing) -> {});
        LoadedSpec few = LoadedSpec.load(part, (share, doing) -> {});
        assertEquals(all.tokens().train().length / 4, few.tokens().train().length);
        assertArrayEquals(all.tokens().validation(), few.tokens().validation());
        assertEquals(all.config(), few.config());
        assertEquals(whole.corpus(), Switch.CORPUS_SIZE.set(part, "all of it").corpus());
    }
}
