package dev.glassbox.view;

import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.RunSpecDraft;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/// The person's own text on its way into the draft of the next run: from a file dialog, the clipboard, or dropped on the window, where a
/// model folder may be dropped too.
/// The run menu then shows what was read, or why it cannot be used; the current run goes on until *New run* is pressed.
public final class OwnText {
    private final WindowState state;
    private final RunSpecDraft draft;
    private final FileDialogs dialogs;
    private final ModelFiles models;

    /// @param models takes what is dropped and is no text
    public OwnText(WindowState state, RunSpecDraft draft, FileDialogs dialogs, ModelFiles models) {
        this.models = models;
        this.state = state;
        this.draft = draft;
        this.dialogs = dialogs;
    }

    void open() {
        dialogs.openText().ifPresent(this::use);
    }

    void use(Path file) {
        draft.useFile(file);
        state.overlay().set(Overlay.RUN_MENU);
    }

    void paste(String text) {
        draft.useText("Pasted text", text);
        state.overlay().set(Overlay.RUN_MENU);
    }

    void pasteFromClipboard() {
        String text = Clipboard.getSystemClipboard().getString();
        paste(text == null ? "" : text);
    }

    void acceptDropsOn(Node window) {
        window.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles() || event.getDragboard().hasString()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        window.setOnDragDropped(this::dropped);
    }

    /// A model folder, or one of its files, opens; anything else is a text to learn from.
    void drop(Path file) {
        models.model(file).ifPresentOrElse(models::open, () -> use(file));
    }

    private void dropped(DragEvent event) {
        Dragboard board = event.getDragboard();
        List<File> files = board.getFiles();
        if (files != null && !files.isEmpty()) {
            drop(files.getFirst().toPath());
        } else if (board.hasString()) {
            paste(board.getString());
        }
        event.setDropCompleted(true);
        event.consume();
    }
}
