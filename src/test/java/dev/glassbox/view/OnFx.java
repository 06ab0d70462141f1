package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.testfx.util.WaitForAsyncUtils;

/// A test's way to the JavaFX thread. A busy machine may hold a window up for long; only what never comes about fails.
final class OnFx {
    private static final int PATIENCE = 120;

    private OnFx() {}

    /// What the JavaFX thread says.
    static <T> T on(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(work));
    }

    /// Asks the JavaFX thread twenty times a second.
    static void until(Callable<Boolean> reached) throws Exception {
        for (int i = 0; i < 20 * PATIENCE; i++) {
            if (on(reached)) {
                return;
            }
            Thread.sleep(50);
        }
        fail("did not come about within two minutes");
    }
}
