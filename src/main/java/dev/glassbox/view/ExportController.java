package dev.glassbox.view;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.FigurePicture.TextSize;
import dev.glassbox.view.ExportOptions.Colours;
import dev.glassbox.view.ExportOptions.Format;
import dev.glassbox.view.ExportOptions.Frame;
import java.util.List;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;

/// The export sheet: what, how large, in which format and colours, with a preview of the file.
public final class ExportController {
    private static final double PREVIEW_WIDTH = 384;
    private static final double PREVIEW_HEIGHT = 216;

    private final WindowState state;
    private final Exports exports;

    @FXML private ImageView preview;
    @FXML private ComboBox<String> what;
    @FXML private ComboBox<Frame> frame;
    @FXML private SegmentedControl<Format> format;
    @FXML private SegmentedControl<Colours> colours;
    @FXML private SegmentedControl<TextSize> text;
    @FXML private Label name;

    public ExportController(WindowState state, Exports exports) {
        this.state = state;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        ExportOptions now = exports.options().get();
        what.getItems().setAll(exports.choices());
        what.getSelectionModel().select(exports.choice());
        frame.getItems().setAll(Frame.values());
        frame.setValue(now.frame());
        offer();
        colours.setNames(c -> c.name().toLowerCase(Locale.ROOT));
        colours.setAll(Colours.values());
        colours.setValue(now.colours());
        text.setNames(t -> t == TextSize.SLIDE ? "for a slide" : "for paper");
        text.setAll(TextSize.values());
        text.setValue(now.text());
        preview.setFitWidth(PREVIEW_WIDTH);
        preview.setFitHeight(PREVIEW_HEIGHT);
        what.getSelectionModel().selectedIndexProperty().subscribe((before, index) -> {
            exports.choose(index.intValue());
            offer();
            show();
        });
        frame.valueProperty().subscribe((before, value) -> set(exports.options().get().with(value)));
        format.valueProperty().subscribe((before, value) -> set(exports.options().get().with(value)));
        colours.valueProperty().subscribe((before, value) -> set(exports.options().get().with(value)));
        text.valueProperty().subscribe((before, value) -> set(exports.options().get().with(value)));
        show();
    }

    /// A figure without numbers has no CSV; a picture is proposed instead.
    private void offer() {
        List<Format> possible = exports.formats();
        Format wanted = exports.options().get().format();
        format.setAll(possible.toArray(Format[]::new));
        format.setValue(possible.contains(wanted) ? wanted : Format.PNG);
    }

    private void set(ExportOptions options) {
        exports.options().set(options);
        show();
    }

    private void show() {
        text.setDisable(!exports.options().get().frame().slide());
        preview.setImage(exports.preview(2 * PREVIEW_WIDTH, 2 * PREVIEW_HEIGHT));
        name.setText(exports.fileName());
    }

    @FXML
    private void copy() {
        exports.copy();
    }

    @FXML
    private void save() {
        exports.save();
    }

    @FXML
    private void close() {
        state.closeOverlay();
    }
}
