package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.ModelFolder;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.train.Checkpoint;
import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Opening, saving and leaving, with keys and mouse as a person has them.
class ModelFilesTest {
    private WindowFixture window;
    private WindowModel models;
    private WindowState state;
    private final FxRobot robot = new FxRobot();

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        window = WaitForAsyncUtils.asyncFx(() -> WindowFixture.remembering(folder.resolve("data"))).get();
        models = window.wiring.models();
        state = window.wiring.state();
        window.dialogs.folder = folder;
        FxToolkit.setupFixture(() -> window.show(stage, TinyRuns.spec(1_000_000)));
        until(() -> models.trace().getTrace().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(window::close);
        FxToolkit.cleanupStages();
    }

    @Test
    void aRunIsSavedOpenedAgainAndAskedAboutBeforeItIsLeft() throws Exception {
        robot.push(KeyCode.S);
        until(() -> models.run().getStep() == 1 && models.run().getState() == RunState.PAUSED);
        assertFalse(models.files().unsavedProperty().get(), "the run that began by itself is nobody's work");
        robot.push(KeyCode.SHORTCUT, KeyCode.S);
        Path saved = folder.resolve("tiny");
        until(() -> Files.exists(saved) && notice().startsWith("Saved step 1"));
        assertEquals(saved, models.files().folderProperty().get());

        window.dialogs.folder = saved;
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.O);
        until(() -> notice().startsWith("Opened tiny"));
        assertEquals(1, models.run().getStep());
        until(() -> models.files().recent().contains(saved));
        assertSame(models.files().recent(), models.files().recent(), "a list made for one listener is collected, and the menu stays empty");
        assertTrue(Files.readString(folder.resolve("data/recent.json")).contains("tiny"));

        robot.push(KeyCode.S);
        until(() -> models.run().getStep() == 2);
        assertTrue(models.files().unsavedProperty().get());
        robot.interact(() -> window.wiring.files().open(folder.resolve("elsewhere")));
        assertEquals(Overlay.UNSAVED, state.overlay().get());
        robot.push(KeyCode.ESCAPE);
        assertEquals(Overlay.NONE, state.overlay().get());
        assertFalse(models.run().opening().loadingProperty().get(), "Stay opens nothing");
        robot.interact(() -> window.wiring.files().open(folder.resolve("elsewhere")));
        robot.clickOn("#saveIt");
        until(() -> Checkpoint.check(new ModelFolder(saved)).orElseThrow().step() == 2);
        until(() -> notice().contains("elsewhere") && notice().contains("does not exist"));
        assertEquals(2, models.run().getStep(), "the current run stays");
        assertFalse(models.files().unsavedProperty().get());
    }

    /// A file dialog that completes names ends in one of them easily.
    @Test
    void whoChoosesACheckpointToFollowFollowsTheFolderItLiesIn() throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.S);
        until(() -> notice().startsWith("Saved"));
        Path place = Files.createDirectories(folder.resolve("written-elsewhere"));
        Files.move(folder.resolve("tiny"), place.resolve("step-000010"));
        window.dialogs.folder = place.resolve("step-000010");
        robot.interact(window.wiring.files()::follow);
        until(() -> notice().startsWith("Following written-elsewhere"));
        assertEquals(10, models.run().getStep());
    }

    @Test
    void whatIsDroppedIsAModelOrAText() throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.S);
        until(() -> notice().startsWith("Saved"));
        var text = new OwnText(state, models.draft(), window.dialogs, window.wiring.files());
        robot.interact(() -> text.drop(folder.resolve("tiny/model.safetensors")));
        until(() -> notice().startsWith("Opened tiny"));
        Path story = Files.writeString(folder.resolve("story.txt"), "the cow ate grass. ".repeat(100));
        robot.interact(() -> text.drop(story));
        assertEquals(Overlay.RUN_MENU, state.overlay().get());
        until(() -> models.draft().getFacts().isPresent());
        robot.clickOn("#goOn");
        until(() -> notice().contains("cannot read it")); // this alphabet has no w
        Files.writeString(story, "the cat sat on the dog. ".repeat(100));
        robot.interact(() -> text.drop(story));
        until(() -> models.draft().getFacts().isPresent());
        robot.clickOn("#goOn");
        until(() -> models.run().getLoaded().orElseThrow().corpus().title().equals("story.txt"));
        until(() -> models.run().getStep() > 0);
    }

    @Test
    void leavingAsksOnlyWhenSomethingWouldBeLost() {
        int[] left = {0};
        robot.interact(() -> window.wiring.files().before(() -> left[0]++));
        assertEquals(1, left[0]);
        robot.interact(() -> models.run().setLearningRate(0.005)); // now it is the person's
        robot.push(KeyCode.S);
        until(() -> models.files().unsavedProperty().get());
        robot.interact(() -> window.wiring.files().before(() -> left[0]++));
        assertEquals(1, left[0]);
        robot.clickOn("#leaveIt");
        assertEquals(2, left[0]);
    }

    private String notice() {
        return robot.lookup("#notice .label").tryQueryAs(Label.class).map(Label::getText).orElse("");
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, condition);
        } catch (Exception late) {
            fail("did not happen", late);
        }
    }
}
