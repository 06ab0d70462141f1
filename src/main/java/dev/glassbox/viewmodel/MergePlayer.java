package dev.glassbox.viewmodel;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;

/// Goes through the merges of a training, back and forth or by itself, and says how far the newest pair has grown together.
public final class MergePlayer {
    private static final long MERGE_EVERY = 600_000_000;
    private static final long GLUE = 180_000_000;

    private int last = -1;
    private long playedAt;
    private long gluedAt;
    private boolean gluing;

    private final IntegerProperty merges = new SimpleIntegerProperty(this, "merges");
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");
    private final ReadOnlyDoubleWrapper glue = new ReadOnlyDoubleWrapper(this, "glue", 1);
    private final BooleanProperty still = new SimpleBooleanProperty(this, "still");

    MergePlayer() {}

    /// @param merges that there are now; −1 before the first training has ended
    void setLast(int merges) {
        last = merges;
    }

    /// A moment has come on screen.
    ///
    /// @param onward whether it is one merge after the one before
    void shown(boolean onward, long now) {
        gluing = onward && !still.get();
        gluedAt = now;
        glue.set(gluing ? 0 : 1);
    }

    void pulse(long now) {
        if (gluing) {
            glue.set(Math.min(1, (now - gluedAt) / (double) GLUE));
            gluing = glue.get() < 1;
        }
        if (playing.get() && now - playedAt >= MERGE_EVERY) {
            playedAt = now;
            step(1);
        }
    }

    /// One merge on or back; at the ends nothing happens.
    public void step(int by) {
        if (last >= 0) {
            merges.set(Math.clamp((long) merges.get() + by, 0, last));
            if (merges.get() == last) {
                pause();
            }
        }
    }

    /// Makes a merge every 600 ms, from the first when all have been made.
    public void play() {
        if (last > 0) {
            if (merges.get() >= last) {
                merges.set(0);
            }
            playing.set(true);
        }
    }

    public void pause() {
        playing.set(false);
    }

    public void toggle() {
        if (playing.get()) {
            pause();
        } else {
            play();
        }
    }

    /// How many merges are shown as made.
    public IntegerProperty mergesProperty() {
        return merges;
    }

    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    /// How far the newest pair has grown together, 0…1.
    public ReadOnlyDoubleProperty glueProperty() {
        return glue.getReadOnlyProperty();
    }

    /// With reduced motion nothing glides.
    public BooleanProperty stillProperty() {
        return still;
    }
}
