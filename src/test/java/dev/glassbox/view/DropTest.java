package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.ModelFolder;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.WindowModel;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// What another program drags onto the window, as the events that reach the scene.
class DropTest {
    private WindowFixture window;
    private WindowModel models;
    private WindowState state;
    private Scene scene;
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
        scene = stage.getScene();
        until(() -> models.trace().getTrace().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(window::close);
        FxToolkit.cleanupStages();
    }

    @Test
    void aTextOverAnyRegionIsOfferedForANewRun() throws Exception {
        Path story = Files.writeString(folder.resolve("story.txt"), TinyRuns.TEXT);
        for (String region : List.of("#top", "#stage", "#rail")) {
            drop(scene.lookup(region), Map.of(DataFormat.FILES, List.of(story.toFile())));
            assertEquals(Overlay.RUN_MENU, state.overlay().get(), region);
            until(() -> models.draft().getFacts().isPresent());
            assertEquals("", models.draft().errorProperty().get());
            robot.push(KeyCode.ESCAPE);
            until(() -> state.overlay().get() == Overlay.NONE);
        }
        drop(scene.lookup("#stage"), Map.of(DataFormat.PLAIN_TEXT, TinyRuns.TEXT));
        until(() -> models.draft().getFacts().isPresent());
        robot.clickOn("#start");
        until(() -> models.run().getLoaded().orElseThrow().corpus().title().equals("Pasted text"));
    }

    @Test
    void aModelFolderIsOpened() throws Exception {
        robot.push(KeyCode.S);
        until(() -> models.run().getStep() == 1 && models.run().getState() == RunState.PAUSED);
        robot.push(KeyCode.SHORTCUT, KeyCode.S);
        until(() -> notice().startsWith("Saved step 1"));
        drop(scene.lookup("#stage"), Map.of(DataFormat.FILES, List.of(folder.resolve("tiny").toFile())));
        until(() -> notice().startsWith("Opened tiny"));
        assertEquals(1, models.run().getStep());
    }

    @Test
    void whatCannotBeUsedGetsOneSentenceAndTheRunStays() throws Exception {
        robot.push(KeyCode.S);
        until(() -> models.run().getStep() == 1 && models.run().getState() == RunState.PAUSED);
        Path binary = Files.write(folder.resolve("photo.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 0, 1, 2});
        drop(scene.lookup("#stage"), Map.of(DataFormat.FILES, List.of(binary.toFile())));
        until(() -> problem().contains("photo.jpg") && problem().contains("not a text file"));
        assertEquals(1, problem().lines().count());
        assertTrue(scene.lookup("#start").isDisabled(), "nothing can be started with it");
        robot.push(KeyCode.ESCAPE);
        drop(scene.lookup("#stage"), Map.of(DataFormat.FILES, List.of(folder.resolve("gone.txt").toFile())));
        until(() -> problem().contains("gone.txt"));
        robot.push(KeyCode.ESCAPE);

        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve(ModelFolder.CONFIG), "{\"vocab_size\":");
        drop(scene.lookup("#stage"), Map.of(DataFormat.FILES, List.of(broken.toFile())));
        until(() -> notice().contains("config.json"));
        assertEquals(1, notice().lines().count());
        Path bare = Files.createDirectories(folder.resolve("bare"));
        drop(scene.lookup("#stage"), Map.of(DataFormat.FILES, List.of(bare.toFile())));
        until(() -> notice().contains("bare"));
        assertFalse(notice().contains("xception"), notice());

        assertEquals(1, models.run().getStep());
        assertEquals("Tiny", models.run().getLoaded().orElseThrow().corpus().title());
        robot.push(KeyCode.S);
        until(() -> models.run().getStep() == 2);
    }

    /// One drop, as the window system reports it: first over the place, then let go there.
    private void drop(Node target, Map<DataFormat, Object> content) throws Exception {
        WaitForAsyncUtils.asyncFx(() -> {
            Dragboard board = board(content);
            DragEvent over = event(DragEvent.DRAG_OVER, target, board);
            Event.fireEvent(target, over);
            assertEquals(TransferMode.COPY, over.getAcceptedTransferMode(), "a pointer that says no keeps the person from letting go");
            DragEvent dropped = event(DragEvent.DRAG_DROPPED, target, board);
            Event.fireEvent(target, dropped);
            assertTrue(dropped.isDropCompleted());
            return null;
        }).get();
    }

    private static DragEvent event(EventType<DragEvent> type, Node target, Dragboard board) {
        return new DragEvent(type, board, 10, 10, 10, 10, TransferMode.COPY, null, target, null);
    }

    /// A board as the toolkit makes one for a drag from another program; there is no public way to have one without a mouse.
    private static Dragboard board(Map<DataFormat, Object> content) throws ReflectiveOperationException {
        Class<?> source = Class.forName("com.sun.javafx.tk.TKClipboard");
        Object dragged = Proxy.newProxyInstance(source.getClassLoader(), new Class<?>[] {source}, (self, method, args) -> switch (method.getName()) {
            case "getTransferModes" -> EnumSet.allOf(TransferMode.class);
            case "getContentTypes" -> content.keySet();
            case "hasContent" -> content.containsKey((DataFormat) args[0]);
            case "getContent" -> content.get((DataFormat) args[0]);
            default -> null;
        });
        Constructor<Dragboard> ofSource = Dragboard.class.getDeclaredConstructor(source);
        ofSource.setAccessible(true);
        return ofSource.newInstance(dragged);
    }

    private String problem() {
        return robot.lookup("#problemText").tryQueryAs(Label.class).map(Label::getText).orElse("");
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
