package dev.glassbox.session;

import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.train.Checkpoint;
import dev.glassbox.train.LossHistory;
import dev.glassbox.train.TrainingState;
import java.nio.file.Path;
import java.util.Optional;

/// All of a run at one step boundary, copied and never written again: enough to save it and to go on with it, bit for bit.
///
/// @param values all weights in file order
/// @param training empty for a model that is not trained here
/// @param loss of the last step, NaN if unknown
/// @param validationLoss as last measured, NaN if unknown
/// @param history the loss of the steps so far
public record FullState(LoadedSpec run, int step, float[] values, Optional<TrainingState> training, double loss, double validationLoss,
        LossHistory history) {

    static FullState of(LoadedSpec run, TrainingState state, double loss, double validationLoss, LossHistory history) {
        return new FullState(run, state.stepsDone(), state.values(), Optional.of(state), loss, validationLoss, history);
    }

    /// Replaces the model in a folder by this one; killed at any moment, the folder holds the old one or this one.
    ///
    /// @param progress may throw to stop; the folder then stays as it was
    public void save(Path folder, ModelFolder.Progress progress) throws BadFileException {
        ModelFolder place = new ModelFolder(folder);
        ModelFolder.Draft draft = training.isPresent()
                ? new Checkpoint(run.config(), run.ownTokenizer(), run.spec().training(), training.get(), loss, validationLoss, history).draft(place)
                : Checkpoint.modelDraft(place, run.config(), run.ownTokenizer(), values);
        if (run.hasText()) {
            draft.with(ModelFolder.CORPUS, CorpusNote.content(run.spec().corpus(), run.corpus()));
        }
        draft.save(progress);
    }
}
