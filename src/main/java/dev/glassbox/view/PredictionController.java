package dev.glassbox.view;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.view.PredictionChoice.Page;
import dev.glassbox.view.PredictionChoice.Upper;
import dev.glassbox.view.PredictionChoice.Writing;
import dev.glassbox.viewmodel.PredictionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;

/// The Prediction lens as a whole: its pages, its words and its knobs.
public final class PredictionController implements Lens {
    private final WindowModel models;
    private final PredictionChoice choice;
    private final PredictionExplanation words;
    private final PredictionKnobs knobs;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);

    @FXML private Node root;
    @FXML private SegmentedControl<Page> page;
    @FXML private Label place;
    @FXML private Label after;
    @FXML private Node nextPage;
    @FXML private Node generatePage;
    @FXML private Node costPage;
    private boolean staged;

    public PredictionController(WindowModel models, PredictionChoice choice) {
        this.models = models;
        this.choice = choice;
        words = new PredictionExplanation(models, choice);
        knobs = new PredictionKnobs(models, choice);
    }

    @FXML
    private void initialize() {
        page.setNames(Page::label);
        page.setAll(Page.values());
        page.valueProperty().bindBidirectional(choice.page());
        choice.page().subscribe(this::showPage);
        choice.upper().subscribe(this::activate);
        choice.writing().subscribe(this::activate);
        models.prediction().nextToken().viewProperty().subscribe(view -> after.setText(view == null ? "" : view.row().after()));
        place.visibleProperty().bind(after.textProperty().isNotEmpty());
        new Refresh(models.pulse(), root, () -> explanation.set(words.now()), words.inputs());
    }

    private void showPage(Page now) {
        show(nextPage, now == Page.NEXT);
        show(generatePage, now == Page.GENERATE);
        show(costPage, now == Page.COST);
        activate();
    }

    /// What is not on the stage asks for nothing.
    private void activate() {
        PredictionModel model = models.prediction();
        boolean generates = staged && choice.page().get() == Page.GENERATE;
        model.nextToken().setShown(staged);
        model.second().setShown(staged && choice.page().get() == Page.NEXT && choice.upper().get() == Upper.COMPARE);
        model.copies().setShown(generates && choice.writing().get() == Writing.COPIES);
        model.poll().setShown(generates && choice.writing().get() == Writing.POLL);
        model.teacher().setShown(generates && choice.writing().get() == Writing.TEACHER);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @Override
    public void onStage(boolean now) {
        staged = now;
        activate();
    }

    @Override
    public ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    @Override
    public List<Node> knobs() {
        return knobs.nodes();
    }

    @Override
    public boolean trainingKnobs() {
        return false;
    }
}
