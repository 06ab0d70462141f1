package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.PictureView;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BlockDiagramPicture;
import dev.glassbox.picture.HeadWallPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.NeuronStripPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.picture.ScorePicture;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Trace;
import dev.glassbox.view.AttentionChoice.Bench;
import dev.glassbox.view.AttentionChoice.Order;
import dev.glassbox.view.AttentionChoice.Page;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.RemovalModel.Part;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// The pages of the Attention lens beside the microscope, in a whole window.
class AttentionPagesTest {
    private static javafx.stage.Stage stage;
    private static WindowFixture window;
    private static AttentionModel attention;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            window.wiring.state().lens().set(Views.ATTENTION);
            return null;
        });
        attention = window.wiring.models().attention();
        until(() -> attention.getShown().isPresent());
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
        return (T) on(() -> stage.getScene().lookup(selector));
    }

    private static void page(Page wanted) throws Exception {
        on(() -> {
            window.wiring.attention().page().set(wanted);
            return null;
        });
    }

    @Test
    void theWallSortsByDamageAndAPartCanBeRemoved() throws Exception {
        page(Page.HEADS);
        PictureView wall = find(".heads-page .picture-view");
        until(() -> wall.getPicture() instanceof HeadWallPicture && attention.removal().damageProperty().get() != null && attention.removal().damageProperty().get().complete());
        on(() -> {
            window.wiring.attention().order().set(Order.DAMAGE);
            return null;
        });
        until(() -> wall.getPicture() instanceof HeadWallPicture sorted && !sorted.blocks());
        double[] damage = on(() -> attention.removal().damageProperty().get().added());
        HeadWallPicture sorted = (HeadWallPicture) on(wall::getPicture);
        for (int i = 1; i < sorted.heads().size(); i++) {
            var a = sorted.heads().get(i - 1);
            var b = sorted.heads().get(i);
            assertTrue(damage[a.layer() * 4 + a.head()] >= damage[b.layer() * 4 + b.head()]);
        }
        for (Part part : Part.values()) {
            if (part == Part.PAINTED) {
                continue; // needs something painted, see below
            }
            on(() -> {
                window.wiring.models().selection().selectKey(1);
                attention.removal().partProperty().set(part);
                return null;
            });
            until(() -> attention.removal().removalProperty().get() != null && attention.removal().meant().isPresent()
                    && attention.removal().removalProperty().get().parts().contains(attention.removal().meant().get()));
        }
        PictureView bars = on(() -> (PictureView) stage.getScene().lookup(".removal-card .picture-view"));
        until(() -> bars.getPicture() instanceof BarPicture picture && picture.bars().size() == 8);
    }

    private static void click(PictureView view, java.util.function.Predicate<Hit> which) throws Exception {
        on(() -> {
            Hit hit = view.getPicture().parts(view.ink(), view.getWidth(), view.getHeight()).stream().filter(which).findFirst().orElseThrow();
            var at = view.localToScene(hit.box().centreX(), hit.box().centreY());
            for (var type : java.util.List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
                view.fireEvent(new MouseEvent(type, at.getX(), at.getY(), 0, 0, MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, false, false, true, null));
            }
            return null;
        });
    }

    @Test
    void aClickTakesALayerAResidualConnectionOrANeuronOut() throws Exception {
        page(Page.HEADS);
        on(() -> {
            window.wiring.attention().bench().set(Bench.PARTS);
            window.wiring.models().selection().selectLayer(1);
            return null;
        });
        PictureView diagram = find(".heads-page .parts .picture-view");
        until(() -> diagram.getPicture() instanceof BlockDiagramPicture now && now.mode() == BlockDiagramPicture.Mode.BENCH && diagram.getWidth() > 100);
        for (var expected : Map.of(BlockDiagramPicture.Part.ATTENTION, new Ablation.AttentionLayer(1), BlockDiagramPicture.Part.MLP, new Ablation.FeedForward(1),
                BlockDiagramPicture.Part.ADD1, new Ablation.ResidualEdge(1, false), BlockDiagramPicture.Part.ADD2, new Ablation.ResidualEdge(1, true),
                BlockDiagramPicture.Part.STREAM, new Ablation.Block(1)).entrySet()) {
            click(diagram, hit -> hit instanceof BlockDiagramPicture.Place place && place.part() == expected.getKey());
            until(() -> attention.removal().removalProperty().get() != null && attention.removal().removalProperty().get().parts().equals(java.util.List.of(expected.getValue())));
            until(() -> ((BlockDiagramPicture) diagram.getPicture()).removed() == expected.getKey());
        }
        PictureView strip = on(() -> stage.getScene().getRoot().lookupAll(".heads-page .parts .picture-view").stream().map(PictureView.class::cast)
                .filter(view -> view.getPicture() instanceof NeuronStripPicture).findFirst().orElseThrow());
        click(strip, hit -> hit instanceof NeuronStripPicture.Neuron neuron && neuron.index() == 200);
        until(() -> attention.removal().removalProperty().get().parts().equals(java.util.List.of(new Ablation.Neuron(1, 200))));
        on(() -> {
            window.wiring.attention().bench().set(Bench.HEADS);
            return null;
        });
    }

    @Test
    void aPatternIsPaintedAndTheGuessFollows() throws Exception {
        page(Page.HEADS);
        on(() -> {
            window.wiring.models().selection().selectLayer(0);
            window.wiring.models().selection().selectHead(0);
            window.wiring.attention().bench().set(Bench.CELLS);
            return null;
        });
        PictureView cells = find(".heads-page .paint .picture-view.cells");
        until(() -> cells.getPicture() instanceof HeatmapPicture && cells.getWidth() > 100);
        assertTrue(attention.removal().meant().isEmpty(), "nothing is painted yet");
        click(cells, hit -> hit instanceof HeatmapPicture.Cell cell && cell.row() == 6 && cell.column() == 1);
        until(() -> attention.removal().removalProperty().get() != null && attention.removal().removalProperty().get().parts().getFirst() instanceof Ablation.Painted painted
                && painted.cells().size() == 7 && painted.cells().get(1).equals(new Ablation.Edge(0, 0, 6, 1, 1)));
        until(() -> cells.getPicture() instanceof HeatmapPicture map && map.map().kept(6, 1) && map.map().value(6, 1) == 1 && map.map().value(6, 0) == 0);
        click(cells, hit -> hit instanceof HeatmapPicture.Cell cell && cell.row() == 1 && cell.column() == 5);
        Button stamp = on(() -> stage.getScene().getRoot().lookupAll(".heads-page .stamps .button").stream().map(Button.class::cast)
                .filter(button -> button.getText().equals("previous token")).findFirst().orElseThrow());
        on(() -> {
            stamp.fire();
            return null;
        });
        until(() -> attention.removal().meant().orElseThrow() instanceof Ablation.Painted painted && painted.cells().size() == 45);
        until(() -> attention.removal().removalProperty().get().parts().getFirst() instanceof Ablation.Painted painted && painted.cells().size() == 45
                && attention.removal().removalProperty().get().lossAfter() != attention.removal().removalProperty().get().loss());
        on(() -> {
            attention.removal().measureValidation();
            return null;
        });
        until(() -> attention.removal().validationProperty().get() != null && attention.removal().validationProperty().get().part() instanceof Ablation.Painted);
        on(() -> {
            attention.removal().paintingProperty().set(null);
            window.wiring.attention().bench().set(Bench.HEADS);
            return null;
        });
    }

    @Test
    void theValidationTextIsReadOnRequest() throws Exception {
        page(Page.HEADS);
        on(() -> {
            attention.removal().partProperty().set(Part.BLOCK);
            ((Button) stage.getScene().lookup(".removal-card #measure")).fire();
            return null;
        });
        until(() -> attention.removal().validationProperty().get() != null && attention.removal().validationProperty().get().part() instanceof Ablation.Block);
        var found = on(() -> attention.removal().validationProperty().get());
        assertTrue(found.before() > 0 && found.after() > 0);
        assertTrue(Double.isNaN(attention.removal().progressProperty().get()));
    }

    @Test
    void masksAnswerBankAndRiver() throws Exception {
        page(Page.MASKS);
        Label answer = find(".masks-page .answer");
        until(() -> answer.getText().contains("May bank read river?  causal no · bidirectional yes · prefix yes · sliding window no"));
        assertTrue(answer.getText().contains("only steep reads both"));
        PictureView rules = find(".masks-page .picture-view");
        RowPicture row = (RowPicture) on(rules::getPicture);
        HeatmapPicture causal = (HeatmapPicture) row.pictures().getFirst();
        assertTrue(causal.map().masked(1, 4));
        assertFalse(((HeatmapPicture) row.pictures().get(1)).map().masked(1, 4));
        for (int t = 0; t < 8; t++) {
            int open = 0;
            for (int key = 0; key < 8; key++) {
                open += causal.map().masked(t, key) ? 0 : 1;
            }
            assertEquals(t + 1, open);
        }
        for (float weight : MasksController.softmax(MaskRule.triuTimesMinusInfinity(4))) {
            assertTrue(Float.isNaN(weight));
        }
        float[] right = MasksController.softmax(MaskRule.filledMinusInfinity(4));
        assertEquals(0.25f, right[12]);
        assertEquals(1f, right[0]);
    }

    @Test
    void theLabFollowsItsSliders() throws Exception {
        page(Page.SATURATION);
        until(() -> attention.saturation().answerProperty().get() != null);
        on(() -> {
            attention.saturation().widthProperty().set(256);
            return null;
        });
        until(() -> attention.saturation().answerProperty().get().plain().dHead() == 256);
        assertEquals(16, on(() -> attention.saturation().answerProperty().get().plain().deviation()), 0.6);
        PictureView scores = find(".saturation-page .picture-view");
        until(() -> scores.getPicture() instanceof BarPicture);
    }

    @Test
    void patchingComparesTwoSentencesOfOneLength() throws Exception {
        page(Page.PATCH);
        until(() -> attention.patch().answerProperty().get() != null && attention.patch().answerProperty().get().complete());
        var found = on(() -> attention.patch().answerProperty().get());
        int time = found.from().tokens();
        assertEquals(found.whole(), found.grid()[found.grid().length - 1], 1e-6);
        assertEquals(found.plain(), found.grid()[found.grid().length - time], 1e-6);
        on(() -> {
            attention.patch().textProperty().set("the");
            return null;
        });
        until(() -> attention.patch().problemProperty().get().contains("as it") || attention.patch().problemProperty().get().contains("agree"));
    }

    @Test
    void oneSentenceReadsAnother() throws Exception {
        page(Page.CROSS);
        until(() -> attention.cross().answerProperty().get() != null);
        assertTrue(on(() -> attention.cross().answerProperty().get().read().tokens()) > 2, "begins with a piece of the text");
        assertTrue(on(() -> attention.cross().answerProperty().get().read().sentence().tokens().getFirst().label()).length() > 2, "whose first word is whole");
        on(() -> {
            attention.cross().textProperty().set("the dog ran");
            window.wiring.models().selection().selectLayer(2);
            window.wiring.models().selection().selectHead(1);
            return null;
        });
        PictureView map = find(".cross-page .picture-view");
        until(() -> map.getPicture() instanceof HeatmapPicture heat && heat.map().columns().size() == 3 && heat.map().columns().labels().get(1).equals("·dog"));
        int time = on(() -> attention.cross().answerProperty().get().asking().tokens());
        assertEquals(time, on(() -> ((HeatmapPicture) map.getPicture()).map().rows().size()));
        Label shapes = find(".cross-page .shapes");
        assertEquals("q [9, 16] · kᵀ [16, 3] → [9, 3] ÷ √16 → softmax → · v [3, 16] → z [9, 16]", on(shapes::getText));
        click(map, hit -> hit instanceof HeatmapPicture.Cell cell && cell.row() == 4 && cell.column() == 2);
        until(() -> window.wiring.models().selection().getQuery() == 4);
        PictureView score = find(".cross-page .score");
        until(() -> score.getPicture() instanceof ScorePicture);
        // Reading itself, it meets the scores its own attention has before the mask.
        on(() -> {
            attention.cross().textProperty().set(window.wiring.models().trace().getText());
            return null;
        });
        until(() -> map.getPicture() instanceof HeatmapPicture heat && heat.map().columns().size() == time);
        Trace own = on(() -> attention.getShown().orElseThrow());
        float[] scaled = own.get(ProbePoint.SCALED_SCORES, 2).orElseThrow().values();
        for (int row = 0; row < time; row++) {
            int from = (time + row) * time; // of head 1
            float[] weights = AttentionChange.softmax(java.util.Arrays.copyOfRange(scaled, from, from + time));
            for (int column = 0; column < time; column++) {
                int at = row;
                int to = column;
                assertEquals(weights[column], on(() -> ((HeatmapPicture) map.getPicture()).map().value(at, to)), 1e-5);
            }
        }
        on(() -> {
            attention.cross().textProperty().set("");
            return null;
        });
        until(() -> attention.cross().problemProperty().get().contains("Type a second sentence") && map.getPicture() == null);
    }
}
