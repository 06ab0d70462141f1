package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.TrainingConfig;
import java.util.List;

/// Runs that work well as they are, one for each bundled corpus; each was trained to its end, see ARCHITECTURE.md for the losses.
final class Presets {

    private Presets() {}

    /// Those whose corpus comes with the program, the default first.
    static List<RunSpec> all() {
        return List.of(smallStories(), names(), capitals(), sums());
    }

    static RunSpec smallStories() {
        return preset("Small stories", "small-stories", 32, 4, 4, 64, 12, 2e-3, 2_000);
    }

    static RunSpec names() {
        return preset("Names", "names", 16, 4, 4, 64, 32, 2e-3, 3_000);
    }

    static RunSpec capitals() {
        return preset("Capitals", "capitals", 32, 4, 4, 64, 16, 2e-3, 3_000);
    }

    static RunSpec sums() {
        return preset("Sums", "sums", 24, 4, 4, 64, 64, 2e-3, 6_000);
    }

    private static RunSpec preset(String name, String key, int contextLength, int nLayer, int nHead, int dModel, int batchSize,
            double learningRate, int steps) {
        Corpus.Bundled bundled = Corpus.bundled().stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
        int vocabulary = bundled.tokenizer() instanceof TokenizerSpec.Bpe(int size, var _) ? size : 1; // a character vocabulary is counted later
        ModelConfig model = ModelConfig.gpt2Style(vocabulary, contextLength, nLayer, nHead, dModel);
        TrainingConfig training = TrainingConfig.defaults().withBatchSize(batchSize).withLearningRate(learningRate)
                .withMinLr(learningRate / 10).withSteps(steps);
        return new RunSpec(name, new CorpusSource.Bundled(key), bundled.tokenizer(), model, training, RunSpec.DEFAULT_SEED);
    }
}
