package dev.glassbox.view;

import static javafx.scene.input.KeyCode.DOWN;
import static javafx.scene.input.KeyCode.ENTER;
import static javafx.scene.input.KeyCode.LEFT;
import static javafx.scene.input.KeyCode.RIGHT;
import static javafx.scene.input.KeyCode.SPACE;

import dev.glassbox.picture.BlockDiagramPicture;
import dev.glassbox.view.BlockChoice.Page;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.BlockModel.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every control of the Block lens, reached with Tab and worked with keys.
class BlockByKeyboardTest {
    private static ByKeyboard keys;
    private static BlockModel block;
    private static BlockChoice choice;

    @BeforeAll
    static void open() throws Exception {
        keys = new ByKeyboard(Views.BLOCK);
        block = keys.models.block();
        choice = keys.window.wiring.block();
    }

    @AfterAll
    static void close() throws Exception {
        keys.close();
    }

    @BeforeEach
    void reset() throws Exception {
        show(Part.BLOCK);
        keys.on(() -> {
            keys.window.wiring.state().lens().set(Views.BLOCK);
            keys.models.selection().selectLayer(0);
            keys.models.selection().selectQuery(3);
            block.gradientsProperty().set(false);
            block.withoutActivationProperty().set(false);
            return null;
        });
    }

    private static void show(Part part) throws Exception {
        keys.on(() -> {
            choice.page().set(Page.FLOW);
            block.partProperty().set(part);
            return null;
        });
    }

    @Test
    void pagesAndKnobs() throws Exception {
        keys.to(".inspector #block").push(RIGHT);
        keys.until(() -> keys.models.selection().getLayer() == 1);
        keys.to(".inspector #wires").push(RIGHT);
        keys.until(() -> block.gradientsProperty().get());
        keys.to(".block-view #page").push(RIGHT);
        keys.until(() -> choice.page().get() == Page.PARAMETERS);
        keys.push(RIGHT);
        keys.until(() -> choice.page().get() == Page.FAMILIES);
    }

    @Test
    void theDrawingIsWalkedWireByWireAndOpened() throws Exception {
        keys.until(() -> keys.picture("block-view").getPicture() instanceof BlockDiagramPicture);
        keys.to(".block-view #diagram").push(RIGHT);
        keys.until(() -> keys.<dev.glassbox.control.PictureView>find(".block-view #diagram").focusedPart().text().contains("[9, 64]"));
        for (int i = 0; i < 30 && keys.on(() -> block.getPart() == Part.BLOCK); i++) {
            keys.push(RIGHT).push(SPACE);
        }
        keys.until(() -> block.getPart() != Part.BLOCK);
        keys.to(".block-view #back").push(SPACE);
        keys.until(() -> block.getPart() == Part.BLOCK);
        keys.to(".block-view #bars").push(RIGHT).push(RIGHT);
        keys.to(".block-view #stopped").push(DOWN).push(DOWN).push(SPACE);
        keys.until(() -> block.getPart() == Part.LENS);
    }

    @Test
    void theLogitLens() throws Exception {
        show(Part.LENS);
        keys.to(".block-view #between").push(SPACE);
        keys.until(() -> block.betweenProperty().get());
        keys.push(SPACE);
        keys.until(() -> !block.betweenProperty().get());
        keys.to(".block-view #grid").pushUntil(() -> keys.models.selection().getQuery() != 3 || keys.models.selection().getLayer() != 0, DOWN, RIGHT, SPACE);
    }

    @Test
    void theNormsAndTheirVector() throws Exception {
        show(Part.NORM);
        boolean second = keys.on(() -> block.secondNormProperty().get());
        keys.to(".block-view #which").push(second ? LEFT : RIGHT);
        keys.until(() -> block.secondNormProperty().get() != second);
        keys.to(".block-view #steps").push(DOWN).push(RIGHT);
        double x = keys.on(() -> block.dialXProperty().get());
        double y = keys.on(() -> block.dialYProperty().get());
        keys.to(".block-view #dial");
        for (int i = 0; i < 4; i++) {
            keys.push(RIGHT).push(SPACE);
        }
        keys.until(() -> block.dialXProperty().get() != x || block.dialYProperty().get() != y);
    }

    @Test
    void theNeurons() throws Exception {
        show(Part.MLP);
        int neuron = keys.on(() -> block.neuronProperty().get());
        keys.to(".block-view #strip").pushUntil(() -> block.neuronProperty().get() != neuron, RIGHT, DOWN, SPACE);
        Object function = keys.on(() -> block.functionProperty().get());
        keys.to(".block-view #function").push(DOWN);
        keys.until(() -> block.functionProperty().get() != function);
        keys.to(".block-view #curve").push(RIGHT);
        keys.to(".block-view #contexts").push(DOWN);
        keys.to(".block-view #right").push(RIGHT);
        keys.until(() -> block.withoutActivationProperty().get());
    }

    @Test
    void parametersAndFamilies() throws Exception {
        keys.on(() -> {
            choice.page().set(Page.PARAMETERS);
            return null;
        });
        Object counted = keys.on(() -> choice.counted().get());
        keys.to(".block-view #model").push(RIGHT);
        keys.until(() -> choice.counted().get() != counted);
        keys.to(".block-view #treemap").push(RIGHT).push(SPACE);
        keys.to(".block-view #table").push(DOWN).push(DOWN).push(SPACE);
        keys.to(".block-view #quiz").push(SPACE);
        keys.until(() -> choice.quiz().get());
        keys.to(".block-view #answer").write("1");
        keys.on(() -> {
            choice.quiz().set(false);
            choice.page().set(Page.FAMILIES);
            return null;
        });
        keys.to(".block-view #family").push(RIGHT);
        keys.until(() -> choice.family().get() == 1);
        keys.to(".block-view #comparison").push(DOWN);
        keys.to(".block-view #masks").push(DOWN).push(RIGHT).push(SPACE);
        keys.to(".block-view #drawing").push(RIGHT).push(ENTER);
    }

    /// The cross-attention of the drawing leads to its page.
    @Test
    void crossAttentionLeadsToItsPage() throws Exception {
        keys.on(() -> {
            choice.page().set(Page.FAMILIES);
            choice.family().set(4);
            return null;
        });
        keys.to(".block-view #drawing");
        for (int i = 0; i < 60 && !keys.on(() -> keys.<dev.glassbox.control.PictureView>find(".block-view #drawing").focusedPart().text().contains("cross")); i++) {
            keys.push(i < 2 ? DOWN : RIGHT); // the decoder is the second row
        }
        keys.push(SPACE);
        keys.until(() -> keys.window.wiring.state().lens().get() == Views.ATTENTION && keys.window.wiring.attention().page().get() == AttentionChoice.Page.CROSS);
    }
}
