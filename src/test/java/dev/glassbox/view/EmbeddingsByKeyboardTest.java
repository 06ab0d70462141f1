package dev.glassbox.view;

import static javafx.scene.input.KeyCode.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.AtlasPicture;
import dev.glassbox.picture.HandVectorsPicture;
import dev.glassbox.picture.MapView;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.view.EmbeddingsChoice.Page;
import dev.glassbox.view.EmbeddingsChoice.Projection;
import dev.glassbox.viewmodel.MeaningModel;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every control of the Embeddings lens, reached with Tab and worked with keys; and the two vectors that are dragged.
class EmbeddingsByKeyboardTest {
    private static ByKeyboard keys;
    private static EmbeddingsChoice choice;

    @BeforeAll
    static void open() throws Exception {
        keys = new ByKeyboard(Views.EMBEDDINGS);
        choice = keys.window.wiring.embeddings();
    }

    @AfterAll
    static void close() throws Exception {
        keys.close();
    }

    @BeforeEach
    void reset() throws Exception {
        keys.on(() -> {
            choice.page().set(Page.MAP);
            choice.projection().set(Projection.FLAT);
            choice.view().set(MapView.ALL);
            choice.picks().set(List.of("cat"));
            return null;
        });
        keys.until(() -> keys.models.embeddings().getMap().filter(map -> map.indexOf("queen") >= 0).isPresent() && map() != null && map().marks().picks().size() == 1);
    }

    private static AtlasPicture map() throws Exception {
        return (AtlasPicture) keys.picture("atlas-view").getPicture();
    }

    private static EmbeddingMap vectors() {
        return keys.models.embeddings().getMap().orElseThrow();
    }

    @Test
    void pagesSearchAndMenu() throws Exception {
        keys.to(".embeddings-view #page").push(RIGHT);
        keys.until(() -> choice.page().get() == Page.LOOKUP);
        keys.push(RIGHT);
        keys.until(() -> choice.page().get() == Page.MEANING);
        keys.push(LEFT).push(LEFT);
        keys.until(() -> choice.page().get() == Page.MAP);
        keys.to(".embeddings-view #find").write("king - man + woman");
        keys.until(() -> choice.picks().get().equals(List.of("king", "man", "woman")));
        MenuButton menu = keys.find(".embeddings-view #more");
        keys.to(".embeddings-view #more").push(SPACE);
        keys.until(menu::isShowing);
        keys.push(ESCAPE);
        keys.until(() -> !menu.isShowing());
    }

    @Test
    void theMapIsWalkedMovedZoomedAndTurned() throws Exception {
        keys.to(".atlas-view .picture-view").push(EQUALS);
        keys.until(() -> choice.view().get().zoom() > 1);
        keys.push(SHIFT, LEFT);
        keys.until(() -> choice.view().get().panX() > 0);
        keys.push(MINUS);
        keys.until(() -> choice.view().get().equals(MapView.ALL));
        keys.pushUntil(() -> choice.picks().get().size() == 2, RIGHT, SPACE);
        keys.on(() -> {
            choice.projection().set(Projection.SOLID);
            return null;
        });
        double yaw = choice.turn().get()[0];
        double pitch = choice.turn().get()[1];
        keys.until(() -> map().depth().length > 0);
        keys.push(SHIFT, RIGHT).push(SHIFT, DOWN);
        keys.until(() -> choice.turn().get()[0] != yaw && choice.turn().get()[1] != pitch);
    }

    @Test
    void neighboursArePickedAndTheInputsLeftOut() throws Exception {
        keys.to(".neighbours-view .picture-view").pushUntil(() -> choice.picks().get().size() == 2, DOWN, SPACE);
        keys.on(() -> {
            choice.picks().set(List.of("king", "man", "woman"));
            return null;
        });
        keys.to(".neighbours-view .check-box").push(SPACE);
        keys.until(() -> !choice.leaveInputsOut().get());
        keys.push(SPACE);
        keys.until(() -> choice.leaveInputsOut().get());
        keys.to(".vector-sum-view .picture-view");
    }

