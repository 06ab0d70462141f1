package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Place;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A folder of GPT-2's size in the window: `-Dglassbox.gpt2=FOLDER`, where FOLDER is the published one or made by `RandomGpt2`. Half a gigabyte
/// is too much for the ordinary build, which tries the same code at a small size (`SavedModelTest`).
@EnabledIfSystemProperty(named = "glassbox.gpt2", matches = ".+")
class Gpt2WindowTest {
    private final Warmup warmup = Warmup.start(Kernels.best()); // as the program itself begins
    private WindowFixture window;
    private WindowModel models;
    private long slowest;
    private long last;

    @BeforeEach
    void open() throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        window = WaitForAsyncUtils.asyncFx(() -> WindowFixture.with(warmup)).get();
        models = window.wiring.models();
        FxToolkit.setupFixture(() -> window.show(stage, TinyRuns.spec(10)));
        until(() -> models.trace().getTrace().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(window::close);
        FxToolkit.cleanupStages();
    }

    @Test
    void opensQuicklyInTheSameLensesWithoutStoppingTheWindow() {
        Path folder = Path.of(System.getProperty("glassbox.gpt2"));
        new FxRobot().interact(() -> models.pulse().add(now -> {
            long here = System.nanoTime();
            slowest = last == 0 ? 0 : Math.max(slowest, here - last);
            last = here;
        }));
        long begin = System.nanoTime();
        new FxRobot().interact(() -> models.files().open(folder));
        until(() -> models.run().getLoaded().orElseThrow().parameterCount() == 124_439_808);
        long opened = System.nanoTime() - begin;
        until(() -> models.trace().getTrace().filter(trace -> trace.heads() == 12 && trace.layers() == 12).isPresent());
        long seen = System.nanoTime() - begin;
        until(() -> models.diary().getNewest().isPresent());
        long written = System.nanoTime() - begin;
        System.err.printf("opened %d ms, seen %d ms, first text %d ms, longest wait of the window %d ms%n", opened / 1_000_000, seen / 1_000_000,
                written / 1_000_000, slowest / 1_000_000);
        assertEquals(400, models.map().getMap().orElseThrow().words().size());
        assertTrue(opened < 3_000_000_000L, "opening took " + opened / 1_000_000 + " ms");
    }

    /// What a click costs with a sentence of 64 tokens, in each part of the Attention and the Block lens that computes something for it.
    @Test
    void answersClicksOnSixtyFourTokens() {
        FxRobot robot = new FxRobot();
        robot.interact(() -> models.files().open(Path.of(System.getProperty("glassbox.gpt2"))));
        until(() -> models.run().getLoaded().orElseThrow().parameterCount() == 124_439_808);
        robot.interact(() -> models.trace().setSentence(" the old cat sat by the river and".repeat(8)));
        var attention = models.attention();
        robot.interact(() -> {
            window.wiring.state().lens().set(Views.ATTENTION);
            models.selection().selectQuery(60);
        });
        until(() -> attention.getShown().filter(trace -> trace.tokens() == 64 && trace.layers() == 12 && trace.get(ProbePoint.MLP_POST, 0).isPresent()).isPresent());
        until(() -> attention.effectsProperty().get() != null && attention.effectsProperty().get().query() == 60);
        until(warmup::ready);
        for (int round = 0; round < 2; round++) {
            int turn = round;
            meter("another head with the effect of cutting its edges", () -> models.selection().selectHead(3 + turn),
                    () -> attention.effectsProperty().get().head() == 3 + turn);
            meter("another mask", () -> attention.maskProperty().set(Optional.of(turn == 0 ? MaskRule.Kind.BIDIRECTIONAL : MaskRule.Kind.PREFIX)), attention::isWhatIf);
            meter("its own mask", () -> attention.maskProperty().set(Optional.empty()), () -> !attention.isWhatIf());
            meter("a number in the drawer", () -> models.provenance().open(Place.cell(ProbePoint.PATTERN, 5, turn, 60, 3)), () -> explained(false));
            meter("its gradient", () -> models.provenance().gradientProperty().set(true), () -> explained(true));
            robot.interact(() -> {
                models.provenance().gradientProperty().set(false);
                window.wiring.state().tracing().set(false);
                window.wiring.attention().page().set(AttentionChoice.Page.HEADS);
            });
            meter("a head removed, while all heads are tried", () -> models.selection().selectHead(7 + turn), () -> attention.removal().removalProperty().get() != null
                    && attention.removal().removalProperty().get().parts().equals(List.of(attention.removal().meant().orElseThrow())));
            robot.interact(() -> window.wiring.attention().page().set(AttentionChoice.Page.MICROSCOPE));
        }
        robot.interact(() -> window.wiring.state().lens().set(Views.BLOCK));
        for (int round = 0; round < 2; round++) {
            robot.interact(() -> models.block().partProperty().set(BlockModel.Part.BLOCK));
            lens();
        }
    }

    private void lens() {
        until(() -> models.block().streamProperty().get() != null && models.block().streamProperty().get().tokens() == 1);
        meter("the logit lens", () -> models.block().partProperty().set(BlockModel.Part.LENS),
                () -> models.block().streamProperty().get() != null && models.block().streamProperty().get().tokens() == 64);
    }

    private boolean explained(boolean gradient) {
        var answer = models.provenance().answerProperty().get();
        return answer != null && answer.place().equals(models.provenance().placeProperty().get()) && answer.gradient() == gradient && answer.expression().isPresent();
    }

    private void meter(String what, Runnable click, Callable<Boolean> answered) {
        long begin = System.nanoTime();
        new FxRobot().interact(click);
        until(answered);
        System.err.printf("%5d ms  %s%n", (System.nanoTime() - begin) / 1_000_000, what);
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        } catch (Exception late) {
            fail("did not happen", late);
        }
    }
}
