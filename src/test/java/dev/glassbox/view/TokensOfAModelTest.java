package dev.glassbox.view;

import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.text.Gpt2TokenizerFiles;
import dev.glassbox.viewmodel.TokenizerBenchModel;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The Tokens lens follows the model: an opened folder brings its own tokenizer, and a past step changes no token.
class TokensOfAModelTest {
    private final FxRobot robot = new FxRobot();
    private WindowFixture window;
    private WindowModel models;
    private TokenizerBenchModel bench;

    @BeforeEach
    void open() throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        window = WaitForAsyncUtils.asyncFx(() -> new WindowFixture()).get();
        models = window.wiring.models();
        bench = models.tokens().bench();
        FxToolkit.setupFixture(() -> {
            window.show(stage, TinyRuns.spec(1_000_000));
            window.wiring.state().lens().set(Views.TOKENS);
        });
        until(() -> bench.getBench().complete() && bench.row("this_model").isPresent());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(window::close);
        FxToolkit.cleanupStages();
    }

    @Test
    void aFolderWithGpt2FilesCutsAsGpt2(@TempDir Path folder) throws Exception {
        ModelConfig config = ModelConfig.gpt2Style(50_257, 16, 1, 2, 8);
        float[] values = new float[config.layout().size()];
        Arrays.fill(values, 0.01f);
        new ModelFolder(folder).draft(config, values).save();
        Gpt2TokenizerFiles.write(folder);
        robot.interact(() -> models.files().open(folder));
        until(() -> models.run().getLoaded().orElseThrow().config().vocabSize() == 50_257);
        robot.interact(() -> bench.setText("Hello, world!"));
        until(() -> bench.row("this_model").filter(row -> row.tokens() == 4).isPresent());
        var own = bench.row("this_model").orElseThrow();
        assertArrayEquals(new int[] {15496, 11, 995, 0}, IntStream.range(0, 4).map(own.pieces()::id).toArray());
        assertEquals(50_257, own.tokenizer().vocabularySize());
        assertTrue(own.roundTrip());
    }

    @Test
    void aPastStepLeavesEveryTokenAsItIs() throws Exception {
        robot.push(KeyCode.S);
        robot.push(KeyCode.S);
        until(() -> models.run().getStep() >= 2);
        var before = bench.row("this_model").orElseThrow();
        robot.push(KeyCode.HOME);
        until(() -> !models.moment().isLive());
        assertEquals(before.tokens(), bench.row("this_model").orElseThrow().tokens());
        robot.interact(() -> bench.setText("the cat"));
        until(() -> bench.getBench().text().equals("the cat"));
        assertTrue(bench.row("this_model").orElseThrow().tokens() > 0, "another text is cut while the past is on the stage");
        robot.push(KeyCode.END);
        until(() -> models.moment().isLive());
    }
}
