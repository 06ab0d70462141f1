package dev.glassbox.session;

/// Life of a run: loading → paused ⇄ running → finished, or failed; closed at the end.
public enum RunState {
    /// Corpus is read, tokenizer trained, weights drawn.
    LOADING,
    /// Waits at a step boundary.
    PAUSED,
    RUNNING,
    /// All planned steps are done; `RunCommand.TrainMore` goes on.
    FINISHED,
    /// Stopped by an error; the last frame says which. The weights can still be looked at.
    FAILED,
    CLOSED;

    public boolean loaded() {
        return this != LOADING;
    }

    /// Whether a play command would start training.
    public boolean canPlay() {
        return this == LOADING || this == PAUSED;
    }
}
