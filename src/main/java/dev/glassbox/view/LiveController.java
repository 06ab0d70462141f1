package dev.glassbox.view;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.FlowPicture.Mode;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The Live lens as a whole: its words and its knob; the cards have controllers of their own.
public final class LiveController implements Lens {
    private final WindowModel models;
    private final LiveChoice choice;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);

    @FXML private Node root;
    @FXML private FlowController flowController;

    public LiveController(WindowModel models, LiveChoice choice) {
        this.models = models;
        this.choice = choice;
    }

    @FXML
    private void initialize() {
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), root, this::explain, models.trace().traceProperty(), models.trace().sentenceProperty(), choice.mode(), choice.heads(),
                selection.queryProperty(), selection.keyProperty(), selection.hoverProperty(), selection.layerProperty(), selection.headProperty(),
                models.trace().noteProperty());
    }

    private void explain() {
        SelectionModel selection = models.selection();
        explanation.set(models.trace().getTrace().filter(trace -> !models.trace().getSentence().isEmpty())
                .map(trace -> LiveExplanation.of(trace, flowController.shown(), selection.ringed(), selection.getKey(),
                        selection.getLayer(), models.trace().noteProperty().get()))
                .orElse(models.run().getLoaded().isEmpty() || !models.trace().getSentence().isEmpty() ? Explanation.NONE : LiveExplanation.ofNothing()));
    }

    @Override
    public void onStage(boolean now) {
        models.diary().setActive(now);
    }

    @Override
    public ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    @Override
    public List<Node> knobs() {
        var label = new Label();
        label.setMinWidth(Label.USE_PREF_SIZE);
        choice.mode().subscribe(mode -> label.setText(mode == Mode.LINES ? "Lines show" : "Maps show"));
        var heads = new SegmentedControl<LiveChoice.Heads>();
        heads.setId("heads");
        heads.setNames(LiveChoice.Heads::label);
        heads.setAll(LiveChoice.Heads.values());
        heads.valueProperty().bindBidirectional(choice.heads());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var row = new HBox(label, gap, heads);
        row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return List.of(row);
    }
}
