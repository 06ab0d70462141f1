package dev.glassbox.view;

import dev.glassbox.session.RunState;
import dev.glassbox.viewmodel.RunViewModel;

/// What the play button and the Space key do, the same for both.
final class Transport {
    private static final int MORE = 1000;

    private Transport() {}

    /// Plays or pauses; a finished run is lengthened.
    static void press(RunViewModel run) {
        if (run.getState() == RunState.FINISHED) {
            run.trainMore(MORE);
        } else {
            run.toggle();
        }
    }
}
