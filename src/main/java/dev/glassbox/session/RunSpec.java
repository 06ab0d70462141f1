package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/// One reproducible experiment: the same spec gives the same weights at every step, bit for bit, on every machine.
///
/// @param model its vocabulary size is replaced by what the tokenizer really has
/// @param training its seed is replaced by the spec's
/// @param seed of the first weights, the order of the batches and the diary's draws
public record RunSpec(String name, CorpusSource corpus, TokenizerSpec tokenizer, ModelConfig model, TrainingConfig training, long seed) implements RunStart {

    public static final long DEFAULT_SEED = 42;

    public RunSpec {
        training = training.withSeed(seed);
    }

    /// `4 layers, 4 heads, d_model 64`
    public String sizes() {
        return model.nLayer() + (model.nLayer() == 1 ? " layer, " : " layers, ") + model.nHead() + (model.nHead() == 1 ? " head" : " heads")
                + ", d_model " + model.dModel();
    }

    public RunSpec withSeed(long newSeed) {
        return new RunSpec(name, corpus, tokenizer, model, training, newSeed);
    }

    public RunSpec withTraining(TrainingConfig newTraining) {
        return new RunSpec(name, corpus, tokenizer, model, newTraining, seed);
    }

    @Override
    public Ready load(Progress progress) throws CorpusException {
        return Ready.fresh(LoadedSpec.load(this, progress));
    }

    /// One line for each setting that differs, such as `causal: true → false`: the caption of a comparison.
    public List<String> differences(RunSpec other) {
        List<String> lines = new ArrayList<>(model.differences(other.model));
        lines.addAll(training.withSeed(seed).differences(other.training.withSeed(seed)));
        differ(lines, "corpus", corpus.title(), other.corpus.title());
        differ(lines, "tokenizer", tokenizer, other.tokenizer);
        differ(lines, "seed", seed, other.seed);
        return lines;
    }

    private static void differ(List<String> lines, String key, Object mine, Object theirs) {
        if (!mine.equals(theirs)) {
            lines.add(key + ": " + mine + " → " + theirs);
        }
    }

    /// The presets, the default first.
    public static List<RunSpec> presets() {
        return Presets.all();
    }

    /// The default: words in simple sentences, 232,512 parameters.
    public static RunSpec smallStories() {
        return Presets.smallStories();
    }

    /// Letters in first names, about 200,000 parameters.
    public static RunSpec names() {
        return Presets.names();
    }
}
