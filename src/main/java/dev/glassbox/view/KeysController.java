package dev.glassbox.view;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The list of keys, made from the bindings themselves.
public final class KeysController {
    private final WindowState state;
    private final Keys keys;

    @FXML private HBox columns;

    public KeysController(WindowState state, Keys keys) {
        this.state = state;
        this.keys = keys;
    }

    @FXML
    private void initialize() {
        Map<String, GridPane> groups = new LinkedHashMap<>();
        for (Keys.Binding key : keys.bindings()) {
            if (!key.description().isEmpty()) {
                GridPane grid = groups.computeIfAbsent(key.group(), this::column);
                addRow(grid, key);
            }
        }
    }

    private GridPane column(String title) {
        var grid = new GridPane(14, 6);
        var heading = new Label(title);
        heading.getStyleClass().add("heading");
        columns.getChildren().add(new VBox(10, heading, grid));
        return grid;
    }

    private static void addRow(GridPane grid, Keys.Binding key) {
        var cap = new Label(key.label());
        cap.getStyleClass().add("key-cap");
        grid.addRow(grid.getRowCount(), cap, new Label(key.description()));
    }

    @FXML
    private void close() {
        state.closeOverlay();
    }
}
