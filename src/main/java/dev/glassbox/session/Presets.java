package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.Schedule;
import dev.glassbox.train.TrainingConfig;
import java.util.List;

/// Runs that work well as they are: one for each bundled corpus, and one as small as can be.
final class Presets {

    private Presets() {}

    /// The default first.
    static List<RunSpec> all() {
        return List.of(smallStories(), names(), fables(), capitals(), sums(), bankAndRiver(), microgpt());
    }

    static RunSpec smallStories() {
        return preset("Small stories", "small-stories", 32, 12, 2_000);
    }

    static RunSpec names() {
        return preset("Names", "names", 16, 32, 2_000);
    }

    static RunSpec fables() {
        RunSpec spec = preset("Fables", "fables", 64, 12, 1_000);
        return spec.withTraining(spec.training().withDropout(0.2)); // prose that hardly repeats itself: longer, and it is learnt by heart
    }

    static RunSpec capitals() {
        return preset("Capitals", "capitals", 32, 16, 3_000);
    }

    static RunSpec sums() {
        return preset("Sums", "sums", 24, 64, 3_000);
    }

    static RunSpec bankAndRiver() {
        return preset("Bank and river", "bank-and-river", 32, 12, 2_000);
    }

    /// One block of width 16 without a single bias, on names: every one of its 4,192 weights can be looked at.
    static RunSpec microgpt() {
        TrainingConfig training = TrainingConfig.defaults().withSchedule(Schedule.LINEAR).withWarmup(0).withLearningRate(1e-2)
                .withBeta1(0.85).withWeightDecay(0).withGradClip(0).withBatchSize(8).withSteps(2_000);
        return new RunSpec("microgpt", new CorpusSource.Bundled("names"), TokenizerSpec.characters(), ModelConfig.microgpt(), training,
                RunSpec.DEFAULT_SEED);
    }

    /// Four blocks with four heads, d_model 64, and the tokenizer that suits the corpus.
    private static RunSpec preset(String name, String key, int contextLength, int batchSize, int steps) {
        Corpus.Bundled bundled = Corpus.bundled().stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
        int vocabulary = bundled.tokenizer() instanceof TokenizerSpec.Bpe(int size, var _, var _) ? size : 1; // a character vocabulary is counted later
        ModelConfig model = ModelConfig.gpt2Style(vocabulary, contextLength, 4, 4, 64);
        TrainingConfig training = TrainingConfig.defaults().withBatchSize(batchSize).withLearningRate(2e-3).withMinLr(2e-4).withWarmup(30)
                .withSteps(steps);
        return new RunSpec(name, new CorpusSource.Bundled(key), bundled.tokenizer(), model, training, RunSpec.DEFAULT_SEED);
    }
}
