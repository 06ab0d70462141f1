package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A folder of GPT-2's size in the window: `-Dglassbox.gpt2=FOLDER`, where FOLDER is the published one or made by `RandomGpt2`. Half a gigabyte
/// is too much for the ordinary build, which tries the same code at a small size (`SavedModelTest`).
@EnabledIfSystemProperty(named = "glassbox.gpt2", matches = ".+")
class Gpt2WindowTest {
    private WindowFixture window;
    private WindowModel models;
    private long slowest;
    private long last;

    @BeforeEach
    void open() throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        window = WaitForAsyncUtils.asyncFx(() -> WindowFixture.with(Kernels.best())).get();
        models = window.wiring.models();
        FxToolkit.setupFixture(() -> window.show(stage, TinyRuns.spec(10)));
        until(() -> models.trace().getTrace().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(window::close);
        FxToolkit.cleanupStages();
    }

    @Test
    void opensQuicklyInTheSameLensesWithoutStoppingTheWindow() {
        Path folder = Path.of(System.getProperty("glassbox.gpt2"));
        new FxRobot().interact(() -> models.pulse().add(now -> {
            long here = System.nanoTime();
            slowest = last == 0 ? 0 : Math.max(slowest, here - last);
            last = here;
        }));
        long begin = System.nanoTime();
        new FxRobot().interact(() -> models.files().open(folder));
        until(() -> models.run().getLoaded().orElseThrow().parameterCount() == 124_439_808);
        long opened = System.nanoTime() - begin;
        until(() -> models.trace().getTrace().filter(trace -> trace.heads() == 12 && trace.layers() == 12).isPresent());
        long seen = System.nanoTime() - begin;
        until(() -> models.diary().getNewest().isPresent());
        long written = System.nanoTime() - begin;
        System.err.printf("opened %d ms, seen %d ms, first text %d ms, longest wait of the window %d ms%n", opened / 1_000_000, seen / 1_000_000,
                written / 1_000_000, slowest / 1_000_000);
        assertEquals(400, models.map().getMap().orElseThrow().words().size());
        assertTrue(opened < 3_000_000_000L, "opening took " + opened / 1_000_000 + " ms");
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        } catch (Exception late) {
            fail("did not happen", late);
        }
    }
}
