package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.AtlasPicture;
import dev.glassbox.picture.ScatterPicture;
import dev.glassbox.picture.SimilarityPicture;
import dev.glassbox.picture.VectorSumPicture;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.RunSpec;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Clicks, drags and types through the Embeddings lens in a whole window.
class EmbeddingsLensTest {
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
            window.wiring.state().reducedMotion().set(true);
            return null;
        });
        models = window.wiring.models();
        until(() -> models.trace().getTrace().isPresent());
        assertTrue(models.embeddings().getMap().isEmpty(), "a hidden lens asks for nothing");
        on(() -> {
            window.wiring.state().lens().set(Views.EMBEDDINGS);
            models.selection().selectQuery(1);
            return null;
        });
        until(() -> models.embeddings().getMap().isPresent() && atlas().getPicture() != null);
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

    private static PictureView atlas() {
        return view("atlas-view");
    }

    private static AtlasPicture map() {
        return (AtlasPicture) atlas().getPicture();
    }

    private static void reset() throws Exception {
        on(() -> {
            window.wiring.state().lens().set(Views.EMBEDDINGS);
            window.wiring.embeddings().page().set(EmbeddingsChoice.Page.MAP);
            models.selection().selectQuery(1);
            window.wiring.embeddings().projection().set(EmbeddingsChoice.Projection.FLAT);
            window.wiring.embeddings().view().set(dev.glassbox.picture.MapView.ALL);
            window.wiring.embeddings().picks().set(List.of("cat"));
            return null;
        });
    }

    private static void type(String text) throws Exception {
        TextField find = on(() -> (TextField) stage.getScene().lookup(".embeddings-view .lens-bar .text-field"));
        ROBOT.clickOn(find).write(text).type(KeyCode.ENTER);
    }

    @Test
    void theQueryOfTheSentenceIsOnTheMapAndItsVectorIsASumWithoutRest() throws Exception {
        reset();
        until(() -> map() != null && map().marks().query() >= 0 && "cat".equals(map().dots().name(map().marks().query())));
        VectorSumPicture sum = on(() -> (VectorSumPicture) view("vector-sum-view").getPicture());
        assertEquals("tok + pos = x: all 64 sums exact", sum.remark());
        assertEquals(475, sum.rows());
        until(() -> map().footer().startsWith("2 of 64 axes keep"));
    }

    @Test
    void typingASumShowsItsNeighboursWithAndWithoutTheInputs() throws Exception {
        reset();
        type("king - man + woman");
        until(() -> window.wiring.embeddings().picks().get().equals(List.of("king", "man", "woman")) && map().marks().arrows().length == 8);
        EmbeddingMap vectors = on(() -> models.embeddings().getMap().orElseThrow());
        until(() -> bars().bars().stream().noneMatch(SimilarityPicture.Bar::input));
        assertEquals(vectors.neighbours().analogy(vectors.indexOf("king"), vectors.indexOf("man"), vectors.indexOf("woman"), 1, true).getFirst().row(),
                on(() -> bars().bars().getFirst().index()));
        on(() -> {
            window.wiring.embeddings().leaveInputsOut().set(false);
            return null;
        });
        until(() -> bars().bars().getFirst().input());
        on(() -> {
            window.wiring.embeddings().leaveInputsOut().set(true);
            return null;
        });
    }

    /// How often the words occur and why a sum does not find its word yet stand there in a low window too.
    @Test
    void aSumSaysHowOftenItsWordsOccurAndWhyNotYetAtEveryHeight() throws Exception {
        reset();
        on(() -> {
            models.moment().view(0);
            return null;
        });
        until(() -> models.embeddings().getMap().orElseThrow().step() == 0);
        for (boolean low : new boolean[] {false, true}) {
            on(() -> {
                window.wiring.state().setLow(low);
                window.wiring.embeddings().picks().set(List.of("cat"));
                return null;
            });
            until(() -> !seeing().contains("chance"));
            type("king - man + woman");
            until(() -> seeing().contains("At step 0 all rows are random") && explained("[-:in the text: king 227, man 240, woman 278, queen 236]"));
        }
        on(() -> {
            models.moment().backToLive();
            models.run().stepOnce();
            return null;
        });
        until(() -> models.embeddings().getMap().orElseThrow().step() == models.run().getStep() && models.run().getStep() > 0);
        until(() -> seeing().contains("**queen** is not there yet: after") || seeing().contains("here it does"));
        on(() -> {
            window.wiring.state().setLow(false);
            return null;
        });
    }

    private static String seeing() {
        return window.wiring.state().shown().get().explanation().getValue().seeing();
    }

    private static SimilarityPicture bars() {
        return (SimilarityPicture) view("neighbours-view").getPicture();
    }

    @Test
    void aClickPicksASecondWordAndTheInspectorComparesThem() throws Exception {
        reset();
        until(() -> map().marks().picks().size() == 1);
        int dog = on(() -> models.embeddings().getMap().orElseThrow().indexOf("dog"));
        ROBOT.clickOn(screen(dog), MouseButton.PRIMARY);
        until(() -> window.wiring.embeddings().picks().get().equals(List.of("cat", "dog")));
        until(() -> window.wiring.state().shown().get().explanation().getValue().numbers().stream().anyMatch(line -> line.startsWith("angle = ")));
    }

    /// Where a point of the map lies on the screen, once it is drawn large enough to be alone.
    private static Point2D screen(int index) throws Exception {
        return on(() -> {
            var part = map().parts(atlas().ink(), atlas().getWidth(), atlas().getHeight()).stream()
                    .filter(hit -> ((AtlasPicture.Dot) hit).index() == index).findFirst().orElseThrow();
            return atlas().localToScreen(part.box().centreX(), part.box().centreY());
        });
    }

    /// The toolkit without a display never reports a drag, so the events are made here.
    private static void drag(double dx, double dy) throws Exception {
        on(() -> {
            atlas().fireEvent(mouse(javafx.scene.input.MouseEvent.MOUSE_PRESSED, 100, 100));
            atlas().fireEvent(mouse(javafx.scene.input.MouseEvent.MOUSE_DRAGGED, 100 + dx, 100 + dy));
            atlas().fireEvent(mouse(javafx.scene.input.MouseEvent.MOUSE_RELEASED, 100 + dx, 100 + dy));
            return null;
        });
    }

    private static javafx.scene.input.MouseEvent mouse(javafx.event.EventType<javafx.scene.input.MouseEvent> type, double x, double y) {
        return new javafx.scene.input.MouseEvent(type, x, y, x, y, MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, false, false, false, null);
    }

    @Test
    void theWheelZoomsDraggingMovesAndADoubleClickShowsAllAgain() throws Exception {
        reset();
        ROBOT.moveTo(atlas()).scroll(5, javafx.geometry.VerticalDirection.UP);
        until(() -> map().view().zoom() > 1);
        var before = on(() -> map().view());
        drag(40, 30);
        until(() -> Math.abs(map().view().panX() - before.panX()) > 20);
        ROBOT.doubleClickOn(atlas());
        until(() -> map().view().zoom() == 1 && map().view().panX() == 0);
        ROBOT.type(KeyCode.EQUALS);
        until(() -> map().view().zoom() > 1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void inThreeDimensionsADragTurnsTheMap() throws Exception {
        reset();
        SegmentedControl<EmbeddingsChoice.Projection> projection = on(() -> (SegmentedControl<EmbeddingsChoice.Projection>) stage.getScene().lookup("#projection"));
        ROBOT.clickOn("3-D");
        until(() -> map().depth().length > 0 && map().footer().startsWith("3 of 64 axes"));
        assertEquals(EmbeddingsChoice.Projection.SOLID, projection.getValue());
        float x = on(() -> map().dots().xy()[0]);
        drag(60, 0);
        until(() -> Math.abs(map().dots().xy()[0] - x) > 1e-4);
        ROBOT.clickOn("two axes");
        until(() -> models.embeddings().getMap().orElseThrow().dimensions() == 2 && map().footer().startsWith("Right "));
        ROBOT.clickOn("2-D");
        until(() -> models.embeddings().getMap().orElseThrow().dimensions() == 3);
    }

    @Test
    void theLookupIsAProductWithoutDifferenceAndTheNeighboursHaveContexts() throws Exception {
        reset();
        ROBOT.clickOn("Lookup");
        until(() -> window.wiring.embeddings().page().get() == EmbeddingsChoice.Page.LOOKUP);
        until(() -> models.lookup().answerProperty().get() != null);
        until(() -> models.lookup().rowsProperty().get() != null || !models.lookup().problemProperty().get().isEmpty());
        assertEquals("", on(() -> models.lookup().problemProperty().get()));
        assertEquals(0, on(() -> models.lookup().answerProperty().get().difference()));
        until(() -> ((dev.glassbox.picture.OneHotPicture) view("one-hot-view").getPicture()).label().equals("·cat"));
        ROBOT.clickOn("Neighbours");
        on(() -> {
            window.wiring.embeddings().picks().set(List.of("king", "queen"));
            return null;
        });
        until(() -> models.meaning().getAnswer().filter(answer -> answer.b().equals("queen") && !answer.shared().isEmpty()).isPresent());
        PictureView hand = on(() -> view("hand-view"));
        on(() -> {
            hand.requestFocus();
            return null;
        });
        double before = on(() -> models.meaning().axProperty().get());
        ROBOT.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        until(() -> models.meaning().axProperty().get() < before);
        ROBOT.clickOn("Map");
    }

    @Test
    void wordVectorsOfAFileOpenInTheSameMapAndABadFileChangesNothing(@TempDir Path folder) throws Exception {
        reset();
        window.dialogs.text = Files.writeString(folder.resolve("bad.txt"), "king 1 2\nqueen 1\n");
        fire("Open word vectors");
        until(() -> models.embeddings().problemProperty().get().contains("line 2 has 1 numbers"));
        assertTrue(on(() -> models.embeddings().getMap().orElseThrow().step() >= 0), "the run's map stays");
        window.dialogs.text = Files.writeString(folder.resolve("small.txt"), "6 3\nman 1 0 0.1\nwoman 1 1 0\nking 3 0 0\nqueen 3 1 0.1\ncat 0 0 5\ndog 0.1 0 5\n");
        fire("Open word vectors");
        until(() -> models.embeddings().getMap().orElseThrow().step() < 0 && map().dots().size() == 6);
        type("king - man + woman");
        until(() -> bars().bars().size() > 0 && map().dots().name(bars().bars().getFirst().index()).equals("queen"));
        fire("Back to the run");
        until(() -> models.embeddings().getMap().orElseThrow().step() >= 0);
    }

    private static void fire(String item) throws Exception {
        on(() -> {
            ((MenuButton) stage.getScene().lookup(".embeddings-view .menu-button")).getItems().stream()
                    .filter(each -> each.getText() != null && each.getText().startsWith(item)).findFirst().orElseThrow().fire();
            return null;
        });
    }

    @Test
    void neighbourEmbeddingGrowsCanBeStoppedAndBegunAnew() throws Exception {
        reset();
        ROBOT.clickOn("t-SNE");
        until(() -> map().footer().startsWith("t-SNE of step") && models.tsne().stepsProperty().get() > 0);
        Button button = on(() -> (Button) stage.getScene().lookup("#tsneButton"));
        until(() -> button.getText().equals("Stop") || models.tsne().stepsProperty().get() == 1_000);
        on(() -> {
            models.tsne().cancel();
            return null;
        });
        until(() -> button.getText().equals("Begin anew"));
        // Listened to, not looked at: on a quiet machine it may be over before anybody looks.
        AtomicBoolean begun = new AtomicBoolean();
        var subscription = on(() -> models.tsne().runningProperty().subscribe(now -> begun.compareAndSet(false, now)));
        ROBOT.clickOn(button);
        until(() -> begun.get() && models.tsne().stepsProperty().get() > 0);
        on(() -> {
            subscription.unsubscribe();
            models.tsne().cancel();
            return null;
        });
        ROBOT.clickOn("2-D");
    }

    @Test
    void coordinatesAndTheTrainingAreSaved(@TempDir Path folder) throws Exception {
        reset();
        on(() -> {
            models.run().stepOnce();
            return null;
        });
        until(() -> models.run().getStep() > 0 && models.embeddings().getMap().orElseThrow().step() == models.run().getStep()
                && models.embeddings().history().orElseThrow().moments().size() >= 2);
        window.dialogs.folder = folder;
        fire("Save the coordinates");
        List<String> lines = Files.readAllLines(Files.list(folder).filter(file -> file.toString().endsWith(".csv")).findFirst().orElseThrow());
        EmbeddingMap saved = on(() -> models.embeddings().getMap().orElseThrow());
        assertEquals("label,group,count,token_ids,axis_1,axis_2,axis_3", lines.getFirst());
        assertEquals(saved.size() + 1, lines.size());
        assertEquals(saved.places()[0], Float.parseFloat(lines.get(1).split(",")[4]));
        fire("Save the training");
        Path gif = folder.resolve(String.format("glassbox_embeddings_training_step%06d.gif", saved.step()));
        until(() -> Files.exists(gif) && Files.size(gif) > 1_000);
        assertEquals("GIF89a", new String(Files.readAllBytes(gif), 0, 6, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(EmbeddingFiles.FRAMES, frames(Files.readAllBytes(gif)), "sixty frames, however short the training");
    }

    @Test
    void anyIdIsLookedUpByTypingItAndAWrongOneGetsASentence() throws Exception {
        reset();
        ROBOT.clickOn("Lookup");
        type("300");
        until(() -> models.lookup().answerProperty().get() != null && models.lookup().answerProperty().get().id() == 300);
        type("dog");
        until(() -> models.run().getLoaded().orElseThrow().tokenizer().vocabulary().label(models.lookup().answerProperty().get().id()).equals("·dog"));
        type("475");
        javafx.scene.control.Label why = on(() -> (javafx.scene.control.Label) stage.getScene().lookup(".embeddings-view > .problem"));
        until(() -> why.isVisible() && why.getText().equals("There is no row 475; the table has rows 0 to 474."));
        ROBOT.eraseText(3);
        until(() -> !why.isVisible());
        on(() -> {
            models.selection().selectQuery(2);
            return null;
        });
        until(() -> models.lookup().answerProperty().get().id() == models.trace().getTokens().get(2).id());
        ROBOT.clickOn("Map");
        type("king - man + dragonfly");
        until(() -> why.isVisible() && why.getText().startsWith("“dragonfly” is not on the map."));
        ROBOT.eraseText(30);
    }

    /// The cosines an introduction to embeddings would print beside its three vectors, computed.
    @Test
    void theTextbooksVectorsAreCompared() throws Exception {
        reset();
        fire("Show three vectors of a textbook");
        until(() -> models.embeddings().getMap().orElseThrow().step() < 0 && map().dots().size() == 3);
        on(() -> {
            window.wiring.embeddings().picks().set(List.of("king", "queen"));
            return null;
        });
        until(() -> explained("cos(king, queen) = **0.999**"));
        on(() -> {
            window.wiring.embeddings().picks().set(List.of("king", "apple"));
            return null;
        });
        until(() -> explained("cos(king, apple) = **−0.762**") && explained("angle = 140°, distance 1.53"));
        fire("Back to the run");
        until(() -> models.embeddings().getMap().orElseThrow().step() >= 0);
    }

    /// What cannot be drawn has no knob, and what cannot be saved says what to do about it.
    @Test
    void vectorsOfAFileHaveNoTrailAndNoAnimation() throws Exception {
        reset();
        until(() -> shown("#trails") && shown("#groups") && shown("#positions"));
        ROBOT.clickOn("3-D");
        until(() -> map().depth().length > 0 && shown("#groups") && shown("#trails"));
        ROBOT.clickOn("2-D");
        fire("Show three vectors of a textbook");
        until(() -> models.embeddings().getMap().orElseThrow().step() < 0 && !shown("#trails") && !shown("#groups") && !shown("#positions"));
        fire("Save the training");
        until(() -> stage.getScene().getRoot().lookupAll(".notice .label").stream().anyMatch(label -> ((javafx.scene.control.Label) label).getText().startsWith("Word vectors of a file have no training to show")));
        fire("Back to the run");
        until(() -> models.embeddings().getMap().orElseThrow().step() >= 0 && shown("#trails"));
    }

    private static boolean shown(String id) {
        return stage.getScene().lookup(id).isVisible();
    }

    private static boolean explained(String line) {
        return window.wiring.state().shown().get().explanation().getValue().numbers().contains(line);
    }

    /// Another moment leads the t-SNE map on, and the time machine leads it back.
    @Test
    void neighbourEmbeddingFollowsTheTraining() throws Exception {
        reset();
        ROBOT.clickOn("t-SNE");
        on(() -> { // another test may have stopped it, and a map that was stopped stays
            models.tsne().start(models.embeddings().getMap().orElseThrow());
            return null;
        });
        until(() -> models.tsne().stepsProperty().get() >= 1_000 && !models.tsne().runningProperty().get());
        int before = on(() -> {
            models.run().stepOnce();
            return models.run().getStep();
        });
        until(() -> models.run().getStep() > before && models.tsne().getMap().orElseThrow().step() == models.run().getStep());
        assertTrue(on(() -> models.tsne().stepsProperty().get()) > 1_000, "it went on from where it was");
        int last = on(() -> models.run().getStep());
        on(() -> {
            models.moment().view(0);
            return null;
        });
        until(() -> models.tsne().getMap().orElseThrow().step() == 0 && map().footer().startsWith("t-SNE of step 0"));
        on(() -> {
            models.moment().backToLive();
            return null;
        });
        until(() -> models.tsne().getMap().orElseThrow().step() == last);
        ROBOT.clickOn("2-D");
    }

    /// Counts the pictures of a GIF by walking its blocks.
    private static int frames(byte[] gif) {
        int at = 13 + 3 * (2 << (gif[10] & 7));
        int frames = 0;
        while (gif[at] != 0x3B) {
            if (gif[at] == 0x2C) {
                frames++;
                at += 11;
            } else {
                at += 2;
            }
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xFF);
            }
            at++;
        }
        return frames;
    }

    @Test
    void aDotOfTheLiveMapOpensHere() throws Exception {
        reset();
        on(() -> {
            window.wiring.state().lens().set(Views.LIVE);
            return null;
        });
        until(() -> view("map-view").getPicture() != null);
        Point2D at = on(() -> {
            PictureView small = view("map-view");
            var queen = small.getPicture().parts(small.ink(), small.getWidth(), small.getHeight()).stream().filter(hit -> ((ScatterPicture) small.getPicture()).dots().name(((ScatterPicture.Dot) hit).index()).equals("queen")).findFirst().orElseThrow();
            return small.localToScreen(queen.box().centreX(), queen.box().centreY());
        });
        ROBOT.doubleClickOn(at);
        until(() -> window.wiring.state().lens().get() == Views.EMBEDDINGS);
        Thread.sleep(300); // the new query of the sentence must not take the word away again
        assertEquals(1, on(() -> window.wiring.embeddings().picks().get()).size());
    }

    @Test
    void trainingMovesTheMapAndLeavesATrail() throws Exception {
        reset();
        on(() -> {
            models.run().stepOnce();
            return null;
        });
        until(() -> models.embeddings().getMap().orElseThrow().step() == models.run().getStep() && models.run().getStep() > 0
                && map().marks().trail().length >= 4);
    }
}
