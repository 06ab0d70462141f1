package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.session.TinyRuns;
import dev.glassbox.view.WindowState.Overlay;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class ExportWithoutPictureTest {

    /// A sheet that is opened too early would stay empty.
    @Test
    void theButtonSaysThatThereIsNoPictureYet() throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        WindowFixture window = on(WindowFixture::new);
        try {
            on(() -> {
                window.show(stage, TinyRuns.spec(1_000));
                ((Button) stage.getScene().lookup("#export")).fire();
                return null;
            });
            assertEquals(Overlay.NONE, on(() -> window.wiring.state().overlay().get()));
            assertTrue(on(() -> stage.getScene().getRoot().lookupAll(".notice .label").stream()
                    .anyMatch(label -> ((Label) label).getText().startsWith("There is no picture yet."))));
            for (int i = 0; i < 1_200 && on(() -> window.wiring.models().trace().getTrace().isEmpty()); i++) {
                Thread.sleep(50);
            }
            on(() -> {
                ((Button) stage.getScene().lookup("#export")).fire();
                return null;
            });
            assertEquals(Overlay.EXPORT, on(() -> window.wiring.state().overlay().get()));
        } finally {
            on(() -> {
                window.close();
                return null;
            });
        }
    }
}
