package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.session.SavedModel;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.Split;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model that came without its text fills every lens it can, and nothing fails in the background.
class ModelWithoutTextTest {
    @TempDir
    private Path folder;

    @Test
    void theTokensLensWorksWithoutATextToo() throws Exception {
        Tokenizer tokenizer = BpeTrainer.train(TinyRuns.TEXT, 280, Split.GPT2);
        ModelConfig config = ModelConfig.gpt2Style(tokenizer.vocabulary().size(), 16, 2, 2, 16);
        Parameters parameters = new Parameters(config.layout());
        new Transformer(config).initialize(parameters, 7);
        new ModelFolder(folder).draft(config, parameters.values()).save();
        TokenizerFiles.save(folder, tokenizer);
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        try (WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> trouble.set(failure))) {
            window.run().open(new SavedModel(folder), false);
            Ticks.until(window.pulse(), () -> window.trace().getTrace().isPresent() && window.diary().getNewest().isPresent());
            window.tokens().activate();
            window.tokens().vocabulary().activate();
            Ticks.until(window.pulse(), () -> window.tokens().bench().getBench().complete() && window.tokens().bench().getBench().rows().size() == 6 || trouble.get() != null);
            Ticks.until(window.pulse(), () -> window.tokens().vocabulary().listingProperty().get() != null || trouble.get() != null);
            assertNull(trouble.get(), "in the background");
            assertEquals(tokenizer.vocabulary().size(), window.tokens().vocabulary().listingProperty().get().ids().size());
            assertTrue(window.tokens().bench().row("words").orElseThrow().tokenizer().vocabularySize() > 50, "words of the default text");
            Ticks.until(window.pulse(), () -> window.tokens().trainer().momentProperty().get() != null || trouble.get() != null);
            assertTrue(window.tokens().trainer().learnedProperty().get().size() > 50, "merges of the default text");
            assertFalse(window.tokens().trainer().ofTheRun());
            window.tokens().labels().activate();
            Ticks.until(window.pulse(), () -> window.tokens().labels().namingProperty().get() != null || trouble.get() != null);
            assertFalse(window.tokens().labels().namingProperty().get().own());
            window.tokens().labels().train();
            Ticks.until(window.pulse(), () -> window.tokens().labels().curvesProperty().get().size() > 20 || trouble.get() != null);
            window.tokens().labels().pause();
            assertTrue(window.tokens().labels().curvesProperty().get().apart() < 2e-3);
            window.run().stepOnce();
            Ticks.until(window.pulse(), () -> window.run().failureProperty().get().contains("came without the text"));
            assertEquals(0, window.run().getStep());
            assertFalse(window.files().unsavedProperty().get());
            assertNull(trouble.get(), "in the background");
        }
    }
}
