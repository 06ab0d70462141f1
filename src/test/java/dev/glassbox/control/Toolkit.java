package dev.glassbox.control;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Runs test code on the toolkit's thread, starting the toolkit when needed.
final class Toolkit {

    private Toolkit() {}

    static <T> T on(Callable<T> work) throws Exception {
        FxToolkit.registerPrimaryStage();
        return WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(work));
    }
}
