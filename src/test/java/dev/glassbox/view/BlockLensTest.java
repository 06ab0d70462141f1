package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.BlockDiagramPicture;
import dev.glassbox.picture.ArchitecturePicture;
import dev.glassbox.picture.ComparisonPicture;
import dev.glassbox.picture.ContextsPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.LedgerPicture;
import dev.glassbox.picture.LogitLensPicture;
import dev.glassbox.picture.MasksPicture;
import dev.glassbox.picture.NeuronStripPicture;
import dev.glassbox.picture.NormDialPicture;
import dev.glassbox.picture.NormStepsPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.StoppedPicture;
import dev.glassbox.picture.StreamBarsPicture;
import dev.glassbox.session.RunSpec;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.BlockModel.Part;
import java.util.List;
import java.util.function.Predicate;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// Clicks through the Block lens in a whole window.
class BlockLensTest {
    private static Stage stage;
    private static WindowFixture window;
    private static BlockModel block;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            window.wiring.state().lens().set(Views.BLOCK);
            return null;
        });
        block = window.wiring.models().block();
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    @BeforeEach
    void closeWhatIsOpen() throws Exception {
        on(() -> {
            block.partProperty().set(Part.BLOCK);
            window.wiring.models().selection().selectLayer(0);
            window.wiring.models().selection().selectQuery(8);
            return null;
        });
    }

    private static PictureView picture(String id) throws Exception {
        return on(() -> (PictureView) stage.getScene().lookup(".block-view #" + id));
    }

    /// The window is larger than the screen of the toolkit without a display, so the mouse is not moved there but its events are sent.
    private static void click(PictureView view, Predicate<Hit> which) throws Exception {
        on(() -> {
            Hit hit = view.getPicture().parts(view.ink(), view.getWidth(), view.getHeight()).stream().filter(which).findFirst().orElseThrow();
            view.getScene().getRoot().applyCss();
            view.getScene().getRoot().layout();
            double x = hit.box().centreX();
            double y = hit.box().centreY();
            assertEquals(hit.text(), view.hitAt(x, y).text(), () -> view.getWidth() + " × " + view.getHeight());
            for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
                var at = view.localToScene(x, y); // an event that is sent by hand counts from the scene
                view.fireEvent(new MouseEvent(type, at.getX(), at.getY(), 0, 0, MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, false, false, true, null));
            }
            return null;
        });
    }

    private static void press(String id) throws Exception {
        on(() -> {
            ((ButtonBase) stage.getScene().lookup("#" + id)).fire();
            return null;
        });
    }

    @Test
    void theBlockItsSumsAndTheAnswersAfterEachBlockAreShown() throws Exception {
        PictureView diagram = picture("diagram");
        until(() -> diagram.getPicture() instanceof BlockDiagramPicture now && now.block().shape().equals("[9, 64]"));
        PictureView bars = picture("bars");
        until(() -> bars.getPicture() instanceof StreamBarsPicture now && now.bars().size() == 9);
        click(bars, hit -> hit instanceof StreamBarsPicture.Piece piece && piece.bar().name().equals("mlp 3"));
        until(() -> window.wiring.models().selection().getLayer() == 2);
        until(() -> ((BlockDiagramPicture) diagram.getPicture()).block().layer() == 2);
        PictureView stopped = picture("stopped");
        until(() -> stopped.getPicture() instanceof StoppedPicture now && now.stages().size() == 4);
        String answer = ((StoppedPicture) stopped.getPicture()).stages().getLast().token();
        assertEquals(window.wiring.models().trace().getNextGuess().orElseThrow().label(), answer, "after the last block it is the model's own answer");
    }

    @Test
    void theWiresShowGradientsOnRequest() throws Exception {
        PictureView diagram = picture("diagram");
        on(() -> {
            block.gradientsProperty().set(true);
            return null;
        });
        until(() -> diagram.getPicture() instanceof BlockDiagramPicture now && now.mode() == BlockDiagramPicture.Mode.GRADIENTS);
        var shown = ((BlockDiagramPicture) diagram.getPicture()).block();
        assertEquals(on(() -> block.pullProperty().get().length(dev.glassbox.nn.ProbePoint.RESID_PRE, 0)), shown.arrives());
        assertTrue(shown.arrives() > 0 && shown.attention() > 0 && shown.feed() > 0 && shown.leaves() > 0);
        on(() -> {
            block.gradientsProperty().set(false);
            return null;
        });
        until(() -> diagram.getPicture() instanceof BlockDiagramPicture now && now.mode() == BlockDiagramPicture.Mode.VALUES);
    }

    @Test
    void aDoubleClickOnANeuronOpensItsNumber() throws Exception {
        PictureView diagram = picture("diagram");
        until(() -> diagram.getPicture() != null);
        click(diagram, hit -> hit instanceof BlockDiagramPicture.Place place && place.part() == BlockDiagramPicture.Part.MLP);
        PictureView strip = picture("strip");
        until(() -> strip.getPicture() instanceof NeuronStripPicture && strip.getWidth() > 100);
        var provenance = window.wiring.models().provenance();
        on(() -> {
            Hit hit = strip.getPicture().parts(strip.ink(), strip.getWidth(), strip.getHeight()).get(17);
            var at = strip.localToScene(hit.box().centreX(), hit.box().centreY());
            strip.fireEvent(new MouseEvent(MouseEvent.MOUSE_CLICKED, at.getX(), at.getY(), 0, 0, MouseButton.PRIMARY, 2, false, false, false, false, true, false, false, false, false, true, null));
            return null;
        });
        until(() -> provenance.answerProperty().get() != null && provenance.answerProperty().get().expression().isPresent());
        assertEquals((double) ((NeuronStripPicture) strip.getPicture()).values()[17], on(() -> provenance.answerProperty().get().expression().orElseThrow().value()));
        on(() -> {
            window.wiring.state().tracing().set(false);
            return null;
        });
    }

    @Test
    void aClickOnAnAnswerOpensTheGridAndEscClosesIt() throws Exception {
        PictureView stopped = picture("stopped");
        until(() -> stopped.getPicture() != null);
        click(stopped, hit -> hit instanceof StoppedPicture.Piece piece && piece.stage().layer() == 1);
        until(() -> block.getPart() == Part.LENS);
        PictureView grid = picture("grid");
        until(() -> grid.getPicture() instanceof LogitLensPicture now && now.stages().size() == 5 && now.tokens().size() == 9);
        click(grid, hit -> hit instanceof LogitLensPicture.Place place && place.stage() == 4 && place.position() == 3);
        until(() -> window.wiring.models().selection().getQuery() == 3 && window.wiring.models().selection().getLayer() == 3);
        press("between");
        until(() -> ((LogitLensPicture) grid.getPicture()).stages().size() == 9);
        press("between");
        assertTrue(on(() -> window.wiring.state().stepOut()), "Esc has something to close");
        assertEquals(Part.BLOCK, block.getPart());
        assertFalse(on(() -> window.wiring.state().stepOut()), "and nothing more");
    }

    @Test
    void theMlpShowsItsNeuronsAndWhatMakesOneFire() throws Exception {
        PictureView diagram = picture("diagram");
        until(() -> diagram.getPicture() != null);
        click(diagram, hit -> hit instanceof BlockDiagramPicture.Place place && place.part() == BlockDiagramPicture.Part.MLP);
        until(() -> block.getPart() == Part.MLP);
        PictureView strip = picture("strip");
        until(() -> strip.getPicture() instanceof NeuronStripPicture now && now.values().length == 256);
        click(strip, hit -> hit instanceof NeuronStripPicture.Neuron neuron && neuron.index() == 41);
        PictureView contexts = picture("contexts");
        until(() -> block.neuronProperty().get() == 41 && block.reportProperty().get() != null && block.reportProperty().get().complete()
                && contexts.getPicture() instanceof ContextsPicture now && now.lines().size() == 8);
        ContextsPicture shown = (ContextsPicture) contexts.getPicture();
        assertEquals(block.reportProperty().get().contexts(0, 41).getFirst().value(), shown.lines().getFirst().value());
        on(() -> {
            block.withoutActivationProperty().set(true);
            return null;
        });
        until(() -> contexts.getPicture() instanceof HeatmapPicture now && now.map().values().length == 64 * 64);
        assertTrue(block.collapsedProperty().get().collapse().difference() < 1e-5);
        on(() -> {
            block.withoutActivationProperty().set(false);
            return null;
        });
    }

    @Test
    void aNormIsTakenApartAndItsVectorDragged() throws Exception {
        PictureView diagram = picture("diagram");
        until(() -> diagram.getPicture() != null);
        click(diagram, hit -> hit instanceof BlockDiagramPicture.Place place && place.part() == BlockDiagramPicture.Part.NORM2);
        until(() -> block.getPart() == Part.NORM && block.secondNormProperty().get());
        PictureView steps = picture("steps");
        until(() -> steps.getPicture() instanceof NormStepsPicture now && now.steps().size() == 5);
        assertEquals(1, ((NormStepsPicture) steps.getPicture()).steps().get(2).meanSquare(), 0.05, "1 up to ε: before training the stream is short");
        PictureView dial = picture("dial");
        click(dial, hit -> hit instanceof NormDialPicture.Spot spot && spot.x() == -1.5 && spot.y() == 2);
        until(() -> dial.getPicture() instanceof NormDialPicture now && Math.abs(now.x().get(0) + 1.5) < 0.1 && Math.abs(now.layer().get(0) + 1) < 1e-3);
        assertEquals(2, Math.pow(((NormDialPicture) dial.getPicture()).rms().get(0), 2) + Math.pow(((NormDialPicture) dial.getPicture()).rms().get(1), 2), 1e-3);
    }

    private static void page(String name) throws Exception {
        on(() -> {
            stage.getScene().getRoot().lookupAll(".block-view .segment").stream().map(ButtonBase.class::cast).filter(b -> OnStage.is(b) && b.getText().equals(name)).findFirst().orElseThrow().fire();
            return null;
        });
    }

    @Test
    void theLedgerCountsThisModelAndPublishedOnes() throws Exception {
        page("Parameters");
        PictureView table = picture("table");
        until(() -> table.getPicture() instanceof LedgerPicture now && now.rows().getLast().total().equals("232,512") && now.rows().getLast().check().equals("✓"));
        page("LLaMA-2-70B");
        until(() -> ((LedgerPicture) table.getPicture()).rows().getLast().total().equals("68,976,648,192"));
        assertEquals("", ((LedgerPicture) table.getPicture()).rows().getLast().check(), "too large to be counted");
        page("GPT-2");
        until(() -> ((LedgerPicture) table.getPicture()).rows().getLast().total().equals("124,439,808"));
        press("otherHead");
        until(() -> ((LedgerPicture) table.getPicture()).rows().getLast().total().equals("163,037,184"));
        press("otherHead");
        press("quiz");
        until(() -> ((LedgerPicture) table.getPicture()).rows().getLast().total().equals("?"));
        click(table, hit -> hit instanceof LedgerPicture.Line line && line.row().part().equals("queries, keys, values"));
        TextField answer = on(() -> (TextField) stage.getScene().lookup(".block-view #answer"));
        until(() -> answer.getPromptText().contains("queries"));
        on(() -> {
            answer.setText("1,769,472");
            answer.fireEvent(new javafx.event.ActionEvent());
            return null;
        });
        assertTrue(on(() -> ((Label) stage.getScene().lookup(".block-view #verdict")).getText()).startsWith("Not 1,769,472"));
        on(() -> {
            answer.setText("1,771,776");
            answer.fireEvent(new javafx.event.ActionEvent());
            return null;
        });
        until(() -> ((LedgerPicture) table.getPicture()).rows().stream().anyMatch(row -> row.one().equals("1,771,776")));
        press("quiz");
        page("This model");
        page("Flow");
    }

    @Test
    void familiesAreDrawnComparedAndLeadToTheirLenses() throws Exception {
        page("Families");
        PictureView drawing = picture("drawing");
        until(() -> drawing.getPicture() instanceof ArchitecturePicture now && now.rows().size() == 1);
        page("Transformer");
        until(() -> ((ArchitecturePicture) drawing.getPicture()).rows().size() == 2);
        PictureView comparison = picture("comparison");
        until(() -> comparison.getPicture() instanceof ComparisonPicture now && now.reference() == 4);
        PictureView masks = picture("masks");
        until(() -> masks.getPicture() instanceof MasksPicture now && now.selected() == 2 && now.tokens().size() == 9);
        page("This model");
        until(() -> ((ArchitecturePicture) drawing.getPicture()).rows().size() == 1);
        click(drawing, hit -> hit instanceof ArchitecturePicture.Part part && part.node().name().equals("MLP"));
        until(() -> block.getPart() == Part.MLP && ((PictureView) stage.getScene().lookup(".block-view #strip")).getPicture() != null);
        page("Families");
        click(drawing, hit -> hit instanceof ArchitecturePicture.Part part && part.node().name().equals("head"));
        until(() -> window.wiring.state().lens().get() == Views.PREDICTION);
        on(() -> {
            window.wiring.state().lens().set(Views.BLOCK);
            return null;
        });
        page("Flow");
    }
}
