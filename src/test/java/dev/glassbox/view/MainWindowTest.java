package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.TokenChip;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.Ink;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Token;
import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A click-through of the Live lens, with mouse and keys as a person has them.
class MainWindowTest {
    private static final String SENTENCE = "the cat";
    private static final RunSpec TINY = TinyRuns.spec(1_000_000);
    private static WindowFixture window;
    private static WindowModel models;
    private static WindowState state;
    private final FxRobot robot = new FxRobot();

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        window = WaitForAsyncUtils.asyncFx(WindowFixture::new).get();
        models = window.wiring.models();
        state = window.wiring.state();
        FxToolkit.setupFixture(() -> window.show(stage, TINY));
        until(() -> models.trace().getTrace().isPresent());
    }

    @AfterAll
    static void close() throws Exception {
        FxToolkit.setupFixture(window::close);
        FxToolkit.cleanupStages();
    }

    @BeforeEach
    void startOver() {
        robot.interact(() -> {
            state.closeOverlay();
            state.editing().set(false);
            state.alone().set(false);
            state.theme().set(Theme.LIGHT);
            state.inspectorOpen().set(true);
            models.run().pause();
            models.trace().setSentence(SENTENCE);
            models.selection().selectQuery(2);
        });
        until(() -> models.trace().getTrace().filter(trace -> trace.sentence() == models.trace().getSentence()).isPresent());
        robot.interact(() -> { });
    }

    @Test
    void theThemeReachesThePictures() {
        robot.push(KeyCode.T);
        assertEquals(Ink.dark(), picture(".flow-view").ink());
        robot.push(KeyCode.T);
        assertEquals(Ink.light(), picture(".flow-view").ink());
    }

    /// What has no room there is the description of the run, not a name or a button.
    @Test
    void theTopBarCutsNoNameInTheSmallestWindow() {
        Stage stage = (Stage) robot.lookup("#top").query().getScene().getWindow();
        robot.interact(() -> {
            stage.setWidth(1120);
            stage.setHeight(680);
        });
        try {
            robot.interact(() -> robot.lookup("#top .top-bar").query().applyCss());
            for (String name : List.of(".product", "#name", "#compare", "#export")) {
                Labeled label = robot.lookup("#top " + name).queryAs(Labeled.class);
                assertEquals(label.getText(), ((Text) label.lookup(".text")).getText());
            }
        } finally {
            robot.interact(() -> {
                stage.setWidth(1440);
                stage.setHeight(900);
            });
        }
    }

    @Test
    void aRunBIsOneClickAway() {
        robot.clickOn("#compare");
        assertEquals(Views.EXPERIMENTS, state.lens().get());
        robot.interact(() -> state.lens().set(Views.LIVE));
    }

    /// A list that drops down is a window of its own and has the same style: JavaFX writes a warning for each colour that it cannot look up there.
    @Test
    void aListThatDropsDownWritesNothingOnTheConsole() {
        List<String> told = new CopyOnWriteArrayList<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("javafx.css");
        logger.addHandler(handler);
        try {
            robot.push(KeyCode.SHORTCUT, KeyCode.E);
            ComboBox<?> what = robot.lookup(".export-view #what").queryAs(ComboBox.class);
            robot.interact(what::show);
            robot.interact(what::hide);
            assertEquals(List.of(), told);
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void everyKeyRetokenizesTheSentence() {
        robot.push(KeyCode.SHORTCUT, KeyCode.L);
        robot.write("a hat");
        assertEquals(List.of("a", "·", "h", "a", "t"), labels());
        robot.write("s");
        assertEquals(List.of("a", "·", "h", "a", "t", "s"), labels());
        robot.push(KeyCode.ENTER);
        assertFalse(state.editing().get());
        assertTrue(chip(2).getAccessibleText().startsWith("token h,"), chip(2).getAccessibleText());
    }

    @Test
    void aCharacterTheTokenizerLacksIsNamedAndTheTokensStay() {
        robot.push(KeyCode.SHORTCUT, KeyCode.L);
        robot.write("Ω");
        String problem = robot.lookup(".sentence .problem").<Label>query().getText();
        assertTrue(problem.contains("Ω"), problem);
        assertEquals(SENTENCE.length(), models.trace().getTokens().size());
    }

    @Test
    void aCardFillsTheStageAloneAndEscBringsTheOthersBack() {
        Node map = robot.lookup(".map-view").query();
        Node flow = robot.lookup(".flow-view").query();
        double before = map.getLayoutBounds().getWidth();
        robot.doubleClickOn(robot.lookup(".map-view .card-title").<Node>query());
        robot.interact(() -> { });
        assertTrue(state.alone().get());
        assertFalse(OnStage.is(flow));
        assertTrue(map.getLayoutBounds().getWidth() > 2 * before, before + " px, alone " + map.getLayoutBounds().getWidth());
        assertTrue(map.getLayoutBounds().getHeight() > 500, map.getLayoutBounds().toString());
        robot.push(KeyCode.ESCAPE);
        robot.interact(() -> { });
        assertTrue(OnStage.is(flow));
        assertEquals(before, map.getLayoutBounds().getWidth(), 1);
        robot.interact(() -> picture(".flow-view").requestFocus());
        robot.push(KeyCode.ENTER);
        robot.interact(() -> { });
        assertTrue(state.alone().get() && OnStage.is(flow) && !OnStage.is(map), "Enter in a card does the same");
        robot.push(KeyCode.ENTER);
        assertFalse(state.alone().get());
    }

    @Test
    void hoveringAChipRingsItInThePictures() {
        robot.moveTo("#token-1");
        robot.interact(() -> { });
        assertTrue(chip(1).getPseudoClassStates().contains(PseudoClass.getPseudoClass("ring")));
        assertEquals(1, flow().at().hover());
        robot.moveTo("#edit");
        robot.interact(() -> { });
        assertEquals(-1, flow().at().hover());
    }

    @Test
    void clickingPinsTheQueryAndTheOtherButtonTheKey() {
        robot.clickOn("#token-2");
        robot.rightClickOn("#token-0");
        robot.interact(() -> { });
        assertEquals(2, flow().at().query());
        assertEquals(0, flow().at().key());
        robot.push(KeyCode.RIGHT);
        robot.push(KeyCode.ALT, KeyCode.RIGHT);
        robot.interact(() -> { });
        assertEquals(3, flow().at().query());
        assertEquals(1, flow().at().key());
    }

    @Test
    void theNumbersAreThoseOfTheTokenUnderTheMouse() {
        robot.rightClickOn("#token-0").moveTo("#token-1");
        robot.interact(() -> { });
        var guess = models.trace().getTrace().orElseThrow().guesses().get(1);
        String numbers = numbers();
        assertTrue(numbers.contains("p(" + guess.label() + ")"), numbers);
        assertTrue(numbers.contains("the true next token is e"), numbers);
        assertTrue(numbers.contains("h reads t, blocks 1–2"), numbers);
    }

    @Test
    void attentionSwitchesBetweenLinesAndHeatMaps() {
        robot.clickOn("heat maps");
        robot.interact(() -> { });
        assertEquals(FlowPicture.Mode.MAPS, flow().mode());
        robot.clickOn("lines");
        robot.interact(() -> { });
        assertEquals(FlowPicture.Mode.LINES, flow().mode());
    }

    @Test
    void oneHeadShowsTheSelectedHead() {
        robot.clickOn("one head");
        robot.interact(() -> models.selection().selectHead(1));
        robot.interact(() -> { });
        assertEquals("head 2", flow().flow().weightsAre());
        robot.clickOn("mean");
        robot.interact(() -> { });
        assertEquals("mean of 2 heads", flow().flow().weightsAre());
    }

    @Test
    void theTemperatureRedrawsTheNewestLine() {
        ParameterSlider slider = robot.lookup("#temperature").query();
        robot.clickOn(robot.from(slider).lookup(".knob-track").<Node>query()).push(KeyCode.HOME);
        assertEquals(0, models.sampling().getTemperature());
        until(() -> models.diary().getNewest().filter(line -> line.temperature() == 0).isPresent());
        robot.push(KeyCode.END);
        until(() -> models.diary().getNewest().filter(line -> line.temperature() == 3).isPresent());
    }

    @Test
    void sTrainsOneStepAndSpacePlaysAndPauses() {
        int before = models.run().getStep();
        robot.push(KeyCode.S);
        until(() -> models.run().getStep() == before + 1 && models.run().getState() == RunState.PAUSED);
        robot.push(KeyCode.SPACE);
        until(() -> models.run().getStep() > before + 3);
        robot.push(KeyCode.SPACE);
        until(() -> models.run().getState() == RunState.PAUSED);
        int paused = models.run().getStep();
        until(() -> models.trace().getTrace().filter(trace -> trace.step() == paused).isPresent());
        assertEquals(String.format("%,d", paused), robot.lookup("#stepNumber").<Label>query().getText());
    }

    @Test
    void addNextTokenAppendsOne() {
        robot.clickOn("#add");
        assertEquals(SENTENCE.length() + 1, models.trace().getTokens().size());
    }

    @Test
    void aBundledCorpusStartsANewRun() {
        robot.push(KeyCode.SHORTCUT, KeyCode.O);
        robot.clickOn("#corpus-names").clickOn("#start");
        until(() -> models.run().getLoaded().orElseThrow().spec().name().equals("Names"));
        assertTrue(robot.lookup("#summary").<Label>query().getText().startsWith("Names"));
        robot.interact(() -> models.run().open(TINY, false));
        until(() -> models.run().getLoaded().orElseThrow().spec().equals(TINY));
    }

    @Test
    void aFileThatIsNoTextIsRefusedInOneSentenceAndTheRunStays() throws Exception {
        window.dialogs.text = Files.write(folder.resolve("noise.txt"), new byte[] {'a', (byte) 0xFF, 'b'});
        var shown = models.run().getLoaded();
        robot.push(KeyCode.SHORTCUT, KeyCode.O);
        robot.clickOn("Open a text file…");
        until(() -> robot.lookup("#problemText").<Label>query().getText().contains("noise.txt"));
        assertTrue(robot.lookup("#start").<Button>query().isDisabled());
        robot.push(KeyCode.ESCAPE);
        assertEquals(Overlay.NONE, state.overlay().get());
        assertEquals(shown, models.run().getLoaded());
    }

    @Test
    void theFocusedPictureIsSavedForASlide() throws Exception {
        window.dialogs.folder = folder;
        robot.moveTo(".map-view .card-title").moveTo(picture(".map-view"));
        robot.push(KeyCode.SHORTCUT, KeyCode.E);
        robot.clickOn("PNG").clickOn("Save…");
        Path file = onlyFile();
        assertTrue(file.getFileName().toString().matches("glassbox_live_map_step\\d{6}_[0-9A-F]{4}-[0-9A-F]{4}\\.png"), file.toString());
        byte[] png = Files.readAllBytes(file);
        assertEquals(1920, java.nio.ByteBuffer.wrap(png).getInt(16));
        assertEquals(1080, java.nio.ByteBuffer.wrap(png).getInt(20));
        robot.clickOn("Show folder");
        assertEquals(List.of(folder), window.dialogs.shown);
    }

    @Test
    void theWholeLensIsSavedAsADrawing() throws Exception {
        window.dialogs.folder = folder;
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.E);
        robot.clickOn("SVG").clickOn("Save…");
        String svg = Files.readString(onlyFile());
        assertTrue(svg.startsWith("<") && svg.contains("What it writes"), svg.substring(0, 200));
    }

    @Test
    void enterSavesWhatTheExportSheetShowsAndLettersDoNotReachTheWindowBelow() throws Exception {
        window.dialogs.folder = folder;
        int step = models.run().getStep();
        robot.push(KeyCode.SHORTCUT, KeyCode.E);
        robot.push(KeyCode.S);
        robot.push(KeyCode.ENTER);
        assertTrue(Files.size(onlyFile()) > 0);
        assertEquals(step, models.run().getStep());
    }

    @Test
    void f6MovesTheFocusFromRegionToRegion() {
        robot.clickOn("#play").push(KeyCode.SPACE);
        robot.push(KeyCode.F6);
        assertTrue(robot.lookup(".top-bar").query().isFocusWithin());
        robot.push(KeyCode.F6);
        assertTrue(robot.lookup(".sentence").query().isFocusWithin());
        robot.push(KeyCode.F6);
        assertTrue(robot.lookup(".rail").query().isFocusWithin());
        assertTrue(robot.lookup(".rail-item").query().isFocusVisible());
    }

    @Test
    void theListOfKeysOpensAndEscapeClosesIt() {
        robot.interact(() -> state.toggle(Overlay.KEYS));
        assertTrue(robot.lookup("play, pause").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        assertTrue(robot.lookup("play, pause").tryQuery().isEmpty());
    }

    @Test
    void aNarrowWindowTurnsTheInspectorIntoADrawer() {
        robot.interact(() -> FxToolkit.toolkitContext().getRegisteredStage().setWidth(1130));
        robot.interact(() -> { });
        assertFalse(robot.lookup(".inspector").query().isVisible());
        robot.push(KeyCode.I);
        assertTrue(robot.lookup(".inspector.drawer").query().isVisible());
        robot.interact(() -> FxToolkit.toolkitContext().getRegisteredStage().setWidth(1440));
        robot.interact(() -> { });
        assertTrue(robot.lookup(".inspector").query().isVisible());
    }

    private Path onlyFile() throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList().getFirst();
        }
    }

    private String numbers() {
        var text = new StringBuilder();
        robot.from(robot.lookup("#numbers").<Node>query()).lookup(".text").queryAllAs(Text.class).forEach(run -> text.append(run.getText()));
        return text.toString();
    }

    private List<String> labels() {
        robot.interact(() -> { });
        return models.trace().getTokens().stream().map(Token::label).toList();
    }

    private TokenChip chip(int position) {
        return robot.lookup("#token-" + position).query();
    }

    private PictureView picture(String card) {
        return robot.from(robot.lookup(card).<Node>query()).lookup("#picture").query();
    }

    private FlowPicture flow() {
        return (FlowPicture) picture(".flow-view").getPicture();
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
            WaitForAsyncUtils.waitForFxEvents();
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("it did not happen within a minute", late);
        }
    }
}
