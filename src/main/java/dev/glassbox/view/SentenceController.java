package dev.glassbox.view;

import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.TraceViewModel;
import dev.glassbox.viewmodel.WindowModel;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The sentence strip: the shared sentence as token chips or, while it is being edited, as a text field.
public final class SentenceController {
    private final WindowState state;
    private final WindowModel models;
    private final TraceViewModel trace;
    private final SelectionModel selection;
    private ChipStrip chips;

    @FXML private ScrollPane strip;
    @FXML private FlowPane tokens;
    @FXML private Label waiting;
    @FXML private VBox form;
    @FXML private TextField editor;
    @FXML private Label problem;
    @FXML private Button edit;
    @FXML private Button add;
    @FXML private FontIcon editIcon;

    public SentenceController(WindowState state, WindowModel models) {
        this.state = state;
        this.models = models;
        trace = models.trace();
        selection = models.selection();
    }

    @FXML
    private void initialize() {
        Viewports.repaintPartly(strip);
        ReadOnlyBooleanProperty secret = models.prediction().poll().secretProperty();
        chips = new ChipStrip(tokens, selection, trace::addNextToken);
        new Refresh(models.pulse(), () -> chips.show(trace.getSentence()), trace.sentenceProperty());
        new Refresh(models.pulse(), () -> chips.showNext(secret.get() ? null : trace.getNextGuess().orElse(null)), trace.traceProperty(), trace.sentenceProperty(), secret);
        new Refresh(models.pulse(), chips::mark, trace.sentenceProperty(), selection.queryProperty(), selection.keyProperty(),
                selection.hoverProperty());
        new Refresh(models.pulse(), () -> chips.fit(strip.getWidth()), trace.sentenceProperty(), strip.widthProperty());
        trace.sentenceProperty().subscribe(now -> add.setDisable(now.isEmpty()));
        waiting.visibleProperty().bind(models.run().loadedProperty().isNull().and(state.editing().not()));
        waiting.textProperty().bind(models.run().opening().loadMessageProperty().concat(" …"));
        state.editing().subscribe(this::showEditor);
        editor.textProperty().subscribe((before, now) -> {
            if (state.editing().get()) {
                trace.setSentence(now);
            }
        });
        editor.setOnAction(e -> state.editing().set(false));
        trace.textProperty().subscribe(now -> {
            if (!editor.getText().equals(now)) {
                editor.setText(now);
            }
        });
        problem.textProperty().bind(trace.errorProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        trace.errorProperty().subscribe(error -> {
            if (!error.isEmpty()) {
                state.editing().set(true);
            }
        });
    }

    private void showEditor(boolean editing) {
        form.setVisible(editing);
        strip.setVisible(!editing);
        edit.setText(editing ? "Done" : "Edit");
        editIcon.setIconLiteral(editing ? "fth-check" : "fth-edit-2");
        if (editing) {
            editor.requestFocus();
            editor.selectAll();
        } else if (editor.isFocused()) {
            edit.requestFocus();
        }
    }

    @FXML
    private void switchEditing() {
        state.toggle(state.editing());
    }

    @FXML
    private void addNext() {
        trace.addNextToken();
    }
}
