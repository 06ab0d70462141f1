package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.RawTextField;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.NumberingsPicture;
import dev.glassbox.picture.PaddedBatchPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.SumPicture;
import dev.glassbox.picture.TablePicture;
import dev.glassbox.picture.TokenBenchPicture;
import dev.glassbox.picture.TokenMetersPicture;
import dev.glassbox.session.RunSpec;
import dev.glassbox.viewmodel.BenchPreset;
import dev.glassbox.viewmodel.BpeTrainerModel;
import dev.glassbox.viewmodel.TokenizerBenchModel;
import dev.glassbox.viewmodel.TokensModel;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Clicks and types through the Tokens lens in a whole window.
class TokensLensTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static Stage stage;
    private static WindowFixture window;
    private static TokensModel tokens;
    private static TokenizerBenchModel bench;
    private static BpeTrainerModel trainer;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            window.wiring.state().lens().set(Views.TOKENS);
            return null;
        });
        tokens = window.wiring.models().tokens();
        bench = tokens.bench();
        trainer = tokens.trainer();
        until(() -> bench.getBench().complete() && bench.getBench().rows().size() == 6 && trainer.momentProperty().get() != null);
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

    private static PictureView picture(String card) throws Exception {
        return on(() -> (PictureView) stage.getScene().getRoot().lookupAll("." + card + " .picture-view").stream()
                .filter(node -> node.isFocusTraversable()).findFirst().orElseThrow());
    }

    private static void show(String text) throws Exception {
        on(() -> {
            bench.setText(text);
            return null;
        });
        until(() -> bench.getBench().complete() && bench.getBench().text().equals(text));
    }

    private static void page(TokenChoice.Page page) throws Exception {
        SegmentedControl<TokenChoice.Page> pages = find(".lens-bar .segmented-control");
        on(() -> {
            pages.setValue(page);
            return null;
        });
    }

    @Test
    void typingInTheFieldChangesEveryRow() throws Exception {
        page(TokenChoice.Page.BENCH);
        RawTextField field = find(".lens-bar .text-field");
        ROBOT.clickOn(field).push(KeyCode.CONTROL, KeyCode.A);
        ROBOT.write("GPT");
        until(() -> bench.getBench().complete() && bench.getBench().text().equals("GPT"));
        assertEquals(2, bench.row("gpt2").orElseThrow().tokens());
        assertEquals(1, bench.row("o200k").orElseThrow().tokens());
    }

    @Test
    void pointingAtAPieceLightsTheSameCharactersInEveryRow() throws Exception {
        page(TokenChoice.Page.BENCH);
        show("the cat ate a naïve strawberry");
        PictureView view = picture("token-bench-view");
        until(() -> view.getPicture() instanceof TokenBenchPicture shown && shown.bench().all() == 30);
        Hit berry = on(() -> ((TokenBenchPicture) view.getPicture()).parts(view.ink(), view.getWidth(), view.getHeight()).stream()
                .filter(hit -> hit.text().startsWith("GPT-2: ·strawberry")).findFirst().orElseThrow());
        var at = on(() -> view.localToScreen(berry.box().centreX(), berry.box().centreY()));
        ROBOT.moveTo(at);
        until(() -> view.getPicture() instanceof TokenBenchPicture shown && shown.from() == 19 && shown.to() == 30);
        ROBOT.clickOn(at);
        until(() -> bench.selectedProperty().get().equals("gpt2"));
    }

    @Test
    void theLeadingSpaceIsASwitchAndExamplesAreAMenu() throws Exception {
        page(TokenChoice.Page.BENCH);
        MenuButton examples = find(".lens-bar .menu-button");
        MenuItem item = on(() -> examples.getItems().stream().filter(i -> "How many r in strawberry".equals(i.getText())).findFirst().orElseThrow());
        on(() -> {
            item.fire();
            return null;
        });
        until(() -> bench.getBench().complete() && bench.getBench().text().equals("strawberry"));
        ROBOT.clickOn((javafx.scene.Node) find(".lens-bar .check-box"));
        until(() -> bench.getBench().complete() && bench.getBench().text().equals(" strawberry"));
        assertEquals(1, bench.row("cl100k").orElseThrow().tokens());
        on(() -> {
            bench.usePreset(BenchPreset.all().getFirst());
            return null;
        });
        until(() -> !bench.leadingSpaceProperty().get());
    }

    private static void preset(String title) throws Exception {
        BenchPreset preset = BenchPreset.all().stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow();
        on(() -> {
            bench.usePreset(preset);
            return null;
        });
        until(() -> bench.getBench().complete() && bench.getBench().text().endsWith(preset.text()));
    }

    private static void rows(TokenChoice.Rows rows) throws Exception {
        on(() -> {
            window.wiring.tokens().rows().set(rows);
            return null;
        });
    }

    @Test
    void aSumStandsInColumnsCutAsEachTokenizerCutsIt() throws Exception {
        page(TokenChoice.Page.BENCH);
        preset("Numbers");
        rows(TokenChoice.Rows.COLUMNS);
        PictureView view = picture("token-bench-view");
        until(() -> view.getPicture() instanceof SumPicture sum && !sum.columns().isEmpty());
        String described = view.getPicture().describe();
        assertTrue(described.contains("Characters: 1|2|3|4|5 + 6|7|8|9|0 = 8|0|2|3|5"), described);
        assertTrue(described.contains("cl100k: 123|45 + 678|90 = 802|35"), described);
        show("no sum");
        until(() -> view.getPicture() instanceof SumPicture sum && sum.columns().isEmpty());
        rows(TokenChoice.Rows.PIECES);
    }

    @Test
    void vocabulariesAreATableThatIsCounted() throws Exception {
        page(TokenChoice.Page.BENCH);
        preset("Hello world");
        rows(TokenChoice.Rows.VOCABULARIES);
        PictureView view = picture("token-bench-view");
        until(() -> view.getPicture() instanceof TablePicture);
        var table = (TablePicture) view.getPicture();
        var counted = table.rows().get(table.rows().size() - 2);
        assertEquals("o200k", counted.label());
        assertEquals(java.util.List.of("199,998", "2", "19", "199,997", "200,019", "2"), counted.cells());
        assertEquals("LLaMA 3 (published)", table.rows().getLast().label());
        assertEquals("128,256", table.rows().getLast().cells().get(4));
        String before = on(() -> bench.selectedProperty().get());
        clickRow(view, table.rows().size() - 1);
        assertEquals(before, on(() -> bench.selectedProperty().get()), "a quoted vocabulary is no tokenizer that can be chosen");
        clickRow(view, table.rows().size() - 2);
        until(() -> bench.selectedProperty().get().equals("o200k"));
        rows(TokenChoice.Rows.PIECES);
    }

    private static void clickRow(PictureView view, int row) throws Exception {
        var bounds = on(() -> {
            var parts = view.getPicture().parts(view.ink().scaled(1), view.getWidth() / view.ink().scale(), view.getHeight() / view.ink().scale());
            return view.localToScreen(view.boundsOf(parts.get(row)));
        });
        ROBOT.clickOn(bounds.getCenterX(), bounds.getCenterY());
    }

    @Test
    void oneLineTellsTheWayFromTextToIdsAndBack() throws Exception {
        page(TokenChoice.Page.BENCH);
        preset("A token is not a word");
        on(() -> {
            bench.selectedProperty().set("gpt2");
            return null;
        });
        javafx.scene.control.Label flow = find(".token-bench-view #flow");
        until(() -> flow.getText().equals("\"Hello, world!\"  →  GPT-2  →  [15496, 11, 995, 0]  →  the same text"));
        on(() -> {
            bench.selectedProperty().set("words");
            return null;
        });
        until(() -> flow.getText().contains("unknown") && flow.getText().endsWith("not the same"));
    }

    /// Everything that Tab reaches in the window, in its order.
    private static java.util.Set<javafx.scene.Node> tabStops() throws Exception {
        var stops = new java.util.LinkedHashSet<javafx.scene.Node>();
        for (int i = 0; i < 120; i++) {
            ROBOT.push(KeyCode.TAB);
            if (!stops.add(on(() -> stage.getScene().getFocusOwner())) && i > 40) {
                break;
            }
        }
        return stops;
    }

    @Test
    void tabReachesEveryPictureAndKnobOfEachPage() throws Exception {
        for (TokenChoice.Page page : TokenChoice.Page.values()) {
            page(page);
            var wanted = switch (page) {
                case BENCH -> java.util.List.of(".lens-bar .text-field", ".lens-bar .check-box", ".lens-bar .menu-button", ".token-bench-view #picture",
                        ".bpe-trainer-view #back", ".bpe-trainer-view #play", ".bpe-trainer-view #on", ".bpe-trainer-view #menu", ".bpe-trainer-view #picture",
                        ".inspector #merges", ".inspector #ids");
                case VOCABULARY -> java.util.List.of("#search", "#script", "#shortest", "#order", "#list", "#tree", "#places");
                case SPECIAL -> java.util.List.of("#words", "#batch", "#message", "#chat");
                case LABELS -> java.util.List.of("#word", "#orders", "#shuffle", "#train", "#sentence", "#losses");
            };
            var stops = tabStops();
            for (String selector : wanted) {
                javafx.scene.Node node = find(selector.startsWith(".") ? selector : ".tokens-view " + selector);
                assertNotNull(node, page + " " + selector);
                assertTrue(on(() -> stops.stream().anyMatch(stop -> stop == node || inside(stop, node))), page + ": Tab does not reach " + selector);
            }
        }
        page(TokenChoice.Page.BENCH);
    }

    private static boolean inside(javafx.scene.Node node, javafx.scene.Node parent) {
        return node != null && (node == parent || inside(node.getParent(), parent));
    }

    @Test
    void arrowsWalkFromPieceToPieceAndLightThem() throws Exception {
        page(TokenChoice.Page.BENCH);
        show("the cat ate");
        PictureView view = picture("token-bench-view");
        javafx.scene.Node before = find(".token-bench-view .segmented-control");
        on(() -> {
            before.getParent().lookupAll(".toggle-button").iterator().next().requestFocus();
            return null;
        });
        for (int i = 0; i < 12 && on(() -> stage.getScene().getFocusOwner() != view); i++) {
            ROBOT.push(KeyCode.TAB);
        }
        assertTrue(on(view::isFocused), "Tab comes to the picture");
        ROBOT.push(KeyCode.RIGHT);
        ROBOT.push(KeyCode.RIGHT);
        until(() -> bench.litProperty().get().from() >= 0);
        ROBOT.push(KeyCode.SPACE);
        assertTrue(on(() -> view.getAccessibleText().contains(":")), "the focused piece is said");
    }

    @Test
    void shuffledIdsAreTrainedAndPausedFromTheKeyboard() throws Exception {
        page(TokenChoice.Page.LABELS);
        until(() -> tokens.labels().namingProperty().get() != null);
        javafx.scene.control.Button train = find(".labels-view #train");
        until(() -> !train.isDisable());
        javafx.scene.Node before = find(".labels-view #shuffle");
        on(() -> {
            before.requestFocus();
            return null;
        });
        ROBOT.push(KeyCode.TAB); // Space presses only what keys have reached; after a click it plays the run
        assertTrue(on(train::isFocused));
        ROBOT.push(KeyCode.SPACE);
        until(() -> tokens.labels().curvesProperty().get().size() > 1);
        assertEquals("Pause", on(train::getText));
        ROBOT.push(KeyCode.SPACE);
        until(() -> !tokens.labels().trainingProperty().get());
        PictureView losses = find(".labels-view #losses");
        until(() -> losses.getPicture() instanceof LinePicture lines && lines.lines().size() == 2 && lines.lines().getFirst().points().size() > 1);
        assertTrue(on(() -> tokens.labels().curvesProperty().get().apart()) < 2e-3);
        assertEquals(0, window.wiring.models().run().getStep(), "the run itself is left alone");
        TextField word = find(".labels-view #word");
        on(() -> {
            word.setText("hold");
            return null;
        });
        PictureView orders = find(".labels-view #orders");
        until(() -> orders.getPicture() instanceof NumberingsPicture shown && shown.rows().getLast().outcome().equals("hold = 2 4 3 0"));
        page(TokenChoice.Page.BENCH);
    }

    @Test
    void numbersReplacePiecesAndBack() throws Exception {
        page(TokenChoice.Page.BENCH);
        SegmentedControl<TokenChoice.Rows> mode = find(".token-bench-view .segmented-control");
        PictureView view = picture("token-bench-view");
        ROBOT.clickOn(mode.getChildrenUnmodifiable().get(1));
        until(() -> view.getPicture() instanceof TokenMetersPicture);
        ROBOT.clickOn(mode.getChildrenUnmodifiable().get(0));
        until(() -> view.getPicture() instanceof TokenBenchPicture);
    }

    @Test
    void spaceInTheTrainerPlaysMergesAndNotTheTraining() throws Exception {
        page(TokenChoice.Page.BENCH);
        PictureView view = picture("bpe-trainer-view");
        on(() -> {
            trainer.player().mergesProperty().set(3);
            view.requestFocus();
            return null;
        });
        ROBOT.push(KeyCode.SPACE);
        until(() -> trainer.player().playingProperty().get() || trainer.player().mergesProperty().get() > 3);
        until(() -> trainer.player().mergesProperty().get() > 3);
        ROBOT.push(KeyCode.SPACE);
        until(() -> !trainer.player().playingProperty().get());
        assertEquals(0, window.wiring.models().run().getStep());
    }

    @Test
    void idsTypedInAreDecoded() throws Exception {
        page(TokenChoice.Page.BENCH);
        show("hi");
        TextField ids = find(".inspector #ids");
        on(() -> {
            bench.selectedProperty().set("gpt2");
            ids.setText("15496 11 995 0");
            return null;
        });
        javafx.scene.control.Label answer = find(".inspector #decoded");
        assertEquals("= \"Hello, world!\"", answer.getText());
    }

    @Test
    void twoHundredKilobytesArePastedWithoutStoppingTheWindow() throws Exception {
        page(TokenChoice.Page.BENCH);
        String text = "The naïve cat 😀\n".repeat(12_000);
        RawTextField field = find(".lens-bar .text-field");
        on(() -> {
            field.selectAll();
            field.insert(text);
            assertTrue(field.getText().length() < 200, "the field names a long text instead of laying it out");
            return null;
        });
        until(() -> bench.getBench().complete() && bench.getBench().text().equals(text));
        PictureView view = picture("token-bench-view");
        until(() -> view.getPicture() instanceof TokenBenchPicture shown && shown.bench().all() > 100_000);
        TokenBenchPicture shown = (TokenBenchPicture) view.getPicture();
        assertTrue(shown.bench().rows().stream().allMatch(row -> row.chips().size() < 400), "only what is visible is laid out");
        on(() -> {
            view.requestFocus();
            return null;
        });
        ROBOT.push(KeyCode.PAGE_DOWN);
        until(() -> ((TokenBenchPicture) view.getPicture()).bench().first() == shown.bench().columns());
        show("the cat");
    }

    @Test
    void theVocabularyIsListedAndSearched() throws Exception {
        page(TokenChoice.Page.VOCABULARY);
        until(() -> tokens.vocabulary().listingProperty().get() != null && tokens.vocabulary().detailProperty().get() != null);
        TextField search = find(".filters .text-field");
        on(() -> {
            search.setText("because");
            return null;
        });
        ListView<Integer> list = find(".vocabulary-view #list");
        until(() -> !list.getItems().isEmpty() && list.getItems().size() < 5);
        on(() -> {
            list.getSelectionModel().selectFirst();
            return null;
        });
        until(() -> tokens.vocabulary().detailProperty().get().id() == list.getItems().getFirst());
        assertFalse(tokens.vocabulary().detailProperty().get().places().isEmpty());
        assertFalse(tokens.vocabulary().detailProperty().get().tree().leaf());
    }

    @Test
    void paddingIsShownForTheWordsThatAreTyped() throws Exception {
        page(TokenChoice.Page.SPECIAL);
        on(() -> {
            tokens.specials().wordsProperty().set("emma bo");
            return null;
        });
        PictureView view = picture("batch-card");
        until(() -> view.getPicture() instanceof PaddedBatchPicture shown && shown.rows().size() == 2);
        assertEquals(2, ((PaddedBatchPicture) view.getPicture()).rows().get(1).cells().stream().filter(PaddedBatchPicture.Cell::padded).count());
        on(() -> {
            tokens.specials().wordsProperty().set("émma");
            return null;
        });
        until(() -> tokens.specials().problemProperty().get().contains("a to z"));
    }
}
