package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.ClockPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.session.RunSpec;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import dev.glassbox.viewmodel.WindowModel;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Goes through the Positions lens in a whole window.
class PositionsLensTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static Stage stage;
    private static WindowFixture window;
    private static WindowModel models;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            window.wiring.state().lens().set(Views.POSITIONS);
            return null;
        });
        models = window.wiring.models();
        until(() -> models.trace().getTrace().isPresent());
        on(() -> {
            models.trace().setSentence("the cat ate the mouse");
            models.selection().selectQuery(4);
            models.selection().selectKey(1);
            return null;
        });
        until(() -> models.trace().getTrace().orElseThrow().tokens() == 5);
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    private static PictureView view(String card) {
        return (PictureView) stage.getScene().lookup("." + card + " .picture-view");
    }

    private static boolean says(String words) {
        return window.wiring.state().shown().get().explanation().getValue().numbers().stream().anyMatch(line -> line.contains(words));
    }

    @Test
    void everySchemeHasItsPicturesAndOnlyTheRunsOwnIsNotFormulaOnly() throws Exception {
        ROBOT.clickOn("Schemes");
        for (Scheme scheme : Scheme.values()) {
            ROBOT.clickOn(scheme.label());
            until(() -> models.positions().schemeProperty().get() == scheme);
            Label badge = on(() -> (Label) stage.getScene().lookup(".badge"));
            if (scheme == Scheme.NONE) {
                until(() -> view("encoding-view").getPicture() instanceof HeatmapPicture picture && picture.map().rows().size() == 4 && !badge.isVisible());
                until(() -> says("neither: **same**") && view("pairs-view").getPicture().describe().contains("none from 1"));
                continue;
            }
            until(() -> badge.getText().equals(scheme == Scheme.LEARNED ? "this run" : "formula only"));
            until(() -> view("encoding-view").getPicture() instanceof HeatmapPicture);
            assertTrue(on(() -> view("pairs-view").getPicture() instanceof LinePicture || view("pairs-view").getPicture() instanceof ClockPicture));
            assertTrue(on(() -> view("distance-view").getPicture() instanceof LinePicture));
        }
    }

    /// 2⁻¹ to 2⁻⁸ for eight heads.
    @Test
    void eightHeadsHaveHalvesOfHalvesForSlopes() throws Exception {
        ROBOT.clickOn("Schemes");
        ROBOT.clickOn("ALiBi");
        on(() -> {
            models.positions().alibiHeadsProperty().set(8);
            return null;
        });
        until(() -> says("head 1: 2^−1 = 0.500") && says("head 8: 2^−8 = 0.00391"));
    }

    @Test
    void turningQueryAndKeyTogetherKeepsTheirProductOnTheScreen() throws Exception {
        ROBOT.clickOn("Schemes");
        ROBOT.clickOn("RoPE");
        until(() -> says("q · k = "));
        String product = on(() -> line("q · k = ")).replaceAll(".*\\*\\*(.*)\\*\\*", "$1");
        on(() -> {
            models.positions().turnProperty().set(11);
            return null;
        });
        until(() -> says("both 11 further: **" + product + "**"));
    }

    @Test
    void fiveSmallModelsAreTrainedBesideEachOtherAndOneClickTakesASchemeToExperiments() throws Exception {
        ROBOT.clickOn("Longer texts");
        ROBOT.clickOn("Train all five");
        until(() -> models.positions().race().getAnswer().filter(answer -> answer.lanes().size() == 5).isPresent());
        until(() -> view("race-view").getPicture() instanceof HeatmapPicture picture && picture.map().rows().size() == 5
                && picture.map().masked(0, 1) && !picture.map().masked(2, 2));
        on(() -> {
            models.positions().race().stop();
            models.positions().schemeProperty().set(Scheme.ALIBI);
            return null;
        });
        until(() -> ((HeatmapPicture) view("race-view").getPicture()).marks().row() == 3);
        assertFalse(on(() -> stage.getScene().lookup("#scheme").getParent().isVisible()), "the buttons of the schemes have no use here");
        Button lane = on(() -> (Button) stage.getScene().lookup("#trainLane"));
        until(() -> lane.isVisible() && lane.getText().equals("Train ALiBi beside this run"));
        ROBOT.clickOn(lane);
        until(() -> window.wiring.state().lens().get() == Views.EXPERIMENTS && models.comparison().difference().specBProperty().get() != null);
        assertEquals(dev.glassbox.nn.PositionScheme.Kind.ALIBI, on(() -> models.comparison().difference().specBProperty().get().model().positions()));
        on(() -> {
            models.comparison().removeB();
            window.wiring.state().lens().set(Views.POSITIONS);
            return null;
        });
        ROBOT.clickOn("Schemes");
    }

    @Test
    void anotherSchemeIsTrainedBesideThisRunWithOneClick() throws Exception {
        ROBOT.clickOn("Schemes");
        ROBOT.clickOn("RoPE");
        ROBOT.clickOn("#trainWith");
        until(() -> window.wiring.state().lens().get() == Views.EXPERIMENTS && models.comparison().difference().specBProperty().get() != null);
        assertEquals(dev.glassbox.nn.PositionScheme.Kind.ROPE, on(() -> models.comparison().difference().specBProperty().get().model().positions()));
        on(() -> {
            models.comparison().removeB();
            window.wiring.state().lens().set(Views.POSITIONS);
            return null;
        });
    }

    private static String line(String words) {
        return window.wiring.state().shown().get().explanation().getValue().numbers().stream().filter(line -> line.contains(words)).findFirst().orElseThrow();
    }

    @Test
    void swappingCatAndMouseIsNoticedOnlyWithPositionsOrAMask() throws Exception {
        ROBOT.clickOn("Swap two tokens");
        until(() -> models.positions().getOrder().isPresent() && says("neither: **same**"));
        assertFalse(on(() -> says("mask only: **same**")));
        Label texts = on(() -> (Label) stage.getScene().lookup(".order-texts"));
        until(() -> texts.getText().endsWith("the ·mouse ·ate ·the ·cat"));
        ROBOT.clickOn("Shuffle all");
        until(() -> models.positions().getOrder().orElseThrow().moved().size() > 2 && says("neither: **same**"));
        on(() -> {
            models.trace().setSentence("the dog sat");
            return null;
        });
        ROBOT.clickOn("Cat and mouse");
        until(() -> texts.getText().equals("the ·cat ·ate ·the ·mouse   ⇄   the ·mouse ·ate ·the ·cat"));
        ROBOT.clickOn("Longer texts");
        until(() -> models.positions().getLonger().isPresent() && says("no such row"));
        ROBOT.clickOn("Schemes");
    }
}
