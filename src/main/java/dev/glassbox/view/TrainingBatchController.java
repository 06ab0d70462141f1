package dev.glassbox.view;

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
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

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
        spikes.setOnPick(this::explain);
        spikes.hoveredProperty().subscribe(choice.pointed()::set);
        text.hoveredProperty().subscribe(choice.pointed()::set);
        new Refresh(models.pulse(), spikes, this::drawSpikes, models.timeline().pointsProperty(), moment.stepProperty(), spikes.hoveredProperty());
        new Refresh(models.pulse(), text, this::drawText, training.tokenLossesProperty(), run.loadedProperty(), training.problemProperty());
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
        LinePicture chart = TrainingCharts.spikes(models.timeline().getPoints(), moment.getStep(), run.getFirstStep() > 0 ? InkColor.RUN_B : InkColor.RUN_A);
        spikes.setPicture(spikes.hoveredProperty().get() instanceof LinePicture.Reading reading ? chart.withReading(reading.x()) : chart);
    }

    private void drawText() {
        Optional<TokenLosses> read = Optional.ofNullable(training.tokenLossesProperty().get());
        boolean without = run.getLoaded().filter(loaded -> !loaded.hasText()).isPresent();
        TokenLossPicture drawn = TrainingCharts.text(read, without ? "This model came without its text." : "Reading the batch …");
        text.setPicture(drawn);
        legend.set(drawn.legend().orElse(null));
        caption.setText(read.map(now -> training.textProperty().get() == Text.NEXT_BATCH
                ? "what step " + Numbers.integer(now.of().step() + 1L) + " reads, " + now.windows().size() + " windows, mean " + Numbers.format(now.mean())
                : "the windows behind the validation loss, mean " + Numbers.format(now.mean())).orElse(""));
    }

    ReadOnlyObjectProperty<Picture> legend() {
        return legend.getReadOnlyProperty();
    }
}
