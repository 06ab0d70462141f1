package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.GradientPipesPicture;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.GradientLog;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.WindowModel;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The page *Gradients*: how much gradient reaches each part of the model, at this step and over the steps.
public final class TrainingGradientsController {
    private final WindowModel models;
    private final RunViewModel run;
    private final MomentViewModel moment;
    private final TrainingChoice choice;
    private final Exports exports;

    @FXML private Label caption;
    @FXML private PictureView pipes;
    @FXML private PictureView legend;
    @FXML private SegmentedControl<TrainingChoice.Norm> norm;
    @FXML private PictureView norms;

    public TrainingGradientsController(WindowModel models, TrainingChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        run = models.run();
        moment = models.moment();
    }

    @FXML
    private void initialize() {
        norm.setNames(TrainingChoice.Norm::label);
        norm.setAll(TrainingChoice.Norm.values());
        norm.valueProperty().bindBidirectional(choice.norm());
        norms.setOnPick(hit -> Readings.go(hit, moment));
        norms.hoveredProperty().subscribe(choice.pointed()::set);
        pipes.hoveredProperty().subscribe(choice.pointed()::set);
        new Refresh(models.pulse(), pipes, this::drawPipes, run.logSizeProperty(), run.logProperty(), moment.stepProperty());
        new Refresh(models.pulse(), norms, this::drawNorms, run.logSizeProperty(), run.logProperty(), moment.stepProperty(), choice.norm(),
                models.timeline().logStepsProperty(), norms.hoveredProperty());
        exports.add(new Figure("gradients", "Gradient highway", pipes, caption::getText));
        exports.add(new Figure("gradient-norms", "Gradients over the steps", norms, () -> choice.norm().get().label()));
    }

    private GradientLog log() {
        return models.training().gradients().orElse(null);
    }

    private void drawPipes() {
        GradientPipesPicture drawn = TrainingCharts.pipes(log(), moment.getStep());
        pipes.setPicture(drawn);
        caption.setText(drawn.pipes().isEmpty() ? "" : "step " + Numbers.integer(drawn.step()) + ", thickness = norm of the gradient of that part");
    }

    private void drawNorms() {
        LinePicture chart = TrainingCharts.norms(log(), choice.norm().get(), models.timeline().isLogSteps());
        norms.setPicture(Readings.with(chart, moment, norms));
        legend.setPicture(chart.legend().orElse(null));
    }
}
