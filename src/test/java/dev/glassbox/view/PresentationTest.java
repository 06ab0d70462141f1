package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.session.RunSpec;
import dev.glassbox.viewmodel.WindowModel;
import java.util.concurrent.Callable;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The window in front of a room.
class PresentationTest {
    private final FxRobot robot = new FxRobot();
    private Stage stage;
    private WindowFixture window;
    private WindowModel models;
    private WindowState state;

    @BeforeEach
    void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        window = WaitForAsyncUtils.asyncFx(() -> new WindowFixture()).get();
        models = window.wiring.models();
        state = window.wiring.state();
        FxToolkit.setupFixture(() -> window.show(stage, RunSpec.smallStories()));
        until(() -> models.trace().getTrace().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(window::close);
        FxToolkit.cleanupStages();
    }

    @Test
    void onePictureWithAFewWordsFillsTheScreen() throws Exception {
        double usual = on(() -> picture().ink().scale());
        robot.push(KeyCode.F11);
        until(() -> state.alone().get());
        assertTrue(on(stage::isFullScreen));
        assertEquals(Theme.PROJECTOR, on(() -> state.theme().get()));
        assertEquals(1.6 * usual, on(() -> picture().ink().scale()), 0.01);
        for (String chrome : new String[] {".rail", ".top-bar", "#edit", "#add"}) {
            assertFalse(on(() -> stage.getScene().getRoot().lookupAll(chrome).stream().anyMatch(OnStage::is)), chrome);
        }
        assertEquals(1, on(this::cards));
        for (KeyCode lens : new KeyCode[] {KeyCode.DIGIT5, KeyCode.DIGIT3, KeyCode.DIGIT8, KeyCode.DIGIT1}) {
            robot.push(lens);
            until(() -> state.alone().get() && cards() == 1);
            assertTrue(until(this::words).length() > 20, "words stay beside the picture of lens " + lens);
            assertTrue(on(this::words).split("[.?] ").length <= 3, on(this::words));
        }
        robot.push(KeyCode.D);
        assertEquals(Theme.DARK, on(() -> state.theme().get()));
        robot.push(KeyCode.D);
        assertEquals(Theme.PROJECTOR, on(() -> state.theme().get()));
        robot.push(KeyCode.ESCAPE);
        until(() -> !stage.isFullScreen() && !state.alone().get());
        assertEquals(Theme.LIGHT, on(() -> state.theme().get()));
        assertTrue(on(() -> stage.getScene().getRoot().lookupAll(".rail").stream().anyMatch(OnStage::is)));
        until(() -> picture().ink().scale() == usual);
    }

    @Test
    void pageKeysTurnFromPictureToPicture() throws Exception {
        robot.push(KeyCode.D);
        assertEquals(Theme.LIGHT, on(() -> state.theme().get()), "D means nothing at a desk");
        robot.push(KeyCode.F11);
        until(() -> state.alone().get());
        Node first = on(this::card);
        robot.push(KeyCode.PAGE_DOWN);
        until(() -> cards() == 1 && card() != first);
        robot.push(KeyCode.PAGE_UP);
        until(() -> cards() == 1 && card() == first);
    }

    @Test
    void thePointerHidesWhileItRests() throws Exception {
        robot.push(KeyCode.F11);
        until(() -> state.alone().get());
        robot.moveTo(stage.getScene().getRoot());
        long[] now = {System.nanoTime()};
        on(() -> {
            models.pulse().tick(now[0]);
            models.pulse().tick(now[0] + 1_000_000_000L);
            return null;
        });
        until(() -> stage.getScene().getRoot().getCursor() == Cursor.NONE);
        robot.moveBy(40, 0);
        until(() -> stage.getScene().getRoot().getCursor() == null);
    }

    private PictureView picture() {
        return (PictureView) stage.getScene().getRoot().lookupAll(".stage .picture-view").stream().filter(OnStage::is).findFirst().orElseThrow();
    }

    private int cards() {
        return (int) stage.getScene().getRoot().lookupAll(".stage .card").stream().filter(OnStage::is).count();
    }

    private Node card() {
        return stage.getScene().getRoot().lookupAll(".stage .card").stream().filter(OnStage::is).findFirst().orElseThrow();
    }

    /// What stands in the inspector and can be seen there; null before.
    private String words() {
        var prose = (TextFlow) stage.getScene().lookup(".inspector .prose");
        if (prose == null || !OnStage.is(prose) || prose.getHeight() < 20) {
            return null;
        }
        StringBuilder words = new StringBuilder();
        prose.getChildren().forEach(part -> words.append(((Text) part).getText()));
        return words.toString();
    }

    private static <T> T until(Callable<T> reached) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        for (T answer = on(reached); ; answer = on(reached)) {
            if (answer != null && !Boolean.FALSE.equals(answer)) {
                return answer;
            }
            assertTrue(System.nanoTime() < end, "did not come about within a minute");
            Thread.sleep(20);
        }
    }
}
