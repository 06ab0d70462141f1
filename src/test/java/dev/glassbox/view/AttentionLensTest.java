package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.HeatmapView;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.AttentionLinesPicture;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.FormulaPicture;
import dev.glassbox.picture.HeadWallPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Place;
import dev.glassbox.session.RunSpec;
import dev.glassbox.view.AttentionChoice.Form;
import dev.glassbox.view.AttentionChoice.Stage;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.SelectionModel;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Clicks through the Attention lens in a whole window.
class AttentionLensTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static javafx.stage.Stage stage;
    private static WindowFixture window;
    private static AttentionModel attention;
    private static SelectionModel selection;

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
        selection = window.wiring.models().selection();
        until(() -> attention.getShown().filter(t -> t.get(ProbePoint.Q, 0).isPresent()).isPresent());
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

    /// Clicks a part until that shows; the second try stands apart in time, so that it is no double click.
    private static void click(PictureView view, Predicate<Hit> wanted, Callable<Boolean> reached) throws Exception {
        for (int attempt = 0; attempt < 10; attempt++) {
            ROBOT.clickOn(place(view, wanted));
            for (int i = 0; i < 40; i++) {
                if (on(reached)) {
                    return;
                }
                Thread.sleep(50);
            }
        }
        fail("the click had no effect");
    }

    private static javafx.geometry.Point2D place(PictureView view, Predicate<Hit> wanted) throws Exception {
        until(() -> view.getPicture() != null && view.getWidth() > 50);
        return on(() -> {
            double scale = view.ink().scale();
            Hit part = view.getPicture().parts(view.ink().scaled(1), Math.floor(view.getWidth()) / scale, Math.floor(view.getHeight()) / scale)
                    .stream().filter(wanted).findFirst().orElseThrow();
            return view.localToScreen(part.box().centreX() * scale, part.box().centreY() * scale);
        });
    }

    private static void stageIs(Stage wanted) throws Exception {
        on(() -> {
            window.wiring.attention().stage().set(wanted);
            return null;
        });
    }

    @Test
    void aClickedCellPinsQueryAndKeyInEveryPicture() throws Exception {
        stageIs(Stage.PATTERN);
        HeatmapView matrix = find(".matrix-row .picture-view");
        until(() -> matrix.getPicture() instanceof HeatmapPicture);
        click(matrix, hit -> hit instanceof HeatmapPicture.Cell cell && cell.row() == 6 && cell.column() == 1,
                () -> selection.getQuery() == 6 && selection.getKey() == 1);
        until(() -> matrix.getPicture() instanceof HeatmapPicture map && map.marks().pinnedRow() == 6 && map.marks().pinnedColumn() == 1);
        PictureView row = find(".row-part .picture-view");
        until(() -> row.getPicture() instanceof BarPicture bars && bars.style().highlight() == 1 && bars.bars().get(8).cut());
        click(row, hit -> hit instanceof BarPicture.Part bar && bar.index() == 3,
                () -> selection.getKey() == 3);
    }

    @Test
    void theWallOpensAHeadAndTheWalkShowsEveryMatrix() throws Exception {
        PictureView wall = find(".wall-card .picture-view");
        click(wall, hit -> hit instanceof HeadWallPicture.Thumb thumb && thumb.layer() == 2 && thumb.head() == 3,
                () -> selection.getLayer() == 2 && selection.getHead() == 3);
        HeatmapView matrix = find(".matrix-row .picture-view");
        PictureView formula = find(".matrix-card .formula");
        for (Stage each : Stage.values()) {
            click(formula, hit -> hit instanceof FormulaPicture.StageHit step && step.index() == each.ordinal(),
                    () -> window.wiring.attention().stage().get() == each);
            until(() -> each.square().isPresent() ? matrix.getPicture() instanceof HeatmapPicture : matrix.getPicture() instanceof RowPicture);
        }
        stageIs(Stage.PATTERN);
        SegmentedControl<Form> form = find(".lens-bar .tools .segmented-control");
        on(() -> {
            form.setValue(Form.LINES);
            return null;
        });
        until(() -> matrix.getPicture() instanceof AttentionLinesPicture);
        on(() -> {
            form.setValue(Form.MAP);
            return null;
        });
        until(() -> matrix.getPicture() instanceof HeatmapPicture);
    }

    @Test
    void anotherMaskIsTriedOnTheSentenceOnlyAndSaysSo() throws Exception {
        stageIs(Stage.PATTERN);
        HeatmapView matrix = find(".matrix-row .picture-view");
        on(() -> {
            attention.maskProperty().set(Optional.of(MaskRule.Kind.BIDIRECTIONAL));
            return null;
        });
        until(() -> attention.isWhatIf() && matrix.getPicture() instanceof HeatmapPicture map && !map.map().masked(0, 8) && map.map().value(0, 8) > 0);
        until(() -> window.wiring.state().shown().get().explanation().getValue().note().startsWith("What-if"));
        click(matrix, hit -> hit instanceof HeatmapPicture.Cell cell && cell.row() == 1 && cell.column() == 5,
                () -> selection.getQuery() == 1 && selection.getKey() == 5);
        on(() -> {
            attention.maskProperty().set(Optional.empty());
            attention.topKProperty().set(2);
            return null;
        });
        until(() -> matrix.getPicture() instanceof HeatmapPicture map && map.map().masked(0, 8) && open(map, 8) == 2);
        assertTrue(selection.getKey() <= selection.getQuery());
        Label caption = find(".matrix-card .card-header .caption");
        until(() -> caption.getText().startsWith("what-if: top-2, loss ") && caption.getText().contains("→"));
        var provenance = window.wiring.models().provenance();
        on(() -> {
            provenance.gradientProperty().set(false);
            provenance.open(Place.cell(ProbePoint.PATTERN, 0, 0, 8, 8));
            return null;
        });
        until(() -> provenance.answerProperty().get() != null && provenance.answerProperty().get().change().topK() == 2);
        assertEquals((double) on(() -> attention.getShown().orElseThrow().pattern(0, 0)[8 * 9 + 8]),
                on(() -> provenance.answerProperty().get().expression().orElseThrow().value()), "the drawer shows the number on screen");
        on(() -> {
            window.wiring.state().tracing().set(false);
            attention.topKProperty().set(0);
            return null;
        });
        until(() -> !attention.isWhatIf() && matrix.getPicture() instanceof HeatmapPicture map && open(map, 8) == 9);
    }

    private static int open(HeatmapPicture map, int row) {
        int open = 0;
        for (int key = 0; key < map.map().columns().size(); key++) {
            open += map.map().masked(row, key) ? 0 : 1;
        }
        return open;
    }

    @Test
    void cuttingAnEdgeIsTriedForTheHeaviestKeys() throws Exception {
        on(() -> {
            selection.selectQuery(6);
            return null;
        });
        until(() -> attention.effectsProperty().get() != null && attention.effectsProperty().get().query() == 6);
        until(() -> attention.effectsProperty().get().edges().size() == 3);
        PictureView honest = find("#honest");
        until(() -> honest.getPicture() instanceof BarPicture bars && bars.bars().getFirst().text().contains("Δp"));
    }

    @Test
    void aDoubleClickOpensTheNumberAndItsOperandsLeadOnToAWeight() throws Exception {
        stageIs(Stage.PATTERN);
        HeatmapView matrix = find(".matrix-row .picture-view");
        until(() -> matrix.getPicture() instanceof HeatmapPicture map && !attention.isWhatIf());
        var provenance = window.wiring.models().provenance();
        on(() -> {
            selection.selectQuery(6);
            selection.selectKey(2);
            return null;
        });
        for (int attempt = 0; attempt < 10 && !on(() -> window.wiring.state().tracing().get()); attempt++) {
            Thread.sleep(700);
            ROBOT.doubleClickOn(place(matrix, hit -> hit instanceof HeatmapPicture.Cell cell && cell.row() == 6 && cell.column() == 2));
            WaitForAsyncUtils.waitForFxEvents();
        }
        until(() -> provenance.answerProperty().get() != null && provenance.answerProperty().get().expression().isPresent());
        assertTrue(window.wiring.state().tracing().get());
        assertTrue(!window.wiring.state().alone().get(), "the card must not take the double click, too");
        double weight = on(() -> (double) attention.getShown().orElseThrow().pattern(selection.getLayer(), selection.getHead())[6 * 9 + 2]);
        assertEquals(weight, on(() -> provenance.answerProperty().get().expression().orElseThrow().value()));
        for (int level = 0; level < 6; level++) {
            var before = on(() -> provenance.placeProperty().get());
            until(() -> stage.getScene().lookup(".trace-drawer .operand") != null && provenance.answerProperty().get() != null
                    && before.equals(provenance.answerProperty().get().place()));
            javafx.scene.control.Button operand = on(() -> stage.getScene().getRoot().lookupAll(".trace-drawer .operand").stream()
                    .map(javafx.scene.control.Button.class::cast).filter(b -> !b.getAccessibleText().contains("rotation")).findFirst().orElseThrow());
            on(() -> {
                operand.fire();
                return null;
            });
            until(() -> !before.equals(provenance.placeProperty().get()));
        }
        until(() -> provenance.deeperProperty().get());
        on(() -> {
            provenance.back();
            provenance.gradientProperty().set(true);
            return null;
        });
        until(() -> provenance.answerProperty().get() != null && provenance.answerProperty().get().gradient());
        ROBOT.push(javafx.scene.input.KeyCode.ESCAPE);
        until(() -> !window.wiring.state().tracing().get() && provenance.placeProperty().get() == null);
        ROBOT.push(javafx.scene.input.KeyCode.W);
        until(() -> window.wiring.state().tracing().get());
        ROBOT.push(javafx.scene.input.KeyCode.ESCAPE);
        until(() -> !window.wiring.state().tracing().get());
    }
}
