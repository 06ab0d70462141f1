package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.Flow;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.FlowPicture.Mode;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.Selection;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The card *One sentence through the model*.
public final class FlowController {
    private final WindowState state;
    private final WindowModel models;
    private final LiveChoice choice;
    private final Exports exports;
    private final BooleanProperty unfolded = new SimpleBooleanProperty(this, "unfolded");
    private Flow flow = Flow.EMPTY;
    private FlowPicture shown = new FlowPicture(Flow.EMPTY, Selection.NONE, Mode.LINES, false);

    @FXML private PictureView picture;
    @FXML private PictureView legend;
    @FXML private Label caption;
    @FXML private SegmentedControl<Mode> mode;

    public FlowController(WindowState state, WindowModel models, LiveChoice choice, Exports exports) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        mode.setNames(m -> m == Mode.LINES ? "lines" : "heat maps");
        mode.setAll(Mode.LINES, Mode.MAPS);
        mode.valueProperty().bindBidirectional(choice.mode());
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), picture, this::reduce, models.trace().traceProperty(), models.trace().sentenceProperty(), choice.heads(), selection.headProperty());
        new Refresh(models.pulse(), picture, this::draw, models.trace().traceProperty(), models.trace().sentenceProperty(),
                models.run().loadedProperty(), choice.heads(), choice.mode(), unfolded,
                selection.queryProperty(), selection.keyProperty(), selection.hoverProperty(), selection.headProperty());
        new Refresh(models.pulse(), picture, this::describe, models.trace().traceProperty(), models.run().stateProperty());
        picture.hoveredProperty().subscribe(this::hover);
        picture.setOnPick(this::pick);
        exports.add(new Figure("flow", "One sentence through the model", picture, caption::getText));
    }

    FlowPicture shown() {
        return shown;
    }

    private void reduce() {
        flow = models.trace().getTrace().filter(trace -> !models.trace().getSentence().isEmpty()).map(trace -> LivePictures.flow(trace, choice.choice(models.selection().getHead()))).orElse(Flow.EMPTY);
    }

    private void draw() {
        SelectionModel selection = models.selection();
        var at = new Selection(selection.getQuery(), selection.getKey(), selection.getHover());
        shown = new FlowPicture(flow, at, choice.mode().get(), unfolded.get());
        boolean onItsWay = models.trace().getTrace().isEmpty() && !models.trace().getSentence().isEmpty();
        picture.loadingProperty().set(onItsWay && picture.getPicture() != null);
        if (models.run().getLoaded().isEmpty() || onItsWay) {
            return;
        }
        picture.setPicture(shown);
        legend.setPicture(shown.legend().orElse(null));
    }

    private void describe() {
        String step = models.trace().getTrace().map(Trace::step).map(s -> "step " + Numbers.integer(s)).orElse("loading");
        caption.setText(models.run().getState() == RunState.RUNNING ? step + ", updates while training" : step);
    }

    private void hover(Hit hit) {
        models.selection().hover(switch (hit) {
            case FlowPicture.TokenRow row -> row.position();
            case FlowPicture.GuessRow row -> row.position();
            case FlowPicture.Edge edge -> edge.key();
            default -> SelectionModel.NONE;
        });
    }

    private void pick(Hit hit) {
        SelectionModel selection = models.selection();
        switch (hit) {
            case FlowPicture.TokenRow row -> selection.selectQuery(row.position());
            case FlowPicture.GuessRow row -> {
                selection.selectQuery(row.position());
                state.lens().set(Views.PREDICTION);
            }
            case FlowPicture.Edge edge -> {
                selection.selectLayer(edge.layer());
                selection.selectQuery(edge.query());
                selection.selectKey(edge.key());
            }
            case FlowPicture.Block block -> selection.selectLayer(block.layer());
            case FlowPicture.Fold ignored -> unfolded.set(true);
            default -> { }
        }
    }
}
