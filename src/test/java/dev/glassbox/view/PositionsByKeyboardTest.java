package dev.glassbox.view;

import static javafx.scene.input.KeyCode.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.picture.ClockPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.view.PositionsChoice.Page;
import dev.glassbox.viewmodel.PositionsModel;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every control of the Positions lens, reached with Tab and worked with keys.
class PositionsByKeyboardTest {
    private static ByKeyboard keys;
    private static PositionsModel positions;
    private static PositionsChoice choice;

    @BeforeAll
    static void open() throws Exception {
        keys = new ByKeyboard(Views.POSITIONS);
        positions = keys.models.positions();
        choice = keys.window.wiring.positions();
    }

    @AfterAll
    static void close() throws Exception {
        keys.close();
    }

    @BeforeEach
    void reset() throws Exception {
        keys.on(() -> {
            keys.window.wiring.state().lens().set(Views.POSITIONS);
            choice.page().set(Page.SCHEME);
            choice.waves().set(false);
            positions.schemeProperty().set(Scheme.LEARNED);
            keys.models.selection().selectQuery(2);
            return null;
        });
        keys.until(() -> keys.picture("encoding-view").getPicture() instanceof HeatmapPicture);
    }

    private static void scheme(Scheme scheme) throws Exception {
        keys.on(() -> {
            positions.schemeProperty().set(scheme);
            return null;
        });
    }

    @Test
    void pagesAndSchemes() throws Exception {
        keys.to(".positions-view #scheme");
        for (Scheme scheme : Scheme.values()) {
            keys.until(() -> positions.schemeProperty().get() == scheme);
            keys.push(RIGHT);
        }
        keys.to(".positions-view #page").push(RIGHT);
        keys.until(() -> choice.page().get() == Page.ORDER);
        keys.push(RIGHT);
        keys.until(() -> choice.page().get() == Page.LENGTH);
        keys.push(LEFT).push(LEFT);
        keys.until(() -> choice.page().get() == Page.SCHEME);
    }

    @Test
    void thePicturesAreWalked() throws Exception {
        scheme(Scheme.SINUSOIDAL);
        keys.until(() -> keys.picture("pairs-view").getPicture() instanceof ClockPicture);
        keys.to(".encoding-view .picture-view").push(DOWN).push(RIGHT).push(DOWN).push(SPACE);
        keys.until(() -> keys.models.selection().getQuery() != 2);
        int pair = keys.on(() -> positions.pairProperty().get());
        keys.to(".pairs-view .picture-view").push(RIGHT).push(RIGHT).push(SPACE);
        keys.until(() -> positions.pairProperty().get() != pair || ((ClockPicture) keys.picture("pairs-view").getPicture()).clocks().get(1).pair() == pair);
        keys.to(".pairs-view #waves").push(RIGHT);
        keys.until(() -> choice.waves().get() && !(keys.picture("pairs-view").getPicture() instanceof ClockPicture));
        keys.to(".distance-view .picture-view");
    }

    @Test
    void everyKnob() throws Exception {
        scheme(Scheme.SINUSOIDAL);
        keys.on(() -> {
            choice.waves().set(true);
            positions.pairProperty().set(4);
            positions.turnProperty().set(0);
            positions.lengthProperty().set(32);
            return null;
        });
        keys.until(() -> keys.shown("#length"));
        keys.to(".inspector #position .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> keys.models.selection().getQuery() > 2);
        keys.to(".inspector #pair .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> positions.pairProperty().get() > 4);
        keys.to(".inspector #turn .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> positions.turnProperty().get() > 0);
        keys.until(() -> keys.explains(") PE("));
        keys.to(".inspector #length .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> positions.lengthProperty().get() > 32);
        keys.to(".inspector .check-box").push(SPACE);
        keys.until(() -> positions.beyondProperty().get() && ((HeatmapPicture) keys.picture("encoding-view").getPicture()).map().rows().size() > 32);
        keys.push(SPACE);
        keys.until(() -> !positions.beyondProperty().get());
        scheme(Scheme.ALIBI);
        int heads = keys.on(() -> positions.alibiHeadsProperty().get());
        keys.until(() -> keys.shown("#alibiHeads"));
        keys.to(".inspector #alibiHeads .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> positions.alibiHeadsProperty().get() > heads);
    }

    @Test
    void tokensAreExchangedShuffledAndBroughtBack() throws Exception {
        keys.on(() -> {
            choice.page().set(Page.ORDER);
            return null;
        });
        keys.until(() -> positions.getOrder().isPresent());
        keys.to(".order-view #shuffle").push(SPACE);
        keys.until(() -> positions.getOrder().orElseThrow().moved().size() > 2);
        keys.to(".order-view #swap").push(SPACE);
        keys.until(() -> positions.getOrder().orElseThrow().moved().size() == 2);
        keys.to(".order-view #catAndMouse").push(SPACE);
        Label texts = keys.find(".order-view .order-texts");
        keys.until(() -> texts.getText().startsWith("the ·cat ·ate ·the ·mouse"));
        keys.to(".order-view .picture-view");
    }

    @Test
    void aSchemeIsTrainedFromEitherPage() throws Exception {
        scheme(Scheme.ROPE);
        keys.to(".positions-view #trainWith").push(SPACE);
        taken(Kind.ROPE);
        keys.on(() -> {
            choice.page().set(Page.LENGTH);
            return null;
        });
        Button start = keys.find(".race-view #start");
        keys.to(".longer-view .picture-view").to(".race-view #start").push(SPACE);
        keys.until(() -> positions.race().getAnswer().filter(answer -> answer.lanes().size() == 5).isPresent());
        keys.push(SPACE);
        keys.until(() -> start.getText().equals("Train anew"));
        keys.until(() -> keys.picture("race-view").getPicture() instanceof HeatmapPicture);
        keys.to(".race-view .picture-view").push(DOWN).push(DOWN).push(SPACE);
        keys.until(() -> positions.schemeProperty().get() != Scheme.ROPE);
        scheme(Scheme.ALIBI);
        keys.to(".race-view #trainLane").push(SPACE);
        taken(Kind.ALIBI);
    }

    private static void taken(Kind kind) throws Exception {
        keys.until(() -> keys.window.wiring.state().lens().get() == Views.EXPERIMENTS && keys.models.comparison().difference().specBProperty().get() != null);
        assertEquals(kind, keys.on(() -> keys.models.comparison().difference().specBProperty().get().model().positions()));
        keys.on(() -> {
            keys.models.comparison().removeB();
            keys.window.wiring.state().lens().set(Views.POSITIONS);
            return null;
        });
        keys.until(() -> keys.models.comparison().difference().specBProperty().get() == null);
    }
}
