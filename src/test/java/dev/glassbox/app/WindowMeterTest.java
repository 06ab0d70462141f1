package dev.glassbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.cli.CliException;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Warmup;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// A window that throws paints nothing: its figures must not be printed.
class WindowMeterTest {

    @Test
    void whatAPulseThrowsEndsTheMeasurement() throws Exception {
        FxToolkit.registerPrimaryStage();
        CliException told = failure(done -> Platform.runLater(() -> new AnimationTimer() {
            @Override
            public void handle(long now) {
                stop();
                throw new IllegalStateException("no font");
            }
        }.start()));
        assertEquals("measure", told.subject());
        assertTrue(told.getMessage().contains("no font") && told.getMessage().contains("WindowMeterTest"), told.getMessage());
    }

    /// The pulse of the window hands these over instead of throwing them.
    @Test
    void whatAListenerOfTheWindowThrowsEndsTheMeasurement() throws Exception {
        FxToolkit.registerPrimaryStage();
        CliException told = failure(done -> Platform.runLater(() -> {
            Wiring wiring = new Wiring(new NoDialogs(), Warmup.none(Kernels.scalar()), 1);
            wiring.onTrouble(done::completeExceptionally);
            wiring.models().pulse().add(now -> {
                throw new IllegalStateException("a picture failed");
            });
            wiring.models().pulse().tick(0);
            wiring.close();
        }));
        assertTrue(told.getMessage().contains("a picture failed"), told.getMessage());
    }

    @Test
    void aReportIsHandedOverAndTheProcessIsLeftAsItWas() throws Exception {
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Map<String, Object> report = Map.of("frames", 3);
        assertSame(report, WindowMeter.unlessAnythingFails(done -> done.complete(report), () -> { }));
        assertSame(before, Thread.getDefaultUncaughtExceptionHandler());
    }

    private static CliException failure(Consumer<CompletableFuture<Map<String, Object>>> work) {
        return assertThrows(CliException.class, () -> WindowMeter.unlessAnythingFails(work, () -> { }));
    }
}
