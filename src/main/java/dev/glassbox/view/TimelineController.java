package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Points;
import dev.glassbox.picture.TimelinePicture;
import dev.glassbox.session.RunState;
import dev.glassbox.viewmodel.LossCurve;
import dev.glassbox.viewmodel.Pulse;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.TimelineViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The timeline: transport, loss curve, readout.
public final class TimelineController {
    private final Pulse pulse;
    private final RunViewModel run;
    private final TimelineViewModel timeline;

    @FXML private FontIcon playIcon;
    @FXML private Button play;
    @FXML private Button step;
    @FXML private HBox speedLine;
    @FXML private Label speed;
    @FXML private Label doing;
    @FXML private PictureView track;
    @FXML private Label stepNumber;
    @FXML private Label trainLoss;
    @FXML private Label validationLoss;
    @FXML private Label perplexity;

    public TimelineController(WindowModel models) {
        pulse = models.pulse();
        run = models.run();
        timeline = models.timeline();
    }

    @FXML
    private void initialize() {
        run.stateProperty().subscribe(this::showState);
        new Refresh(pulse, this::showNumbers, run.logSizeProperty(), run.logProperty(), run.stepsPerSecondProperty());
        new Refresh(pulse, this::draw, timeline.pointsProperty(), timeline.logStepsProperty(), timeline.randomGuessProperty());
    }

    private void showState(RunState state) {
        boolean running = state == RunState.RUNNING;
        playIcon.setIconLiteral(running ? "fth-pause" : "fth-play");
        play.setAccessibleText(running ? "Pause training" : state == RunState.FINISHED ? "Train 1,000 more steps" : "Train");
        play.setDisable(state == RunState.FAILED || state == RunState.CLOSED);
        step.setDisable(play.isDisabled());
        speedLine.setVisible(state != RunState.FINISHED);
        speedLine.setManaged(state != RunState.FINISHED);
        doing.setText(switch (state) {
            case LOADING -> "loading";
            case RUNNING -> "training";
            case PAUSED -> "paused";
            case FINISHED -> "finished\nSpace: go on";
            case FAILED -> "stopped";
            case CLOSED -> "closed";
        });
    }

    private void showNumbers() {
        speed.setText(Numbers.format(run.stepsPerSecondProperty().get()));
        stepNumber.setText(Numbers.integer(run.getStep()));
        trainLoss.setText(known(run.smoothedLossProperty().get()));
        validationLoss.setText(known(run.validationLossProperty().get()));
        perplexity.setText(known(run.perplexityProperty().get()));
    }

    private void draw() {
        double guess = timeline.getRandomGuess();
        String formula = run.getLoaded().map(loaded -> "ln " + Numbers.integer(loaded.config().vocabSize())).orElse("");
        LossCurve.Points losses = timeline.getPoints();
        Points points = new Points(losses.steps(), losses.low(), losses.high(), losses.mean(), losses.size());
        track.setPicture(new TimelinePicture(List.of(new TimelinePicture.Curve(points, InkColor.RUN_A)), run.getStep(),
                run.getStep(), Double.isNaN(guess) ? 0 : guess, formula, List.of(), List.of(), timeline.isLogSteps()));
    }

    private static String known(double value) {
        return Double.isNaN(value) ? "–" : Numbers.format(value);
    }

    @FXML
    private void playOrPause() {
        Transport.press(run);
    }

    @FXML
    private void stepOnce() {
        run.stepOnce();
    }
}
