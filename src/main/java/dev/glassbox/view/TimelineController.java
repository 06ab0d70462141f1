package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.Points;
import dev.glassbox.picture.TimelinePicture;
import dev.glassbox.picture.TimelinePicture.Curve;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.RunState;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.LossCurve;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.Pulse;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.TimelineViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The timeline: transport, loss curve with the play head, readout. Dragging the play head puts every lens at that step.
public final class TimelineController {
    /// While it trains the curve moves by less than a pixel from trace to trace, and painting it is the dearest part of a pulse.
    private static final long PACE = 150_000_000;

    private final Pulse pulse;
    private final RunViewModel run;
    private final TimelineViewModel timeline;
    private final MomentViewModel moment;
    private final ComparisonViewModel pair;
    private final PaceMenu pace;
    private Refresh drawing;
    private long drawnAt;

    @FXML private FontIcon playIcon;
    @FXML private Button back;
    @FXML private Button play;
    @FXML private Button step;
    @FXML private Label speed;
    @FXML private Label unit;
    @FXML private MenuButton doing;
    @FXML private PictureView track;
    @FXML private Label stepName;
    @FXML private Label stepNumber;
    @FXML private Label secondName;
    @FXML private Label trainLoss;
    @FXML private Label validationLoss;
    @FXML private Label perplexityName;
    @FXML private Label perplexity;
    @FXML private HBox pastTools;

    public TimelineController(WindowModel models) {
        pulse = models.pulse();
        run = models.run();
        timeline = models.timeline();
        moment = models.moment();
        pair = models.comparison();
        pace = new PaceMenu(run, moment);
    }

    @FXML
    private void initialize() {
        run.stateProperty().subscribe(this::showState);
        run.speedLimitProperty().subscribe(limit -> showState(run.getState()));
        pace.fill(doing);
        track.getStyleClass().add(Keys.TAKES_ARROWS);
        track.setOnDrag(this::go);
        track.setOnPick(this::go);
        track.addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        new Refresh(pulse, this::showNumbers, run.logSizeProperty(), run.logProperty(), run.stepsPerSecondProperty(), moment.stepProperty(),
                moment.liveProperty());
        drawing = new Refresh(pulse, this::draw, timeline.pointsProperty(), pair.pointsProperty(), timeline.logStepsProperty(), timeline.randomGuessProperty(), moment.stepProperty(),
                moment.keyframesProperty(), moment.bookmarksProperty(), moment.doingProperty(), run.fork().otherCurveProperty());
        run.stateProperty().subscribe(now -> drawing.mark());
    }

    private void go(Hit hit) {
        if (hit instanceof TimelinePicture.Moment(int wanted, var _, var _)) {
            moment.view(wanted);
        }
    }

    private void walk(KeyEvent event) {
        if (event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        if (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT) {
            moment.walk((event.getCode() == KeyCode.LEFT ? -1 : 1) * (event.isShiftDown() ? 10 : 1));
            event.consume();
        } else if (event.getCode() == KeyCode.HOME) {
            moment.view(0);
            event.consume();
        } else if (event.getCode() == KeyCode.END) {
            moment.backToLive();
            event.consume();
        }
    }

    private void showState(RunState state) {
        boolean running = state == RunState.RUNNING;
        playIcon.setIconLiteral(running ? "fth-pause" : "fth-play");
        play.setAccessibleText(running ? "Pause training" : state == RunState.FINISHED ? "Train 1,000 more steps" : "Train");
        play.setDisable(state == RunState.FAILED || state == RunState.CLOSED);
        step.setDisable(play.isDisabled());
        doing.setText(switch (state) {
            case LOADING -> "loading";
            case RUNNING -> pace.limited() ? "slowed" : "training";
            case PAUSED -> "paused";
            case FINISHED -> "finished";
            case FAILED -> "stopped";
            case CLOSED -> "closed";
        });
        showNumbers();
    }

    private void showNumbers() {
        boolean finished = run.getState() == RunState.FINISHED;
        double perSecond = run.stepsPerSecondProperty().get();
        speed.setText(finished ? "" : perSecond < 1 ? Numbers.fixed(perSecond, 2) : Numbers.format(perSecond)); // four characters of room
        speed.setManaged(!finished);
        unit.setText(finished ? "Space: more" : "steps/s");
        boolean live = moment.isLive();
        stepName.setText(live ? "step" : "viewing step");
        stepNumber.setText(Numbers.integer(moment.getStep()));
        secondName.setText(live ? "train loss" : "newest step");
        trainLoss.setText(live ? known(run.smoothedLossProperty().get()) : Numbers.integer(run.getStep()));
        validationLoss.setText(known(live ? run.validationLossProperty().get() : validationThen()));
        perplexity.setText(known(run.perplexityProperty().get()));
        for (var node : List.of(perplexity, perplexityName)) {
            node.setVisible(live);
        }
        pastTools.setVisible(!live);
    }

    private double validationThen() {
        MetricLog log = run.logProperty().get();
        return log.size() == 0 ? Double.NaN : log.lastAt(Metric.VALIDATION_LOSS, log.row(moment.getStep()));
    }

    private void draw() {
        long now = System.nanoTime();
        if (run.getState() == RunState.RUNNING && moment.isLive() && drawnAt != 0 && now - drawnAt < PACE) {
            return; // with the news of the next trace, never in a pulse of its own: every pulse that paints hands the whole window over
        }
        drawnAt = now;
        double guess = timeline.getRandomGuess();
        String formula = run.getLoaded().map(loaded -> "ln " + Numbers.integer(loaded.config().vocabSize())).orElse("");
        List<Curve> curves = new ArrayList<>();
        curves.add(curve(timeline.getPoints(), run.fork().getFirstStep()));
        if (run.fork().otherCurveProperty().get() != null) {
            curves.add(curve(run.fork().otherCurveProperty().get(), run.fork().getOtherFirstStep()));
        }
        LossCurve.Points second = pair.pointsProperty().get();
        if (second.size() > 0) {
            curves.add(new Curve(new Points(second.steps(), second.low(), second.high(), second.mean(), second.size()), InkColor.RUN_B));
        }
        track.setPicture(new TimelinePicture(curves, run.getStep(), moment.getStep(), Double.isNaN(guess) ? 0 : guess, formula,
                list(moment.keyframesProperty().get()), list(moment.bookmarksProperty().get()), timeline.isLogSteps(), moment.doingProperty().get()));
    }

    /// A branch begins where it left its trunk, and has the colour of a second run.
    private static Curve curve(LossCurve.Points losses, int first) {
        Points all = new Points(losses.steps(), losses.low(), losses.high(), losses.mean(), losses.size());
        return first == 0 ? new Curve(all, InkColor.RUN_A) : new Curve(all.from(first), InkColor.RUN_B);
    }

    private static List<Integer> list(int[] steps) {
        return Arrays.stream(steps).boxed().toList();
    }

    private static String known(double value) {
        return Double.isNaN(value) ? "–" : Numbers.format(value);
    }

    @FXML
    private void keyframeBack() {
        moment.previousKeyframe();
    }

    @FXML
    private void playOrPause() {
        Transport.press(run);
    }

    @FXML
    private void stepOnce() {
        run.stepOnce();
    }

    @FXML
    private void backToLive() {
        moment.backToLive();
    }

    @FXML
    private void continueFromHere() {
        moment.continueFromHere();
    }
}
