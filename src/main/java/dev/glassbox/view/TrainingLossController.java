package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.FilmPicture;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.StepPhasesPicture;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.train.StepPhase;
import dev.glassbox.viewmodel.LossCurve;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.TrainingModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// The page *Loss*: the loss over the steps, one more curve, and a step taken apart.
public final class TrainingLossController {
    /// Steps a second in slow motion.
    private static final double SLOW = 0.5;
    private static final List<String> DOES = List.of("from token ids to logits", "from logits to one number", "forgets the step before",
            "a gradient for every weight", "moves every weight a little");

    private final WindowModel models;
    private final RunViewModel run;
    private final MomentViewModel moment;
    private final TrainingModel training;
    private final TrainingChoice choice;
    private final Exports exports;
    private final ReadOnlyObjectWrapper<Picture> legend = new ReadOnlyObjectWrapper<>(this, "legend");

    @FXML private SegmentedControl<TrainingChoice.Height> height;
    @FXML private PictureView loss;
    @FXML private SegmentedControl<TrainingChoice.Second> second;
    @FXML private PictureView metric;
    @FXML private Label secondTitle;
    @FXML private PictureView metricLegend;
    @FXML private PictureView phases;
    @FXML private Label phaseHint;
    @FXML private Button slow;

    public TrainingLossController(WindowModel models, TrainingChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        run = models.run();
        moment = models.moment();
        training = models.training();
    }

    @FXML
    private void initialize() {
        height.setNames(TrainingChoice.Height::label);
        height.setAll(TrainingChoice.Height.values());
        height.valueProperty().bindBidirectional(choice.height());
        second.setNames(TrainingChoice.Second::label);
        second.setAll(TrainingChoice.Second.values());
        second.valueProperty().bindBidirectional(choice.second());
        for (PictureView chart : List.of(loss, metric)) {
            chart.setOnPick(this::go);
            chart.hoveredProperty().subscribe(choice.pointed()::set);
        }
        new Refresh(models.pulse(), loss, this::drawLoss, models.timeline().pointsProperty(), models.timeline().logStepsProperty(),
                training.baseLinesProperty(), choice.height(), moment.stepProperty(), loss.hoveredProperty(), run.fork().firstStepProperty());
        new Refresh(models.pulse(), metric, this::drawMetric, run.logSizeProperty(), run.logProperty(), run.loadedProperty(), models.timeline().logStepsProperty(),
                choice.second(), moment.stepProperty(), metric.hoveredProperty(), training.film().stillsProperty(), models.selection().layerProperty(),
                models.selection().headProperty());
        new Refresh(models.pulse(), phases, this::drawPhases, run.phaseProperty(), run.speedLimitProperty(), run.stateProperty());
        exports.add(new Figure("loss", "Loss", loss, () -> "dotted: what simpler models reach on this corpus"));
        exports.add(new Figure("metric", "Measured with it", metric, () -> choice.second().get().label()));
        exports.add(new Figure("step", "One step in five calls", phases, () -> ""));
    }

    private void go(Hit hit) {
        if (hit instanceof FilmPicture.Frame(int step, var _, var _)) {
            moment.view(step);
        } else {
            Readings.go(hit, moment);
        }
    }

    private void drawLoss() {
        LossCurve.Points points = models.timeline().getPoints();
        String guess = run.getLoaded().map(loaded -> "ln " + Numbers.integer(loaded.config().vocabSize())).orElse("");
        InkColor colour = run.fork().getFirstStep() > 0 ? InkColor.RUN_B : InkColor.RUN_A;
        LinePicture chart = TrainingCharts.loss(points, training.baseLinesProperty().get(), training.crossings(points), choice.height().get(),
                models.timeline().isLogSteps(), colour, guess);
        loss.setPicture(Readings.with(chart, moment, loss));
        legend.set(chart.legend().orElse(null));
    }

    private void drawMetric() {
        TrainingChoice.Second which = choice.second().get();
        boolean film = which == TrainingChoice.Second.MOMENTS;
        secondTitle.setText(film ? "The same view at some moments" : "Measured with it");
        if (film) {
            metricLegend.setPicture(null);
            metric.setPicture(TrainingCharts.film(training.film().stillsProperty().get(), models.selection().getLayer(), models.selection().getHead(), moment.getStep()));
            return;
        }
        boolean rate = which == TrainingChoice.Second.RATE;
        LinePicture chart = TrainingCharts.metric(training.curve(which.kind()), which, models.timeline().isLogSteps(),
                run.getLoaded().filter(LoadedSpec::hasText).map(loaded -> loaded.spec().training()));
        LinePicture drawn = Readings.with(chart, moment, metric);
        metric.setPicture(rate ? drawn.withPlayhead(moment.getStep()) : drawn); // it reaches beyond the newest step
        metricLegend.setPicture(chart.legend().orElse(null));
    }

    private void drawPhases() {
        StepPhase now = run.phaseProperty().get();
        boolean slowed = run.speedLimitProperty().get() > 0 && run.speedLimitProperty().get() <= 2;
        phases.setPicture(new StepPhasesPicture(Arrays.stream(StepPhase.values()).map(StepPhase::label).toList(), DOES, now == null ? -1 : now.ordinal()));
        phaseHint.setText(slowed ? "every call is shown for a fifth of the step" : "at this speed they follow each other too fast to see");
        slow.setText(slowed ? "Full speed" : "Slow motion");
    }

    @FXML
    private void toggleSlow() {
        boolean slowed = run.speedLimitProperty().get() > 0;
        run.setSpeedLimit(slowed ? 0 : SLOW);
        if (!slowed && run.getState() == dev.glassbox.session.RunState.PAUSED) {
            run.play();
        }
    }

    ReadOnlyObjectProperty<Picture> legend() {
        return legend.getReadOnlyProperty();
    }
}
