package dev.glassbox.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import java.util.List;
import java.util.Optional;

/// A run at rest: everything needed to look at its model and to go on with it, bit for bit.
///
/// @param tokenizer      empty for a model that came without one
/// @param training       the settings the run began with
/// @param state          weights, optimizer and settings as they are now
/// @param loss           of the last step, NaN if unknown
/// @param validationLoss as last measured, NaN if unknown
/// @param history        the loss of the steps so far
public record Checkpoint(ModelConfig config, Optional<Tokenizer> tokenizer, TrainingConfig training, TrainingState state,
                         double loss, double validationLoss, LossHistory history) {

    /// Replaces the model in a folder by this one.
    public void save(ModelFolder folder) throws BadFileException {
        draft(folder).save();
    }

    /// What [#save] writes, for adding more files to it.
    public ModelFolder.Draft draft(ModelFolder folder) {
        return draft(folder, config, tokenizer, state.values()).with(ModelFolder.TRAINING, TrainingJson.write(this))
                .withMoments(TrainingJson.moments(training.optimizer()), state.moments());
    }

    /// Replaces the model in a folder by one without the state of its training.
    public static void saveModel(ModelFolder folder, ModelConfig config, Optional<Tokenizer> tokenizer, float[] values) throws BadFileException {
        modelDraft(folder, config, tokenizer, values).save();
    }

    /// What [#saveModel] writes, for adding more files to it.
    public static ModelFolder.Draft modelDraft(ModelFolder folder, ModelConfig config, Optional<Tokenizer> tokenizer, float[] values) {
        return draft(folder, config, tokenizer, values);
    }

    private static ModelFolder.Draft draft(ModelFolder folder, ModelConfig config, Optional<Tokenizer> tokenizer, float[] values) {
        ModelFolder.Draft draft = folder.draft(config, values);
        tokenizer.ifPresent(present -> TokenizerFiles.content(present).forEach(draft::with));
        return draft;
    }

    /// How far a model in a folder was trained.
    public record Progress(int step, long seed, OptimizerKind optimizer, double loss, double validationLoss, LossHistory history) {}

    /// Checks the state of training in a folder without reading the large arrays; empty if there is none.
    public static Optional<Progress> check(ModelFolder folder) throws BadFileException {
        return folder.consistently(() -> {
            Optional<JsonNode> json = folder.training();
            if (json.isEmpty()) {
                return Optional.empty();
            }
            TrainingJson.Content content = TrainingJson.read(folder.folder().resolve(ModelFolder.TRAINING), json.get());
            folder.checkMoments(folder.config(), TrainingJson.moments(content.config().optimizer()));
            return Optional.of(new Progress(content.stepsDone(), content.config().seed(), content.config().optimizer(), content.loss(),
                    content.validationLoss(), content.history()));
        });
    }

    /// Reads a checkpoint; empty if the folder holds a model without the state of its training.
    public static Optional<Checkpoint> read(ModelFolder folder) throws BadFileException {
        return read(folder, ModelFolder.Progress.NONE);
    }

    /// The same, telling how far it is.
    public static Optional<Checkpoint> read(ModelFolder folder, ModelFolder.Progress progress) throws BadFileException {
        return folder.consistently(() -> {
            Optional<JsonNode> json = folder.training();
            if (json.isEmpty()) {
                return Optional.empty();
            }
            TrainingJson.Content content = TrainingJson.read(folder.folder().resolve(ModelFolder.TRAINING), json.get());
            ModelFolder.Opened model = folder.open(progress);
            List<float[]> moments = folder.moments(model.config(), TrainingJson.moments(content.config().optimizer()));
            TrainingState state = new TrainingState(content.stepsDone(), content.windowsDrawn(), model.parameters().values(), moments,
                    content.learningRate(), content.batchSize(), content.weightDecay(), content.gradClip(), content.dropout());
            return Optional.of(new Checkpoint(model.config(), folder.tokenizer(), content.config(), state, content.loss(), content.validationLoss(),
                    content.history()));
        });
    }
}
