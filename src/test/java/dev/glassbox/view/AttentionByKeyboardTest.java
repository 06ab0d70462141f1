package dev.glassbox.view;

import static javafx.scene.input.KeyCode.DOWN;
import static javafx.scene.input.KeyCode.ENTER;
import static javafx.scene.input.KeyCode.LEFT;
import static javafx.scene.input.KeyCode.RIGHT;
import static javafx.scene.input.KeyCode.SPACE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.view.AttentionChoice.Bench;
import dev.glassbox.view.AttentionChoice.Form;
import dev.glassbox.view.AttentionChoice.Order;
import dev.glassbox.view.AttentionChoice.Page;
import dev.glassbox.view.AttentionChoice.Stage;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.PaintedPattern;
import dev.glassbox.viewmodel.RemovalModel.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every control of the Attention lens, reached with Tab and worked with keys.
class AttentionByKeyboardTest {
    private static ByKeyboard keys;
    private static AttentionModel attention;
    private static AttentionChoice choice;

    @BeforeAll
    static void open() throws Exception {
        keys = new ByKeyboard(Views.ATTENTION);
        attention = keys.models.attention();
        choice = keys.window.wiring.attention();
    }

    @AfterAll
    static void close() throws Exception {
        keys.close();
    }

    @BeforeEach
    void reset() throws Exception {
        page(Page.MICROSCOPE);
        keys.on(() -> {
            choice.stage().set(Stage.PATTERN);
            choice.form().set(Form.MAP);
            choice.bench().set(Bench.HEADS);
            choice.order().set(Order.BLOCK);
            attention.maskProperty().set(java.util.Optional.empty());
            attention.topKProperty().set(0);
            keys.models.selection().selectLayer(0);
            keys.models.selection().selectHead(0);
            keys.models.selection().selectQuery(2);
            keys.window.wiring.state().tracing().set(false);
            return null;
        });
    }

    private static void page(Page wanted) throws Exception {
        keys.on(() -> {
            choice.page().set(wanted);
            return null;
        });
    }

    @Test
    void pagesFormAndMask() throws Exception {
        keys.to(".attention-view #page");
        for (Page page : Page.values()) {
            keys.until(() -> choice.page().get() == page);
            keys.push(RIGHT);
        }
        page(Page.MICROSCOPE);
        keys.to(".attention-view #form").push(RIGHT);
        keys.until(() -> choice.form().get() == Form.LINES);
        keys.to(".attention-view #mask").push(DOWN);
        keys.until(() -> attention.maskProperty().get().isPresent() && attention.isWhatIf());
    }

    @Test
    void theMicroscopeIsWalkedAndANumberTakenApart() throws Exception {
        keys.to(".attention-view #wall").push(RIGHT).push(RIGHT).push(SPACE);
        keys.until(() -> keys.models.selection().getHead() > 0);
        keys.to(".attention-view #formula").push(RIGHT).push(SPACE);
        keys.until(() -> choice.stage().get() != Stage.PATTERN);
        keys.on(() -> {
            choice.stage().set(Stage.PATTERN);
            return null;
        });
        keys.to(".attention-view #matrix").push(DOWN).push(RIGHT).push(DOWN).push(SPACE);
        keys.until(() -> keys.models.selection().getKey() >= 0);
        keys.push(ENTER);
        keys.until(() -> keys.models.provenance().placeProperty().get() != null);
        keys.on(() -> {
            keys.window.wiring.state().tracing().set(false);
            return null;
        });
        keys.on(() -> {
            keys.models.selection().selectQuery(5);
            keys.models.selection().selectKey(0);
            return null;
        });
        keys.to(".attention-view #row").push(DOWN).push(DOWN).push(DOWN).push(SPACE);
        keys.until(() -> keys.models.selection().getKey() > 0);
        keys.to(".attention-view #score").push(RIGHT).push(RIGHT);
    }

