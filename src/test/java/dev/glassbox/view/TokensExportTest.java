package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.session.RunSpec;
import dev.glassbox.view.ExportOptions.Format;
import dev.glassbox.viewmodel.TokenRow;
import dev.glassbox.viewmodel.TokensModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// What the Tokens lens gives away: each row alone, and the merges as an animation.
class TokensExportTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static Stage stage;
    private static WindowFixture window;
    private static TokensModel tokens;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            window.wiring.state().lens().set(Views.TOKENS);
            return null;
        });
        tokens = window.wiring.models().tokens();
        until(() -> tokens.bench().getBench().complete() && tokens.bench().getBench().rows().size() == 6 && tokens.trainer().momentProperty().get() != null
                && window.wiring.models().trace().getTrace().isPresent());
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T find(String selector) throws Exception {
        return (T) on(() -> stage.getScene().lookup(selector));
    }

    /// Each row is chosen by name, exported by the keys of the sheet, and holds its own pieces and no other row's.
    @Test
    void eachRowIsSavedAlone(@TempDir Path folder) throws Exception {
        window.dialogs.folder = folder;
        on(() -> {
            tokens.bench().setText("a strawberry");
            return null;
        });
        until(() -> tokens.bench().getBench().complete() && tokens.bench().getBench().text().equals("a strawberry"));
        for (TokenRow row : List.copyOf(tokens.bench().getBench().rows())) {
            String svg = saved(row, Format.SVG, folder);
            assertTrue(svg.contains(row.tokenizer().title()), row.tokenizer().title());
            for (TokenRow other : tokens.bench().getBench().rows()) {
                String title = other.tokenizer().title();
                assertTrue(other == row || row.tokenizer().title().contains(title) || !svg.contains(">" + title + "<"), title + " in the file of " + row.tokenizer().title());
            }
        }
        saved(tokens.bench().getBench().rows().getFirst(), Format.PNG, folder);
        try (Stream<Path> files = Files.list(folder)) {
            var png = new Image(files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow().toUri().toString());
            assertEquals(1920, png.getWidth());
            assertEquals(1080, png.getHeight());
        }
    }

    private static String saved(TokenRow row, Format format, Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        on(() -> {
            tokens.bench().selectedProperty().set(row.tokenizer().key());
            stage.getScene().lookup(".token-bench-view .picture-view").requestFocus();
            return null;
        });
        ROBOT.push(KeyCode.CONTROL, KeyCode.E);
        until(() -> stage.getScene().lookup(".export-view #what") != null);
        ComboBox<String> what = find(".export-view #what");
        SegmentedControl<Format> formats = find(".export-view #format");
        on(() -> {
            what.getSelectionModel().select("The selected tokenizer");
            formats.setValue(format);
            return null;
        });
        ROBOT.push(KeyCode.ENTER);
        until(() -> stage.getScene().lookup(".export-view") == null);
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            assertTrue(file.getFileName().toString().startsWith("glassbox_tokens_row_step000000_"), file.getFileName().toString());
            return format == Format.SVG ? Files.readString(file) : "";
        }
    }

    @Test
    void theMergesAreSavedAsAnAnimation(@TempDir Path folder) throws Exception {
        window.dialogs.folder = folder;
        on(() -> {
            tokens.trainer().player().mergesProperty().set(4);
            return null;
        });
        MenuButton menu = find(".bpe-trainer-view .menu-button");
        on(() -> {
            menu.getItems().getLast().fire();
            return null;
        });
        until(() -> tokens.latestProperty().get() != null && tokens.latestProperty().get().sentence().contains(".gif"));
        byte[] gif = Files.readAllBytes(folder.resolve("glassbox_tokens_merges.gif"));
        assertEquals("GIF89a", new String(gif, 0, 6, java.nio.charset.StandardCharsets.US_ASCII));
        assertTrue(tokens.latestProperty().get().sentence().contains("5 frames"), tokens.latestProperty().get().sentence());
    }
}
