package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Experiment;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Warmup;
import dev.glassbox.viewmodel.Bet;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.ComparisonViewModel.Phase;
import dev.glassbox.viewmodel.RunViewModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Clicks every tile of the catalogue in a whole window: a bet before Play, the one difference as caption, then both runs step by step.
class OneClickExperimentsTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static Stage stage;
    private static WindowFixture window;
    private static ComparisonViewModel pair;
    private static RunViewModel run;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = WindowFixture.with(Warmup.none(Kernels.best()));
            window.show(stage, RunSpec.smallStories());
            window.wiring.state().lens().set(Views.EXPERIMENTS);
            return null;
        });
        pair = window.wiring.models().comparison();
        run = window.wiring.models().run();
        until(() -> run.getState() == RunState.PAUSED);
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Node> T find(String selector) {
        return (T) stage.getScene().lookup(".experiments-view").lookup(selector);
    }

    private static String text(String selector) throws Exception {
        return on(() -> ((Label) find(selector)).getText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mask            | causal: true → false",
        "scaling         | scale_attn_weights: true → false",
        "residual-2      | residual: true → false",
        "residual-4      | residual: true → false",
        "residual-8      | residual: true → false",
        "positions-none  | positions: learned → none",
        "norm-none       | norm: layernorm → none",
        "norm-place      | norm_place: pre → post",
        "ffn-none        | ffn: true → false",
        "ffn-width       | n_inner: 256 → 64",
        "projection-none | attn_output_projection: true → false",
        "warmup-none     | warmup: 30 → 0",
        "rate            | learning_rate: 0.002 → 0.02, min_lr: 0.0002 → 0.002",
        "bias-correction | bias_correction: true → false",
        "activation      | activation_function: gelu_new → relu",
        "positions       | positions: learned → rope",
        "kv-heads        | n_kv_head: 4 → 1",
        "heads           | n_head: 4 → 1, n_kv_head: 4 → 1",
        "optimizer       | optimizer: adamw → sgd",
        "head            | tie_word_embeddings: true → false",
        "bert            | causal: true → false, objective: next_token → masked_token",
        "batch           | batch_size: 12 → 1",
        "corpus          | corpus: Names → 1/64 of Names",
        "luck            | seed: 42 → 1"})
    void aClickOnATileOpensBothRunsForABetAndOneDifference(String key, String caption) throws Exception {
        Experiment wanted = Experiment.catalogue().stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
        if (!on(() -> find(".catalogue").isVisible())) {
            ROBOT.clickOn((Node) on(() -> find("#all")));
        }
        ROBOT.clickOn((Node) on(() -> find("#experiment-" + key)));
        until(() -> wanted.equals(pair.difference().experimentProperty().get()) && pair.getPhase() == Phase.READY && run.getStep() == 0
                && find("#pairPage").isVisible() && wanted.question().equals(((Label) find("#question")).getText()));
        assertFalse(on(() -> stage.getScene().lookup("#compare").isVisible()), "there is a run B");
        assertEquals("Bet: " + wanted.bet(), text("#bet"));
        String common = switch (key) {
            case "luck" -> "";
            case "batch", "corpus" -> "same seed · ";
            default -> "same seed, same batches · ";
        };
        assertEquals(common + "B: " + caption, text("#difference"));
        SegmentedControl<String> choice = on(() -> find("#choice"));
        assertEquals(wanted.choices().size() > 1, on(choice::isVisible));
        assertEquals(wanted.choices().size() > 1 ? wanted.choices() : List.of(), on(() -> choice.isVisible() ? List.copyOf(choice.getItems()) : List.of()));

        SegmentedControl<Bet> bets = on(() -> find("#bets"));
        assertEquals("Your bet", text("#outcome"));
        ROBOT.clickOn((Node) on(() -> bets.getChildren().stream().filter(node -> ((ToggleButton) node).getText().equals("B")).findFirst().orElseThrow()));
        until(() -> pair.betProperty().get() == Bet.B_LOWER);

        for (int step = 1; step <= 2; step++) {
            int now = step;
            ROBOT.press(KeyCode.S).release(KeyCode.S);
            until(() -> run.getStep() == now && run.getState() == RunState.PAUSED && pair.frameProperty().get().step() == now);
            assertEquals(now, on(() -> pair.pointsProperty().get().size()), "run B has as many losses as run A has steps");
            assertEquals("in lock step", text("#link"));
        }
    }

    @Test
    void everyExperimentHasATile() throws Exception {
        Set<String> tiles = on(() -> stage.getScene().getRoot().lookupAll(".tile").stream().map(Node::getId).collect(Collectors.toSet()));
        assertEquals(Experiment.catalogue().stream().map(each -> "experiment-" + each.key()).collect(Collectors.toSet()), tiles);
    }
}
