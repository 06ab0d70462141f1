package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.TrainingConfig;
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
