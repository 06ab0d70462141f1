package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.CopyPicture;
import dev.glassbox.picture.CrossEntropyPicture;
import dev.glassbox.picture.FlashPicture;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RacePicture;
import dev.glassbox.picture.StagesPicture;
import dev.glassbox.picture.StepsPicture;
import dev.glassbox.picture.TeacherPicture;
import dev.glassbox.picture.TreePicture;
import dev.glassbox.session.RunSpec;
import dev.glassbox.viewmodel.NextTokenModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Clicks, drags and types through the Prediction lens in a whole window.
class PredictionLensTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static Stage stage;
    private static WindowFixture window;
    private static WindowModel models;
    private static NextTokenModel model;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            return null;
        });
        models = window.wiring.models();
        model = models.prediction().nextToken();
        until(() -> models.trace().getTrace().isPresent());
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    private static PictureView picture(String card) throws Exception {
        return on(() -> (PictureView) stage.getScene().getRoot().lookupAll("." + card + " .picture-view").stream()
                .filter(node -> node.isFocusTraversable()).findFirst().orElseThrow());
    }

    private static void lens(PredictionChoice.Upper upper, PredictionChoice.Lower lower) throws Exception {
        on(() -> {
            window.wiring.state().lens().set(Views.PREDICTION);
            window.wiring.prediction().page().set(PredictionChoice.Page.NEXT);
            window.wiring.prediction().upper().set(upper);
            window.wiring.prediction().lower().set(lower);
            model.show(null);
            models.sampling().setTopK(0);
            models.sampling().setTopP(1);
            models.sampling().setTemperature(0.8);
            return null;
        });
        until(() -> model.getView().isPresent());
    }

    private static Point2D place(PictureView view, Predicate<Hit> wanted) throws Exception {
        return on(() -> {
            Hit hit = view.getPicture().parts(view.ink(), view.getWidth(), view.getHeight()).stream().filter(wanted).findFirst().orElseThrow();
            return view.localToScreen(hit.box().centreX(), hit.box().centreY());
        });
    }

    @Test
    void aGuessOfTheLiveLensLeadsHere() throws Exception {
        on(() -> {
            window.wiring.state().lens().set(Views.LIVE);
            return null;
        });
        PictureView flow = picture("flow-view");
        until(() -> flow.getPicture() instanceof FlowPicture shown && shown.flow().time() > 3);
        ROBOT.clickOn(place(flow, hit -> hit instanceof FlowPicture.GuessRow row && row.position() == 2));
        until(() -> window.wiring.state().lens().get() == Views.PREDICTION && models.selection().getQuery() == 2);
        until(() -> model.getView().map(view -> view.row().next() == models.trace().getTokens().get(3).id()).orElse(false));
    }

    @Test
    void theCutLinesAreDragged() throws Exception {
        lens(PredictionChoice.Upper.LINE, PredictionChoice.Lower.DRAW);
        PictureView view = picture("next-token-view");
        until(() -> view.getPicture() instanceof StagesPicture);
        Point2D from = place(view, hit -> hit instanceof StagesPicture.Cell cell && cell.stage() == 2 && cell.row() == 1);
        Point2D to = place(view, hit -> hit instanceof StagesPicture.Cell cell && cell.stage() == 2 && cell.row() == 4);
        ROBOT.drag(from.getX(), from.getY(), MouseButton.PRIMARY).dropTo(to.getX(), to.getY() + 8);
        until(() -> models.sampling().getTopK() == 5);
        until(() -> model.getView().orElseThrow().stages().keptCount() == 5);
        Point2D second = place(view, hit -> hit instanceof StagesPicture.Cell cell && cell.stage() == 3 && cell.row() == 1);
        ROBOT.drag(second.getX(), second.getY(), MouseButton.PRIMARY).dropTo(second.getX(), second.getY() + 8);
        until(() -> model.getView().orElseThrow().stages().keptCount() == 2);
    }

    @Test
    void rollsAreComparedAndARowBecomesTheTrueToken() throws Exception {
        lens(PredictionChoice.Upper.LINE, PredictionChoice.Lower.DRAW);
        ROBOT.clickOn("Roll 1,000 times");
        until(() -> model.getView().orElseThrow().fit().isPresent());
        PictureView view = picture("next-token-view");
        until(() -> view.getPicture() instanceof StagesPicture);
        ROBOT.clickOn(place(view, hit -> hit instanceof StagesPicture.Cell cell && cell.stage() == 0 && cell.row() == 3));
        until(() -> model.getView().orElseThrow().truth() == model.getView().orElseThrow().stages().order()[3]);
    }

    @Test
    void theHeadOfTheDivisionOpensTheSoftmaxAndALogitOfAThousandIsSurvived() throws Exception {
        lens(PredictionChoice.Upper.LINE, PredictionChoice.Lower.DRAW);
        PictureView view = picture("next-token-view");
        until(() -> view.getPicture() instanceof StagesPicture);
        ROBOT.clickOn(place(view, hit -> hit instanceof StagesPicture.Head head && head.stage() == 1));
        until(() -> window.wiring.prediction().upper().get() == PredictionChoice.Upper.SOFTMAX);
        MenuButton examples = on(() -> (MenuButton) stage.getScene().lookup(".next-token-view .menu-button"));
        on(() -> {
            examples.getItems().getLast().fire();
            return null;
        });
        until(() -> view.getPicture() instanceof StagesPicture shown && shown.stages().get(1).foot().contains("not a number"));
        assertEquals("0.665", on(() -> ((StagesPicture) view.getPicture()).stages().get(4).bars().bars().getFirst().text()));
    }

    @Test
    void theLossIsDraggedAlongItsCurve() throws Exception {
        lens(PredictionChoice.Upper.LINE, PredictionChoice.Lower.LOSS);
        PictureView view = picture("draw-view");
        until(() -> view.getPicture() instanceof CrossEntropyPicture);
        ROBOT.clickOn(place(view, hit -> hit instanceof CrossEntropyPicture.At at && at.p() == 0.9));
        until(() -> view.getPicture() instanceof CrossEntropyPicture shown && Math.abs(shown.p() - 0.9) < 0.01);
        ROBOT.clickOn("Back to the model's p");
        until(() -> view.getPicture() instanceof CrossEntropyPicture shown && shown.p() == shown.model());
    }

    @Test
    void partsAreReachedByKey() throws Exception {
        lens(PredictionChoice.Upper.LINE, PredictionChoice.Lower.DRAW);
        PictureView view = stagesReachedByTab();
        ROBOT.push(KeyCode.RIGHT);
        until(() -> view.focusedPart() instanceof StagesPicture.Head);
        ROBOT.push(KeyCode.ESCAPE);
        until(() -> view.focusedPart() == Hit.NONE);
    }

    private static PictureView stagesReachedByTab() throws Exception {
        PictureView view = picture("next-token-view");
        until(() -> view.getPicture() instanceof StagesPicture);
        Node before = on(() -> stage.getScene().lookup(".next-token-view .menu-button"));
        on(() -> {
            before.requestFocus();
            return null;
        });
        ROBOT.push(KeyCode.TAB);
        until(view::isFocused);
        return view;
    }

    @Test
    void theCutLinesAreSetByKeyToo() throws Exception {
        lens(PredictionChoice.Upper.LINE, PredictionChoice.Lower.DRAW);
        PictureView view = stagesReachedByTab();
        ROBOT.push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.DOWN);
        until(() -> view.focusedPart() instanceof StagesPicture.Cell cell && cell.stage() == 2 && cell.row() == 2);
        ROBOT.push(KeyCode.SPACE);
        until(() -> models.sampling().getTopK() == 3);
    }

    private static void generate(PredictionChoice.Writing writing) throws Exception {
        on(() -> {
            window.wiring.state().lens().set(Views.PREDICTION);
            window.wiring.prediction().page().set(PredictionChoice.Page.GENERATE);
            window.wiring.prediction().writing().set(writing);
            models.prediction().generate().clear();
            models.prediction().generate().limitProperty().set(6);
            return null;
        });
    }

    @Test
    void writesAndBranchesByClick() throws Exception {
        generate(PredictionChoice.Writing.STEPS);
        ROBOT.clickOn("Write");
        until(() -> models.prediction().generate().getSelected().map(branch -> branch.text().steps().size() == 6).orElse(false));
        PictureView view = picture("writing-view");
        until(() -> view.getPicture() instanceof StepsPicture shown && shown.steps().size() == 6);
        int taken = models.prediction().generate().getSelected().orElseThrow().text().steps().get(2).id();
        ROBOT.clickOn(place(view, hit -> hit instanceof StepsPicture.Choice other && other.step() == 2 && other.id() != taken));
        until(() -> models.prediction().generate().getBranches().size() == 2 && !models.prediction().generate().writingProperty().get());
        on(() -> {
            window.wiring.prediction().writing().set(PredictionChoice.Writing.TREE);
            return null;
        });
        until(() -> view.getPicture() instanceof TreePicture shown && shown.rows().size() == 2 && shown.selected() == 1);
        ROBOT.clickOn(place(view, hit -> hit instanceof TreePicture.Part part && part.row() == 0));
        until(() -> models.prediction().generate().selectedProperty().get() == 0);
        on(() -> {
            window.wiring.prediction().writing().set(PredictionChoice.Writing.COPIES);
            return null;
        });
        until(() -> view.getPicture() instanceof CopyPicture shown && !shown.lines().isEmpty());
    }

    @Test
    void theRoomIsAskedPinnedAndRevealed() throws Exception {
        generate(PredictionChoice.Writing.POLL);
        ROBOT.clickOn(".writing-view .text-field").write("cat 2, dog").push(KeyCode.ENTER);
        PictureView view = picture("writing-view");
        until(() -> view.getPicture() instanceof StagesPicture shown && shown.stages().size() == 1);
        Node hint = on(() -> stage.getScene().lookup("#next-token"));
        until(() -> !hint.isVisible());
        ROBOT.clickOn("Reveal the model");
        until(hint::isVisible);
        until(() -> view.getPicture() instanceof StagesPicture shown && shown.stages().size() == 2 && shown.stages().get(1).foot().startsWith("loss"));
    }

    @Test
    void teacherForcingFillsItsTable() throws Exception {
        generate(PredictionChoice.Writing.TEACHER);
        PictureView view = picture("writing-view");
        until(() -> view.getPicture() instanceof TeacherPicture shown && shown.rows().size() == models.trace().getTokens().size() - 1);
    }

    @Test
    void theRaceIsStartedAndTheTilesFollowTheMouse() throws Exception {
        on(() -> {
            window.wiring.state().lens().set(Views.PREDICTION);
            window.wiring.prediction().page().set(PredictionChoice.Page.COST);
            window.wiring.prediction().cost().set(PredictionChoice.Cost.RACE);
            return null;
        });
        ROBOT.clickOn("Start the race");
        PictureView view = picture("cost-view");
        until(() -> view.getPicture() instanceof RacePicture shown && shown.n() == models.run().getLoaded().orElseThrow().config().contextLength() && shown.same());
        on(() -> {
            window.wiring.prediction().cost().set(PredictionChoice.Cost.FLASH);
            return null;
        });
        until(() -> view.getPicture() instanceof FlashPicture);
        ROBOT.clickOn(place(view, hit -> hit instanceof FlashPicture.Tile tile && tile.row() == 6 && tile.column() == 1));
        until(() -> view.getPicture() instanceof FlashPicture shown && shown.row() == 6 && shown.column() == 1);
        for (PredictionChoice.Cost page : PredictionChoice.Cost.values()) {
            on(() -> {
                window.wiring.prediction().cost().set(page);
                return null;
            });
            until(() -> view.getPicture() != null && !view.getPicture().describe().isEmpty());
        }
    }

    @Test
    void everyPageHasItsOwnKnobsAndTheyFollowTheSettings() throws Exception {
        lens(PredictionChoice.Upper.LINE, PredictionChoice.Lower.DRAW);
        assertEquals(List.of("temperature", "topK", "topP", "truth"), knobs());
        lens(PredictionChoice.Upper.SOFTMAX, PredictionChoice.Lower.DRAW);
        assertEquals(List.of("temperature", "topK", "topP", "shift", "truth"), knobs());
        generate(PredictionChoice.Writing.TREE);
        assertEquals(List.of("temperature", "topK", "topP", "limit", "width"), knobs());
        generate(PredictionChoice.Writing.TEACHER);
        assertEquals(List.of("temperature", "topK", "topP"), knobs());
        generate(PredictionChoice.Writing.POLL);
        assertEquals(List.of(), knobs());
        cost(PredictionChoice.Cost.RACE);
        assertEquals(List.of("lap"), knobs());
        cost(PredictionChoice.Cost.TIMES);
        assertEquals(List.of("longest"), knobs());
        cost(PredictionChoice.Cost.MEMORY);
        assertEquals(List.of("n"), knobs());
        on(() -> {
            window.wiring.state().lens().set(Views.LIVE);
            models.sampling().setTopK(7);
            window.wiring.state().lens().set(Views.PREDICTION);
            window.wiring.prediction().page().set(PredictionChoice.Page.NEXT);
            return null;
        });
        until(() -> ((ParameterSlider) stage.getScene().lookup(".inspector #topK")).getValue() == 7);
    }

    private static void cost(PredictionChoice.Cost cost) throws Exception {
        on(() -> {
            window.wiring.prediction().page().set(PredictionChoice.Page.COST);
            window.wiring.prediction().cost().set(cost);
            return null;
        });
    }

    @Test
    void theContextsOfKnownModelsAreOneClickAway() throws Exception {
        cost(PredictionChoice.Cost.FLASH);
        MenuButton contexts = on(() -> (MenuButton) stage.getScene().lookup(".inspector #contexts"));
        assertEquals(List.of("GPT-2: 1,024", "GPT-3: 2,048", "LLaMA-2: 4,096", "GPT-4: 8,192", "GPT-4 32K: 32,768", "GPT-4 Turbo, GPT-4o: 128,000"),
                on(() -> contexts.getItems().stream().map(MenuItem::getText).toList()));
        for (int[] each : new int[][] {{3, 8_192, 67_108_864}, {4, 32_768, 1_073_741_824}}) {
            on(() -> {
                contexts.getItems().get(each[0]).fire();
                return null;
            });
            assertEquals(each[1], on(() -> models.prediction().cost().nProperty().get()));
            assertEquals(each[1], on(() -> (int) ((ParameterSlider) stage.getScene().lookup(".inspector #n")).getValue()));
            until(() -> picture("cost-view").getPicture() instanceof FlashPicture shown && shown.facts().getFirst()[1].endsWith(Numbers.integer(each[2])));
        }
        on(() -> {
            contexts.getItems().getLast().fire();
            return null;
        });
        until(() -> picture("cost-view").getPicture() instanceof FlashPicture shown && shown.facts().getFirst()[1].equals("128,000² = 16,384,000,000"));
    }

    /// Those that can be seen, in order.
    private static List<String> knobs() throws Exception {
        return on(() -> Stream.of("temperature", "topK", "topP", "shift", "truth", "limit", "width", "lap", "longest", "n").filter(id -> {
            Node knob = stage.getScene().lookup(".inspector #" + id);
            return knob != null && OnStage.is(knob);
        }).toList());
    }
}