    @Test
    void theKnobsOfTheMicroscope() throws Exception {
        keys.to(".inspector #topK .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> attention.topKProperty().get() > 0);
        keys.on(() -> {
            attention.maskProperty().set(java.util.Optional.of(MaskRule.Kind.SLIDING_WINDOW));
            return null;
        });
        int size = keys.on(() -> attention.maskSizeProperty().get());
        keys.to(".inspector #maskSize .knob-track").push(RIGHT);
        keys.until(() -> attention.maskSizeProperty().get() > size);
        boolean numbers = keys.on(() -> choice.numbers().get());
        keys.to(".inspector .check-box").push(SPACE);
        keys.until(() -> choice.numbers().get() != numbers);
        keys.push(SPACE);
        keys.until(() -> choice.numbers().get() == numbers);
    }

    @Test
    void partsAreRemovedAndTheValidationTextRead() throws Exception {
        page(Page.HEADS);
        keys.to(".heads-page #order").push(RIGHT);
        keys.until(() -> choice.order().get() == Order.ENTROPY);
        keys.to(".heads-page #wall").push(DOWN).push(RIGHT).push(SPACE);
        keys.until(() -> attention.removal().partProperty().get() == Part.HEAD && attention.removal().removalProperty().get() != null);
        keys.to(".removal-card #part").push(DOWN);
        keys.until(() -> attention.removal().partProperty().get() != Part.HEAD);
        keys.to(".removal-card #measure").push(SPACE);
        keys.until(() -> attention.removal().validationProperty().get() != null);
        keys.to(".heads-page #bench").push(RIGHT);
        keys.until(() -> choice.bench().get() == Bench.PARTS);
        keys.to(".heads-page .parts #diagram").push(RIGHT).push(RIGHT).push(SPACE);
        keys.until(() -> attention.removal().meant().isPresent());
        keys.to(".heads-page .parts #strip").push(RIGHT).push(RIGHT).push(SPACE);
        keys.until(() -> attention.removal().partProperty().get() == Part.NEURON);
        keys.to(".inspector #attention-layer").push(DOWN);
        keys.until(() -> keys.models.selection().getLayer() == 1);
        keys.to(".inspector #attention-head").push(DOWN);
        keys.until(() -> keys.models.selection().getHead() > 0);
    }

    @Test
    void aPatternIsPainted() throws Exception {
        page(Page.HEADS);
        keys.on(() -> {
            choice.bench().set(Bench.CELLS);
            attention.removal().paintingProperty().set(null);
            return null;
        });
        keys.to(".heads-page #brush .knob-track").push(LEFT);
        keys.to(".heads-page #keepSum").push(SPACE).push(SPACE);
        keys.to(".heads-page .stamps").push(SPACE);
        keys.until(() -> attention.removal().paintingProperty().get() instanceof PaintedPattern painted && attention.removal().meant().isPresent());
        keys.to(".heads-page .paint .cells").push(DOWN).push(RIGHT).push(DOWN).push(SPACE);
        keys.on(() -> {
            attention.removal().paintingProperty().set(null);
            return null;
        });
    }

    @Test
    void twoSentences() throws Exception {
        page(Page.PATCH);
        keys.until(() -> attention.patch().answerProperty().get() != null);
        keys.to(".patch-page #text").write("the dog sat on the mat because he was");
        keys.until(() -> attention.patch().answerProperty().get() != null && attention.patch().answerProperty().get().into().sentence().tokens().get(7).label().equals("·he"));
        keys.to(".patch-page #grid").push(DOWN).push(RIGHT);
        page(Page.CROSS);
        keys.until(() -> attention.cross().answerProperty().get() != null);
        keys.to(".cross-page #text").write("the dog ran");
        keys.until(() -> attention.cross().answerProperty().get() != null && attention.cross().answerProperty().get().read().tokens() == 3);
        keys.to(".cross-page #map").push(DOWN).push(DOWN).push(RIGHT).push(DOWN).push(SPACE);
        keys.until(() -> keys.models.selection().getQuery() != 2);
        keys.to(".cross-page #row").push(DOWN).push(SPACE);
        keys.to(".cross-page #score").push(RIGHT);
        assertEquals(Page.CROSS, choice.page().get());
    }

    @Test
    void masksAndTheLab() throws Exception {
        page(Page.MASKS);
        keys.to(".masks-page #example").push(RIGHT);
        keys.to(".masks-page #rules").push(RIGHT).push(DOWN);
        keys.to(".masks-page #broken").push(RIGHT);
        keys.to(".masks-page .button").push(SPACE);
        keys.until(() -> choice.page().get() == Page.MICROSCOPE && keys.models.trace().getText().contains("muddy"));
        page(Page.SATURATION);
        int width = keys.on(() -> attention.saturation().widthProperty().get());
        keys.to(".saturation-page #width .knob-track").push(RIGHT);
        keys.until(() -> attention.saturation().widthProperty().get() > width);
        int many = keys.on(() -> attention.saturation().keysProperty().get());
        keys.to(".saturation-page #keys .knob-track").push(RIGHT);
        keys.until(() -> attention.saturation().keysProperty().get() > many);
        Object before = keys.on(() -> attention.saturation().answerProperty().get());
        keys.to(".saturation-page .button").push(SPACE);
        keys.until(() -> attention.saturation().answerProperty().get() != before);
        for (String picture : new String[] {"#plainScores", "#plainWeights", "#scaledScores", "#scaledWeights"}) {
            keys.to(".saturation-page " + picture).push(RIGHT);
        }
        keys.on(() -> {
            keys.models.trace().setSentence(keys.models.run().getLoaded().orElseThrow().prompt());
            return null;
        });
    }
}
