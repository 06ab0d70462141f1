package dev.glassbox.view;

import dev.glassbox.viewmodel.Pulse;
import javafx.beans.value.ObservableValue;

/// Builds something again once per pulse when one of its inputs has changed, and not otherwise: ten changes in one frame are
/// one picture, no change is none.
final class Refresh {
    private final Runnable build;
    private boolean due = true;

    Refresh(Pulse pulse, Runnable build, ObservableValue<?>... inputs) {
        this.build = build;
        for (ObservableValue<?> input : inputs) {
            input.subscribe((before, now) -> due = true);
        }
        pulse.add(now -> run());
    }

    void mark() {
        due = true;
    }

    private void run() {
        if (due) {
            due = false;
            build.run();
        }
    }
}
