package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.GradientPipesPicture;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.StepPhasesPicture;
import dev.glassbox.picture.TimelinePicture;
import dev.glassbox.picture.TokenLossPicture;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Works the timeline and the Training lens in a whole window: drags, clicks, keys.
class TrainingLensTest {
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
        WindowModel models = window.wiring.models();
        run = models.run();
        moment = models.moment();
        until(() -> run.getState() == RunState.PAUSED);
        on(() -> {
            run.play();
            return null;
        });
        until(() -> run.getState() == RunState.FINISHED);
    }

    @BeforeEach
    void liveAgain() throws Exception {
        on(() -> {
            moment.backToLive();
            window.wiring.state().lens().set(Views.TRAINING);
            window.wiring.training().page().set(TrainingPage.LOSS);
            return null;
        });
        until(() -> traced() == run.getStep());
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    private static int traced() {
        return window.wiring.models().trace().getTrace().map(Trace::step).orElse(-1);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Node> T find(String selector) throws Exception {
        return (T) on(() -> stage.getScene().lookup(selector));
    }

    private static Point2D at(Node node, double share) throws Exception {
        return on(() -> {
            var box = node.localToScreen(node.getBoundsInLocal());
            return new Point2D(box.getMinX() + share * box.getWidth(), box.getMinY() + 0.5 * box.getHeight());
        });
    }

    @Test
    void draggingThePlayHeadPutsEveryLensAtThatStep() throws Exception {
        PictureView track = find("#track");
        ROBOT.clickOn(at(track, 0.5));
        until(() -> !moment.isLive() && moment.isExact() && traced() == moment.getStep());
        int first = moment.getStep();
        assertTrue(first > 0 && first < STEPS, "step " + first);
        assertEquals("viewing step", on(() -> ((Label) find("#stepName")).getText()));
        assertTrue(on(() -> ((TimelinePicture) track.getPicture()).viewed() == first));
        ROBOT.drag(at(track, 0.5)).dropTo(at(track, 0.25));
        until(() -> moment.getStep() < first && moment.isExact() && traced() == moment.getStep());
        int before = moment.getStep();
        ROBOT.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
        until(() -> moment.getStep() == before + 1 && moment.isExact() && traced() == before + 1);
        ROBOT.press(KeyCode.HOME).release(KeyCode.HOME);
        until(() -> moment.getStep() == 0 && traced() == 0);
        ROBOT.press(KeyCode.END).release(KeyCode.END);
        until(() -> moment.isLive() && traced() == run.getStep());
    }

    @Test
    void aClickInTheLossChartGoesToThatStep() throws Exception {
        PictureView loss = find(".loss-card .picture-view");
        until(() -> loss.getPicture() instanceof LinePicture chart && chart.references().size() == 4);
        ROBOT.moveTo(at(loss, 0.3));
        until(() -> !Double.isNaN(((LinePicture) loss.getPicture()).reading()));
        ROBOT.clickOn(at(loss, 0.3));
        until(() -> !moment.isLive() && traced() == moment.getStep());
        assertEquals(moment.getStep(), ((LinePicture) loss.getPicture()).playhead());
    }

    @Test
    void pagesShowGradientsAndTheTextOfTheStep() throws Exception {
        on(() -> {
            window.wiring.training().page().set(TrainingPage.GRADIENTS);
            moment.view(20);
            return null;
        });
        PictureView pipes = find(".pipes-card .picture-view");
        until(() -> pipes.getPicture() instanceof GradientPipesPicture drawn && drawn.step() == 20 && drawn.pipes().size() == 6);
        on(() -> {
            window.wiring.training().page().set(TrainingPage.BATCH);
            return null;
        });
        until(() -> window.wiring.models().training().tokenLossesProperty().get() != null
                && window.wiring.models().training().tokenLossesProperty().get().of().step() == 20);
        PictureView spikes = find(".spikes-card .picture-view");
        ROBOT.clickOn(at(spikes, 0.5));
        until(() -> window.wiring.models().training().tokenLossesProperty().get().of().step() == moment.getStep() && moment.getStep() != 20);
        boolean texts = on(() -> stage.getScene().getRoot().lookupAll(".training-view .picture-view").stream()
                .anyMatch(node -> ((PictureView) node).getPicture() instanceof TokenLossPicture drawn && !drawn.rows().isEmpty()));
        assertTrue(texts);
    }

    @Test
    void keysWalkTheKeyframesAndBookmark() throws Exception {
        on(() -> {
            window.wiring.state().lens().set(Views.LIVE);
            moment.view(30);
            stage.getScene().getRoot().requestFocus();
            return null;
        });
        until(() -> moment.isExact() && traced() == 30);
        ROBOT.press(KeyCode.B).release(KeyCode.B);
        until(() -> moment.bookmarksProperty().get().length == 1);
        ROBOT.write(",");
        until(() -> moment.getStep() < 30 && traced() == moment.getStep());
        ROBOT.write("..");
        until(() -> moment.getStep() > 30 || moment.isLive());
        on(() -> {
            moment.view(30);
            moment.toggleBookmark();
            return null;
        });
        until(() -> moment.bookmarksProperty().get().length == 0);
    }

    @Test
    void theTableIsSavedWhereOneSays(@TempDir Path folder) throws Exception {
        window.dialogs.folder = folder;
        ROBOT.clickOn((Node) find("#csv"));
        Path file = folder.resolve("glassbox_training_metrics.csv");
        until(() -> Files.exists(file) && !window.wiring.models().training().savedProperty().get().isEmpty());
        assertTrue(Files.readString(file).startsWith("step,loss,validation_loss"));
    }

    @Test
    void theLabsSaveTheirOwnTables(@TempDir Path folder) throws Exception {
        window.dialogs.folder = folder;
        page(TrainingPage.AUTOGRAD);
        on(() -> {
            window.wiring.models().autograd().setText("a = 2; b = 3; c = a*b; L = c + a");
            return null;
        });
        List<String> nodes = saved(folder.resolve("glassbox_training_autograd.csv"));
        assertEquals("node,operation,value,gradient", nodes.getFirst());
        assertTrue(nodes.contains("\"a\",\"input\",2.0,4.0") && nodes.contains("\"b\",\"input\",3.0,2.0") && nodes.contains("\"L\",\"add\",8.0,1.0"), nodes.toString());
        page(TrainingPage.OPTIMIZER);
        on(() -> {
            window.wiring.models().optimizer().sourceProperty().set(dev.glassbox.viewmodel.OptimizerModel.Source.CONSTANT);
            return null;
        });
        List<String> updates = saved(folder.resolve("glassbox_training_optimizer.csv"));
        assertEquals("of,update,g,m,v,m_hat,v_hat,step,step_without_correction,x,y", updates.getFirst());
        assertTrue(updates.get(1).startsWith("\"weight\",1,1.0,") && updates.get(10).startsWith("\"weight\",10,1.0,"), updates.toString());
        page(TrainingPage.LOSS);
    }

    private static List<String> saved(Path file) throws Exception {
        ROBOT.clickOn((Node) find("#csv"));
        until(() -> Files.exists(file) && window.wiring.models().training().savedProperty().get().endsWith(file.getFileName() + "."));
        return Files.readAllLines(file);
    }

    private static void page(TrainingPage wanted) throws Exception {
        on(() -> {
            window.wiring.training().page().set(wanted);
            return null;
        });
    }

    @Test
    void runsToAStepAndShowsTheCallsInSlowMotion() throws Exception {
        TextField goal = find("#runToStep");
        int wanted = run.getStep() + 5;
        on(() -> {
            goal.setText(String.valueOf(wanted));
            goal.fireEvent(new javafx.event.ActionEvent());
            return null;
        });
        until(() -> run.getStep() == wanted && run.getState() != RunState.RUNNING);
        on(() -> {
            goal.setText("x");
            goal.fireEvent(new javafx.event.ActionEvent());
            return null;
        });
        assertEquals(wanted, run.getStep());
        on(() -> {
            run.setSpeedLimit(2);
            run.trainMore(1);
            return null;
        });
        PictureView phases = find(".phases-card .picture-view");
        until(() -> ((StepPhasesPicture) phases.getPicture()).active() >= 0);
        until(() -> run.getStep() == wanted + 1);
        on(() -> {
            run.setSpeedLimit(0);
            return null;
        });
    }
}
