package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.TimelinePicture;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// The time machine and the axes by key and click, each test from a run that is through its sixty steps.
class TimelineTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static final int STEPS = 60;
    private static Stage stage;
    private static WindowFixture window;
    private static RunViewModel run;
    private static MomentViewModel moment;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, TinyRuns.spec(STEPS));
            return null;
        });
        run = window.wiring.models().run();
        moment = window.wiring.models().moment();
    }

    @BeforeEach
    void aFinishedRun() throws Exception {
        on(() -> {
            run.setSpeedLimit(0);
            window.wiring.state().lens().set(Views.LIVE);
            run.open(TinyRuns.spec(STEPS), true);
            return null;
        });
        until(() -> !run.opening().loadingProperty().get() && run.getState() == RunState.FINISHED && run.getStep() == STEPS && moment.isLive() && traced() == STEPS);
        on(() -> {
            stage.getScene().getRoot().requestFocus();
            return null;
        });
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Node> T find(String selector) throws Exception {
        return (T) on(() -> stage.getScene().lookup(selector));
    }

    private static int traced() {
        return window.wiring.models().trace().getTrace().map(Trace::step).orElse(-1);
    }

    private static TimelinePicture timeline() throws Exception {
        PictureView track = find("#track");
        return on(() -> (TimelinePicture) track.getPicture());
    }

    private static void go(int step) throws Exception {
        on(() -> {
            moment.view(step);
            return null;
        });
        until(() -> moment.isExact() && traced() == step);
    }

    /// The menu beside the speed.
    private static MenuItem item(String text) throws Exception {
        MenuButton menu = find(".pace");
        return on(() -> menu.getItems().stream().filter(each -> each.getText() != null && each.getText().startsWith(text)).findFirst().orElseThrow());
    }

    @Test
    void shiftSpacePlaysThePastBackwardsToItsBeginningAndThenForwards() throws Exception {
        ROBOT.press(KeyCode.SHIFT, KeyCode.SPACE).release(KeyCode.SPACE, KeyCode.SHIFT);
        until(() -> !moment.isLive() && moment.getStep() < STEPS && moment.getStep() > 0);
        int first = moment.getStep();
        until(() -> moment.getStep() < first);
        until(() -> moment.getStep() == 0 && traced() == 0);
        assertEquals("viewing step", on(() -> ((Label) find("#stepName")).getText()));
        ROBOT.press(KeyCode.SHIFT, KeyCode.SPACE).release(KeyCode.SPACE, KeyCode.SHIFT);
        until(() -> moment.getStep() > 0);
        ROBOT.press(KeyCode.SHIFT, KeyCode.SPACE).release(KeyCode.SPACE, KeyCode.SHIFT);
        int stopped = on(moment::getStep);
        ROBOT.press(KeyCode.END).release(KeyCode.END);
        until(() -> moment.isLive() && traced() == STEPS);
        assertTrue(stopped < STEPS, "stopped at step " + stopped);
    }

    @Test
    void aBookmarkIsAFlagOnTheTimeline() throws Exception {
        go(30);
        MenuItem bookmark = item("Bookmark this step");
        on(() -> {
            bookmark.fire();
            return null;
        });
        until(() -> timeline().bookmarks().equals(List.of(30)));
        ROBOT.press(KeyCode.B).release(KeyCode.B);
        until(() -> timeline().bookmarks().isEmpty());
    }

    @Test
    void continueStartsABranchThatIsDrawnWhereItLeftItsTrunk() throws Exception {
        go(30);
        Button go = (Button) on(() -> stage.getScene().getRoot().lookupAll(".button").stream()
                .filter(node -> node instanceof Button button && "Continue".equals(button.getText())).findFirst().orElseThrow());
        ROBOT.clickOn(go);
        until(() -> run.fork().getFirstStep() == 30 && run.getStep() == 30 && run.getState() == RunState.PAUSED && traced() == 30);
        ROBOT.press(KeyCode.S).release(KeyCode.S);
        until(() -> run.getStep() == 31 && timeline().curves().getFirst().points().size() > 0);
        TimelinePicture drawn = timeline();
        assertEquals(List.of(InkColor.RUN_B, InkColor.RUN_A), drawn.curves().stream().map(TimelinePicture.Curve::run).toList());
        assertTrue(drawn.curves().getFirst().points().x()[0] >= 30, "the branch is drawn from step " + drawn.curves().getFirst().points().x()[0]);
        MenuItem trunk = item("Show run A");
        assertTrue(on(trunk::isVisible));
        on(() -> {
            trunk.fire();
            return null;
        });
        until(() -> run.fork().getFirstStep() == 0 && run.getStep() == STEPS && timeline().curves().size() == 2);
        assertTrue(item("Show run B").isVisible());
    }

    @Test
    void bothAxesCanBeLinearOrLogarithmic() throws Exception {
        boolean before = timeline().log();
        ROBOT.press(KeyCode.X).release(KeyCode.X);
        until(() -> timeline().log() != before);
        ROBOT.press(KeyCode.X).release(KeyCode.X);
        until(() -> timeline().log() == before);
        on(() -> {
            window.wiring.state().lens().set(Views.TRAINING);
            window.wiring.training().page().set(TrainingPage.LOSS);
            return null;
        });
        PictureView loss = find(".loss-card .picture-view");
        for (TrainingChoice.Height height : TrainingChoice.Height.values()) {
            ROBOT.clickOn((Node) on(() -> stage.getScene().getRoot().lookupAll(".loss-card .segment").stream()
                    .filter(node -> ((ToggleButton) node).getText().equals(height.label())).findFirst().orElseThrow()));
            until(() -> window.wiring.training().height().get() == height && loss.getPicture() instanceof LinePicture);
        }
        assertTrue(on(() -> ((LinePicture) loss.getPicture()).y().name().startsWith("perplexity")));
    }

    @Test
    void aCrossedReferenceLineHasItsNote() throws Exception {
        on(() -> {
            window.wiring.state().lens().set(Views.TRAINING);
            window.wiring.training().page().set(TrainingPage.LOSS);
            return null;
        });
        PictureView loss = find(".loss-card .picture-view");
        until(() -> loss.getPicture() instanceof LinePicture chart && chart.references().size() == 4 && !window.wiring.models().training().crossings(
                window.wiring.models().timeline().getPoints()).isEmpty());
        int crossed = on(() -> window.wiring.models().training().crossings(window.wiring.models().timeline().getPoints()).size());
        assertEquals(crossed, on(() -> ((LinePicture) loss.getPicture()).notes().size()));
    }

    @Test
    void runsToALossAndStops() throws Exception {
        on(() -> {
            run.open(TinyRuns.spec(4_000), false);
            window.wiring.state().lens().set(Views.TRAINING);
            return null;
        });
        until(() -> run.settings().lastStepProperty().get() == 4_000 && run.getState() == RunState.PAUSED && run.getStep() == 0);
        TextField goal = find("#runToLoss");
        on(() -> {
            goal.setText("1.5");
            goal.requestFocus();
            return null;
        });
        ROBOT.press(KeyCode.ENTER).release(KeyCode.ENTER);
        until(() -> run.getStep() > 0 && run.getState() == RunState.PAUSED);
        assertTrue(on(() -> run.smoothedLossProperty().get()) <= 1.5 && run.getStep() < 4_000, "step " + run.getStep());
    }

    @Test
    void theSpeedMenuSlowsTrainingDown() throws Exception {
        MenuItem slow = item("One step in 2 seconds");
        on(() -> {
            slow.fire();
            return null;
        });
        until(() -> run.speedLimitProperty().get() == 0.5 && ((RadioMenuItem) slow).isSelected());
        ROBOT.press(KeyCode.SPACE).release(KeyCode.SPACE);
        until(() -> run.phaseProperty().get() != null && "slowed".equals(((MenuButton) find(".pace")).getText()));
        ROBOT.press(KeyCode.SPACE).release(KeyCode.SPACE);
        until(() -> run.getState() == RunState.PAUSED);
    }
}
