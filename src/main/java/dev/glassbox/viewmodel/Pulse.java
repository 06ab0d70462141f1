package dev.glassbox.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;

/// The one timer of a window. Everything that wants news looks for it here, once per frame, in the order of registration:
/// first view models fetch, then views read; so all of a window shows the same step.
///
/// Tests never start it, they call [#tick(long)].
public final class Pulse {

    /// @see Pulse
    @FunctionalInterface
    public interface Listener {
        /// @param now nanoseconds, only differences mean something
        void pulse(long now);
    }

    private final List<Listener> listeners = new ArrayList<>();
    private final Consumer<Throwable> failures;
    private AnimationTimer timer;

    /// @param failures is told what a listener threw; the others still get their turn
    public Pulse(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    public void start() {
        if (timer == null) {
            timer = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    tick(now);
                }
            };
        }
        timer.start();
    }

    public void stop() {
        if (timer != null) {
            timer.stop();
        }
    }

    /// One frame. Listeners added or removed meanwhile count from the next one on.
    public void tick(long now) {
        for (Listener listener : List.copyOf(listeners)) {
            try {
                listener.pulse(now);
            } catch (RuntimeException failure) {
                failures.accept(failure);
            }
        }
    }
}