    @Test
    void everyKnobOfTheMap() throws Exception {
        keys.to("#projection").push(RIGHT);
        keys.until(() -> choice.projection().get() == Projection.SOLID);
        keys.push(RIGHT);
        keys.until(() -> choice.projection().get() == Projection.CHOSEN && vectors().dimensions() == 2);
        keys.to("#axisRight").write("king - queen");
        keys.to("#axisUp").write("cat - mat");
        keys.until(() -> keys.models.embeddings().chosenProperty().get().equals(Optional.of(List.of("king", "queen", "cat", "mat"))));
        keys.to("#projection").push(RIGHT);
        keys.until(() -> choice.projection().get() == Projection.TSNE && keys.models.tsne().runningProperty().get() || keys.models.tsne().stepsProperty().get() > 0);
        int perplexity = keys.models.tsne().perplexityProperty().get();
        keys.to("#perplexity .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> keys.models.tsne().perplexityProperty().get() > perplexity);
        int seed = keys.models.tsne().seedProperty().get();
        keys.to("#tsneSeed .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> keys.models.tsne().seedProperty().get() > seed);
        keys.on(() -> {
            keys.models.tsne().cancel();
            return null;
        });
        keys.until(() -> !keys.models.tsne().runningProperty().get());
        keys.to("#tsneButton").push(SPACE);
        keys.until(() -> keys.models.tsne().runningProperty().get() || keys.models.tsne().stepsProperty().get() > 0);
        keys.to("#projection").push(LEFT).push(LEFT).push(LEFT);
        keys.until(() -> choice.projection().get() == Projection.FLAT);
        keys.to("#points").push(RIGHT);
        keys.until(() -> keys.models.embeddings().allTokensProperty().get());
        keys.push(LEFT);
        keys.until(() -> !keys.models.embeddings().allTokensProperty().get() && keys.models.embeddings().matrixProperty().get() == Matrix.INPUT);
        keys.to("#minCount .knob-track").push(RIGHT).push(RIGHT);
        keys.until(() -> keys.models.embeddings().minCountProperty().get() > 0);
        keys.on(() -> {
            keys.models.embeddings().minCountProperty().set(0);
            return null;
        });
        for (String id : List.of("#trails", "#groups", "#positions")) {
            CheckBox check = keys.find(id);
            boolean was = check.isSelected();
            keys.to(id).push(SPACE);
            keys.until(() -> check.isSelected() != was);
            keys.push(SPACE);
            keys.until(() -> check.isSelected() == was);
        }
    }

    @Test
    void aRowOfTheTableIsLookedUp() throws Exception {
        keys.to(".embeddings-view #page").push(RIGHT);
        keys.until(() -> keys.models.lookup().answerProperty().get() != null && keys.models.lookup().rowsProperty().get() != null);
        int id = keys.on(() -> keys.models.lookup().answerProperty().get().id());
        keys.to(".one-hot-view .picture-view").pushUntil(() -> keys.models.lookup().answerProperty().get().id() != id, DOWN, SPACE);
        keys.to(".row-gradients-view .picture-view").to(".weight-histogram-view .picture-view");
        keys.to(".embeddings-view #find").write("300");
        keys.until(() -> keys.models.lookup().answerProperty().get().id() == 300);
    }

    @Test
    void theTwoVectorsAreMovedByKeysAndDragged() throws Exception {
        keys.to(".embeddings-view #page").push(RIGHT).push(RIGHT);
        keys.until(() -> choice.page().get() == Page.MEANING);
        MeaningModel meaning = keys.models.meaning();
        keys.to(".hand-view .picture-view");
        place(0.8, 0.2, 0.3, 0.7);
        keys.push(SHIFT, LEFT).push(SHIFT, UP).push(SHIFT, CONTROL, RIGHT).push(SHIFT, CONTROL, DOWN);
        keys.until(() -> at(0.75, 0.25, 0.35, 0.65));
        keys.to(".contexts-view .picture-view").to(".closest-view .picture-view");
        // The end nearest to the press follows the mouse: a to (0, 1), b to (−1, 0), where the cosine is 0.
        drag(0.74, 0.26, 0, 1);
        keys.until(() -> at(0, 1, 0.35, 0.65));
        drag(0.36, 0.6, -1, 0);
        keys.until(() -> at(0, 1, -1, 0) && keys.explains("= **0.000**"));
        drag(-0.9, 0.1, 0, -1);
        keys.until(() -> at(0, 1, 0, -1) && keys.explains("= **−1.000**"));
        drag(0.1, 0.9, 3, 1);
        assertEquals(1, keys.on(() -> meaning.axProperty().get()), "no farther than the edge");
    }

    private static void place(double ax, double ay, double bx, double by) throws Exception {
        MeaningModel meaning = keys.models.meaning();
        keys.on(() -> {
            meaning.axProperty().set(ax);
            meaning.ayProperty().set(ay);
            meaning.bxProperty().set(bx);
            meaning.byProperty().set(by);
            return null;
        });
    }

    private static boolean at(double ax, double ay, double bx, double by) {
        MeaningModel meaning = keys.models.meaning();
        return Math.abs(meaning.axProperty().get() - ax) < 0.02 && Math.abs(meaning.ayProperty().get() - ay) < 0.02
                && Math.abs(meaning.bxProperty().get() - bx) < 0.02 && Math.abs(meaning.byProperty().get() - by) < 0.02;
    }

    /// The toolkit without a display never reports a drag, so the events are made here.
    private static void drag(double fromX, double fromY, double toX, double toY) throws Exception {
        PictureView hand = keys.picture("hand-view");
        keys.on(() -> {
            fire(hand, MouseEvent.MOUSE_PRESSED, fromX, fromY);
            fire(hand, MouseEvent.MOUSE_DRAGGED, (fromX + toX) / 2, (fromY + toY) / 2);
            fire(hand, MouseEvent.MOUSE_DRAGGED, toX, toY);
            fire(hand, MouseEvent.MOUSE_RELEASED, toX, toY);
            return null;
        });
    }

    /// Where a vector ends on the picture, found by asking it the other way round.
    private static void fire(PictureView hand, EventType<MouseEvent> type, double x, double y) {
        double scale = hand.ink().scale();
        double width = hand.getWidth() / scale;
        double height = hand.getHeight() / scale;
        double px = scale * pixel(x, width, at -> HandVectorsPicture.at(at, 0, width, height)[0]);
        double py = scale * pixel(-y, height, at -> -HandVectorsPicture.at(0, at, width, height)[1]);
        Point2D scene = hand.localToScene(px, py);
        hand.fireEvent(new MouseEvent(type, scene.getX(), scene.getY(), scene.getX(), scene.getY(), MouseButton.PRIMARY, 1, false, false, false, false, type != MouseEvent.MOUSE_RELEASED, false, false, false, false, false,
                null));
    }

    /// The pixel at which a rising coordinate has a value; beyond the ends the outermost one.
    private static double pixel(double wanted, double extent, DoubleUnaryOperator coordinate) {
        double pixel = 0;
        while (pixel < extent && coordinate.applyAsDouble(pixel) < Math.clamp(wanted, -1, 1) - 1e-9) {
            pixel += 0.25;
        }
        return pixel;
    }
}
