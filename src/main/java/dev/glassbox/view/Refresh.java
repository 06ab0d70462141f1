package dev.glassbox.view;

import dev.glassbox.viewmodel.Pulse;
import java.util.function.BooleanSupplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// Builds something again once per pulse when one of its inputs has changed, and not otherwise: ten changes in one frame are
/// one picture, no change is none. What stands on a hidden lens waits until the lens is on the stage again.
final class Refresh {
    private final Runnable build;
    private final BooleanSupplier visible;
    private boolean due = true;

    /// For what is always on screen.
    Refresh(Pulse pulse, Runnable build, ObservableValue<?>... inputs) {
        this(pulse, () -> true, build, inputs);
    }

    /// @param place built for; nothing is done while it cannot be seen
    Refresh(Pulse pulse, Node place, Runnable build, ObservableValue<?>... inputs) {
        this(pulse, () -> OnStage.is(place), build, inputs);
    }

    private Refresh(Pulse pulse, BooleanSupplier visible, Runnable build, ObservableValue<?>... inputs) {
        this.build = build;
        this.visible = visible;
        for (ObservableValue<?> input : inputs) {
            input.subscribe((before, now) -> due = true);
        }
        pulse.add(now -> run());
    }

    void mark() {
        due = true;
    }

    private void run() {
        if (due && visible.getAsBoolean()) {
            due = false;
            build.run();
        }
    }
}
