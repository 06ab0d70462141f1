package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.ThemeSheet;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class InkStylesTest {

    private static String sheet(String name) {
        return Objects.requireNonNull(InkStylesTest.class.getResource("/css/" + name)).toExternalForm();
    }

    @Test
    void aPictureDeepInAWindowTakesEveryColourOfTheNewTheme() throws Exception {
        PictureView view = Toolkit.on(PictureView::new);
        Stage stage = Toolkit.on(() -> {
            Scene scene = new Scene(new BorderPane(new StackPane(new StackPane(view))), 300, 200, Color.WHITE);
            scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
            scene.getStylesheets().setAll(sheet("tokens_light.css"), sheet("app.css"));
            Stage made = new Stage();
            made.setScene(scene);
            made.show();
            return made;
        });
        for (String theme : List.of("light", "dark", "light", "dark")) {
            Toolkit.on(() -> stage.getScene().getStylesheets().setAll(sheet("tokens_" + theme + ".css"), sheet("app.css")));
            WaitForAsyncUtils.waitForFxEvents(); // the pulse of a window, not applyCss(), is what a person gets
            ThemeSheet want = ThemeSheet.bundled(theme);
            for (InkColor color : InkColor.values()) {
                assertEquals(Integer.toHexString(want.color(color.css())),
                        Integer.toHexString(view.ink().color(color)), theme + " " + color);
            }
        }
        Toolkit.on(() -> {
            stage.close();
            return null;
        });
    }
}
