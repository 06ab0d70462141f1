package dev.glassbox.viewmodel;

import dev.glassbox.session.Run;
import dev.glassbox.session.RunFrame;
import dev.glassbox.session.RunState;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// A run that loads beside the one on screen, and why one could not be opened.
public final class RunOpening implements AutoCloseable {

    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper(this, "loading");
    private final ReadOnlyDoubleWrapper loadProgress = new ReadOnlyDoubleWrapper(this, "loadProgress");
    private final ReadOnlyStringWrapper loadMessage = new ReadOnlyStringWrapper(this, "loadMessage", "");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper(this, "notice", "");
    private Run run;
    private boolean branch;
    private boolean playing;

    /// A run that is ready to be shown.
    ///
    /// @param frame its first news
    /// @param branch whether it left the run on screen
    record Arrived(Run run, RunFrame frame, boolean branch) {}

    /// Gives up what loads now.
    void begin(Run next, boolean isBranch) {
        close();
        notice.set("");
        branch = isBranch;
        run = next;
        loading.set(true);
        loadProgress.set(0);
        loadMessage.set(next.beginning().name());
        next.start();
    }

    /// Whether it should train as soon as it is ready.
    void play(boolean wanted) {
        playing = wanted;
    }

    boolean willPlay() {
        return playing;
    }

    /// Takes the news.
    ///
    /// @param stays whether there is a run on screen that stays when this one cannot be opened
    Optional<Arrived> read(boolean stays) {
        RunFrame frame = run == null ? null : run.frames().take().orElse(null);
        if (frame == null) {
            return Optional.empty();
        }
        loadProgress.set(frame.loaded());
        loadMessage.set(frame.doing());
        if (frame.state() == RunState.LOADING) {
            return Optional.empty();
        }
        Run arrived = run;
        run = null;
        loading.set(false);
        if (arrived.loaded().isEmpty()) {
            notice.set(frame.failure() + (stays ? " The current run stays." : ""));
            arrived.close();
            return Optional.empty();
        }
        return Optional.of(new Arrived(arrived, frame, branch));
    }

    /// Gives up the run that is loading; the shown one stays.
    public void cancel() {
        if (run != null) {
            close();
            loading.set(false);
        }
    }

    /// Whether a new run is being loaded.
    public ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /// 0…1
    public ReadOnlyDoubleProperty loadProgressProperty() {
        return loadProgress.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty loadMessageProperty() {
        return loadMessage.getReadOnlyProperty();
    }

    /// One sentence about a run that could not be opened; empty when all is well.
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }
}
