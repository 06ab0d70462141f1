package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.session.SavedModel;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.Split;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import dev.glassbox.view.Lens.Explanation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model from a folder is at step 0 and not random: no lens may tell that it never learned.
class OpenedModelWordsTest {

    @Test
    void noLensSaysThatItsWeightsAreRandom(@TempDir Path folder) throws Exception {
        Tokenizer tokenizer = BpeTrainer.train(TinyRuns.TEXT, 280, Split.GPT2);
        ModelConfig config = ModelConfig.gpt2Style(tokenizer.vocabulary().size(), 16, 2, 2, 16);
        Parameters parameters = new Parameters(config.layout());
        new Transformer(config).initialize(parameters, 7);
        new ModelFolder(folder).draft(config, parameters.values()).save();
        TokenizerFiles.save(folder, tokenizer);
        try (ByKeyboard window = new ByKeyboard(Views.LIVE)) {
            assertTrue(words(window, Views.LIVE).contains("random"), "a run that begins says so");
            window.on(() -> {
                window.models.run().open(new SavedModel(folder), false);
                return null;
            });
            window.until(() -> window.models.trace().getTrace().filter(trace -> trace.snapshot().run().folder().isPresent()).isPresent());
            assertFalse(window.shown("#compare"), "a model without its text cannot be trained beside itself");
            for (Views lens : List.of(Views.LIVE, Views.EMBEDDINGS, Views.ATTENTION, Views.PREDICTION)) {
                String words = words(window, lens);
                assertFalse(words.contains("random") || words.contains("Almost uniform"), lens + ": " + words);
            }
        }
    }

    private static String words(ByKeyboard window, Views lens) throws Exception {
        window.on(() -> {
            window.window.wiring.state().lens().set(lens);
            return null;
        });
        for (int pulse = 0; pulse < 20; pulse++) {
            Thread.sleep(50);
            window.on(() -> null);
        }
        Explanation shown = window.on(() -> window.window.wiring.state().shown().get().explanation().getValue());
        return shown.seeing() + " " + shown.note();
    }
}
