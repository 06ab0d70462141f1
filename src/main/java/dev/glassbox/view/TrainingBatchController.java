package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.TokenLossPicture;
import dev.glassbox.session.TokenLosses;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.TrainingModel;
import dev.glassbox.viewmodel.TrainingModel.Text;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The page *Batch*: which text made a loss, token by token.
public final class TrainingBatchController {
    private final WindowModel models;
    private final RunViewModel run;
    private final MomentViewModel moment;
    private final TrainingModel training;
    private final TrainingChoice choice;
    private final Exports exports;
    private final ReadOnlyObjectWrapper<Picture> legend = new ReadOnlyObjectWrapper<>(this, "legend");

    @FXML private PictureView spikes;
    @FXML private Label caption;
    @FXML private SegmentedControl<Boolean> change;
    @FXML private SegmentedControl<Text> kind;
    @FXML private PictureView text;

    public TrainingBatchController(WindowModel models, TrainingChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        run = models.run();
        moment = models.moment();
        training = models.training();
    }

    @FXML
    private void initialize() {
        kind.setNames(which -> which == Text.NEXT_BATCH ? "batch" : "validation text");
        kind.setAll(Text.values());
        kind.valueProperty().bindBidirectional(training.textProperty());
        change.setNames(compared -> compared ? "change" : "loss");
        change.setAll(false, true);
        change.setOnChoice(compared -> training.sinceProperty().set(compared ? 0 : TrainingModel.NOTHING));
        training.sinceProperty().subscribe(since -> change.setValue(since.intValue() >= 0));
        spikes.setOnPick(this::explain);
        spikes.hoveredProperty().subscribe(choice.pointed()::set);
        text.hoveredProperty().subscribe(choice.pointed()::set);
        new Refresh(models.pulse(), spikes, this::drawSpikes, models.timeline().pointsProperty(), moment.stepProperty(), spikes.hoveredProperty());
        new Refresh(models.pulse(), text, this::drawText, training.tokenLossesProperty(), training.earlierLossesProperty(), run.loadedProperty(),
                training.problemProperty());
        exports.add(new Figure("batch-loss", "Loss of each batch", spikes, () -> ""));
        exports.add(new Figure("token-loss", "Loss of each token", text, caption::getText));
    }

    /// The loss of step n is that of the model before it: the batch of step n is read by the model of step n − 1.
    private void explain(Hit hit) {
        if (hit instanceof LinePicture.Reading reading) {
            training.textProperty().set(Text.NEXT_BATCH);
            moment.view((int) Math.round(reading.x()) - 1);
        }
    }

    private void drawSpikes() {
        LinePicture chart = TrainingCharts.spikes(models.timeline().getPoints(), moment.getStep(), run.fork().getFirstStep() > 0 ? InkColor.RUN_B : InkColor.RUN_A);
        spikes.setPicture(spikes.hoveredProperty().get() instanceof LinePicture.Reading reading ? chart.withReading(reading.x()) : chart);
    }

    private void drawText() {
        Optional<TokenLosses> read = Optional.ofNullable(training.tokenLossesProperty().get());
        boolean without = run.getLoaded().filter(loaded -> !loaded.hasText()).isPresent();
        TokenLossPicture drawn = TrainingCharts.text(read, Optional.ofNullable(training.earlierLossesProperty().get()), without ? "This model came without its text." : "Reading the batch …");
        text.setPicture(drawn);
        legend.set(drawn.legend().orElse(null));
        caption.setText(read.map(this::caption).orElse(""));
    }

    private String caption(TokenLosses now) {
        String what = training.textProperty().get() == Text.NEXT_BATCH
                ? "read by step " + Numbers.integer(now.of().step() + 1L) + ": " + now.windows().size() + " windows, mean " + Numbers.format(now.mean())
                : "validation windows, mean " + Numbers.format(now.mean());
        TokenLosses before = training.earlierLossesProperty().get();
        return before == null ? what : what + ", at step " + Numbers.integer(before.of().step()) + " " + Numbers.format(before.mean());
    }

    /// The step that losses are compared with; the tick is the keyframe nearest to it, which is what is read.
    List<Node> knobs() {
        var slider = new ParameterSlider();
        slider.setId("changeSince");
        slider.setText("Change since step");
        slider.setWhole(true);
        slider.setMin(0);
        slider.setOnWish(wish -> training.sinceProperty().set((int) wish));
        training.sinceProperty().subscribe(since -> {
            slider.setVisible(since.intValue() >= 0);
            slider.setManaged(slider.isVisible());
            slider.setValue(Math.max(0, since.intValue()));
        });
        training.tokenLossesProperty().subscribe(read -> slider.setMax(read == null ? 1 : Math.max(1, read.of().step())));
        training.earlierLossesProperty().subscribe(before -> slider.setApplied(before == null ? Double.NaN : before.of().step()));
        var column = new VBox(slider);
        column.getStyleClass().add("knobs");
        return List.of(column);
    }

    ReadOnlyObjectProperty<Picture> legend() {
        return legend.getReadOnlyProperty();
    }
}
