package dev.glassbox.session;

import dev.glassbox.file.BadFileException;
import dev.glassbox.text.CorpusException;
import dev.glassbox.train.LossHistory;
import dev.glassbox.train.TrainingState;
import java.util.Optional;

/// What a run can begin with: an experiment described from scratch, a model in a folder, or a folder where models arrive.
public sealed interface RunStart permits RunSpec, SavedModel, FollowedFolder {

    /// For people, before anything is loaded.
    String name();

    /// Is told how far loading is; may throw to stop it.
    interface Progress {
        void at(double share, String doing);
    }

    /// Everything a run needs before its first step.
    ///
    /// @param values weights in file order; empty when they are to be drawn from the seed
    /// @param state where training goes on; empty at its beginning
    /// @param refusal why this model cannot be trained, one sentence; empty when it can
    /// @param loss of the last step, NaN if unknown
    /// @param validationLoss as last measured, NaN if unknown
    /// @param follower who looks for newer weights; empty for a model that stays as it is
    record Ready(LoadedSpec loaded, Optional<float[]> values, Optional<TrainingState> state, String refusal, int step, double loss,
            double validationLoss, LossHistory history, Optional<Follower> follower) {

        static Ready fresh(LoadedSpec loaded) {
            return new Ready(loaded, Optional.empty(), Optional.empty(), "", 0, Double.NaN, Double.NaN, LossHistory.EMPTY, Optional.empty());
        }
    }

    /// Reads what it names; slow.
    ///
    /// @throws CorpusException when the text cannot be read or is too short
    /// @throws BadFileException when a file of the model cannot be read
    Ready load(Progress progress) throws CorpusException, BadFileException;
}
