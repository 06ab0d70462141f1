package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.viewmodel.FilesModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;

/// The part of the top bar that deals with files: the menu *Model*, and how far opening or saving is.
public final class FilesController {
    private final ModelFiles actions;
    private final FilesModel files;
    private final RunViewModel run;

    @FXML private HBox busy;
    @FXML private ProgressBar progress;
    @FXML private Label doing;
    @FXML private Menu recent;

    public FilesController(WindowModel models, ModelFiles actions) {
        this.actions = actions;
        files = models.files();
        run = models.run();
    }

    @FXML
    private void initialize() {
        busy.visibleProperty().bind(files.savingProperty().or(run.opening().loadingProperty()));
        busy.managedProperty().bind(busy.visibleProperty());
        progress.progressProperty().bind(Bindings.when(files.savingProperty()).then(files.progressProperty()).otherwise(run.opening().loadProgressProperty()));
        doing.textProperty().bind(Bindings.createStringBinding(() -> (files.savingProperty().get() ? "saving " : "opening ")
                + Numbers.integer(Math.round(100 * progress.getProgress())) + " %", files.savingProperty(), progress.progressProperty()));
        files.recent().addListener((ListChangeListener<Path>) _ -> fill());
        fill();
    }

    private void fill() {
        recent.getItems().setAll(files.recent().stream().map(this::item).toList());
        recent.setVisible(!files.recent().isEmpty());
    }

    private MenuItem item(Path folder) {
        var item = new MenuItem(folder.getFileName() + "   " + folder.getParent());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> actions.open(folder));
        return item;
    }

    @FXML
    private void open() {
        actions.open();
    }

    @FXML
    private void follow() {
        actions.follow();
    }

    @FXML
    private void save() {
        actions.save();
    }

    @FXML
    private void saveAs() {
        actions.saveAs();
    }

    @FXML
    private void cancel() {
        if (files.savingProperty().get()) {
            files.cancelSaving();
        } else {
            run.opening().cancel();
        }
    }
}
