package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.TwinMapPicture;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.ComparisonViewModel.Phase;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Clicks through the Experiments lens in a whole window.
class ExperimentsLensTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static Stage stage;
    private static WindowFixture window;
    private static ComparisonViewModel pair;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, TinyRuns.spec(60));
            window.wiring.state().lens().set(Views.EXPERIMENTS);
            return null;
        });
        pair = window.wiring.models().comparison();
    }

    @BeforeEach
    void aSmallRunAndNoOther() throws Exception {
        var models = window.wiring.models();
        on(() -> {
            pair.removeB();
            models.run().open(TinyRuns.spec(60), false);
            return null;
        });
        until(() -> models.run().settings().lastStepProperty().get() == 60 && models.run().getStep() == 0 && models.run().getState() == RunState.PAUSED
                && !models.run().opening().loadingProperty().get() && models.trace().getTrace().isPresent());
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T find(String selector) throws Exception {
        return (T) on(() -> stage.getScene().getRoot().lookup(selector));
    }

    @Test
    void aSwitchStartsRunBAndBothPlayTogether() throws Exception {
        ComboBox<String> mask = find("#switch-mask");
        on(() -> {
            mask.setValue("off");
            return null;
        });
        until(() -> pair.getPhase() == Phase.READY && pair.look().traceBProperty().get() != null);
        assertTrue(on(() -> stage.getScene().getRoot().lookup("#switch-mask").getParent().getStyleClass().contains("differs")));

        ROBOT.press(KeyCode.SPACE).release(KeyCode.SPACE);
        until(() -> pair.outcome().isPresent() && pair.look().traceBProperty().get().step() == 60 && pair.look().sampleBProperty().get() != null);
        PictureView curves = find(".comparison-chart .picture-view:focused");
        PictureView chart = (PictureView) on(() -> stage.getScene().getRoot().lookupAll(".comparison-chart .picture-view").stream()
                .filter(node -> node.isFocusTraversable()).findFirst().orElseThrow());
        assertNull(curves, "nothing in the chart takes the focus by itself");
        until(() -> chart.getPicture() instanceof LinePicture lines && lines.describe().contains("A from") && lines.describe().contains("B from"));

        SegmentedControl<ExperimentChoice.Maps> maps = find(".experiments-view .lens-bar .tools .segmented-control");
        PictureView b = (PictureView) on(() -> stage.getScene().getRoot().lookupAll(".run-side-view.run-b .picture-view").stream()
                .filter(node -> node.isFocusTraversable()).findFirst().orElseThrow());
        until(() -> b.getPicture() instanceof TwinMapPicture map && map.answers() && !map.between());
        on(() -> {
            maps.setValue(ExperimentChoice.Maps.DIFFERENCE);
            return null;
        });
        until(() -> b.getPicture() instanceof TwinMapPicture map && map.between());

        ComboBox<String> residual = find("#switch-residual");
        on(() -> {
            residual.setValue("off");
            return null;
        });
        Button both = find("#change-both");
        until(both::isVisible);
        ROBOT.interact(both::fire);
        until(() -> pair.getPhase() == Phase.READY && pair.difference().changedProperty().get().size() == 2);
        until(() -> pair.kept().size() == 1);

        Button remove = (Button) on(() -> stage.getScene().getRoot().lookupAll(".experiments-view .button").stream()
                .filter(node -> node instanceof Button button && "Remove run B".equals(button.getText())).findFirst().orElseThrow());
        ROBOT.interact(remove::fire);
        until(() -> pair.getPhase() == Phase.NONE && on(() -> stage.getScene().getRoot().lookup(".catalogue").isVisible()));
    }

    @Test
    void aTileOpensItsExperimentAndRefusedChoicesSayWhy() throws Exception {
        ComboBox<String> heads = find("#switch-heads");
        on(() -> {
            heads.setValue("3");
            return null;
        });
        Label problem = find(".switches .problem");
        until(() -> problem.isVisible() && problem.getText().contains("do not divide"));
        assertEquals("2", on(heads::getValue), "the switch stays at run A's position");

        Button tile = find("#experiment-positions");
        ROBOT.interact(tile::fire);
        until(() -> pair.getPhase() == Phase.READY);
        assertEquals("Positions: RoPE", pair.difference().label());
        until(() -> on(() -> stage.getScene().getRoot().lookup(".question-card").isVisible()));
        ROBOT.interact(pair::removeB);
    }
}
