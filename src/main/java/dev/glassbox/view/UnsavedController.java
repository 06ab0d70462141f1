package dev.glassbox.view;

import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The question before work is left that is not saved.
public final class UnsavedController {
    private final WindowState state;
    private final ModelFiles files;

    @FXML private Label atStake;

    public UnsavedController(WindowState state, ModelFiles files) {
        this.state = state;
        this.files = files;
    }

    @FXML
    private void initialize() {
        atStake.setText(files.atStake());
    }

    @FXML
    private void save() {
        files.saveAndGoOn();
    }

    @FXML
    private void leave() {
        files.goOnWithoutSaving();
    }

    @FXML
    private void stay() {
        state.closeOverlay();
    }
}
