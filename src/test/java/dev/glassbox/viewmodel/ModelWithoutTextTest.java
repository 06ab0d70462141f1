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

    private Tokenizer save() throws Exception {
        Tokenizer tokenizer = BpeTrainer.train(TinyRuns.TEXT, 280, Split.GPT2);
        ModelConfig config = ModelConfig.gpt2Style(tokenizer.vocabulary().size(), 16, 2, 2, 16);
        Parameters parameters = new Parameters(config.layout());
        new Transformer(config).initialize(parameters, 7);
        new ModelFolder(folder).draft(config, parameters.values()).save();
        TokenizerFiles.save(folder, tokenizer);
        return tokenizer;
    }

    @Test
    void theVocabularyCountsNothing() throws Exception {
        int size = save().vocabulary().size();
        try (WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure))) {
            VocabularyModel vocabulary = window.tokens().vocabulary();
            vocabulary.activate();
            window.run().open(new SavedModel(folder), false);
            Ticks.until(window.pulse(), () -> vocabulary.listingProperty().get() != null && vocabulary.listingProperty().get().index().size() == size);
            assertFalse(vocabulary.listingProperty().get().index().counted());
        }
    }

    @Test
    void thePredictionLensDrawsWritesAsksAndRaces() throws Exception {
        int vocabulary = save().vocabulary().size();
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        try (WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> trouble.set(failure))) {
            PredictionModel lens = window.prediction();
            lens.nextToken().setShown(true);
            lens.second().setShown(true);
            lens.copies().setShown(true);
            lens.teacher().setShown(true);
            window.run().open(new SavedModel(folder), false);
            Ticks.until(window.pulse(), () -> lens.nextToken().getView().isPresent());
            window.trace().setSentence("the cat sat on");
            Ticks.until(window.pulse(), () -> lens.nextToken().getView().filter(view -> view.row().after().endsWith("on")).isPresent());
            assertEquals(vocabulary, lens.nextToken().getView().orElseThrow().row().size());
            assertEquals("", lens.second().textProperty().get(), "no text to take a line from");
            lens.second().textProperty().set("a dog sat on");
            Ticks.until(window.pulse(), () -> lens.second().rowProperty().get() != null);
            lens.generate().limitProperty().set(20);
            lens.generate().write();
            Ticks.until(window.pulse(), () -> !lens.generate().writingProperty().get());
            assertEquals(20, lens.generate().getSelected().orElseThrow().text().steps().size());
            assertFalse(lens.generate().getSelected().orElseThrow().text().moment().run().hasText());
            lens.generate().limitProperty().set(4);
            lens.generate().beam();
            Ticks.until(window.pulse(), () -> !lens.generate().writingProperty().get());
            lens.cost().race();
            Ticks.until(window.pulse(), () -> !lens.cost().racingProperty().get());
            assertTrue(lens.cost().racedProperty().get().sameBits());
            Ticks.until(window.pulse(), () -> lens.teacher().bothProperty().get() != null);
            lens.poll().textProperty().set("cat 2");
            lens.poll().pin();
            assertTrue(lens.poll().getPinned().isPresent());
            assertNull(lens.copies().reportProperty().get(), "nothing to compare with");
            assertNull(trouble.get(), "in the background");
        }
    }

    @Test
    void anOpenedModelNeverShowsTheDigitsOfTheRunBefore() throws Exception {
        save();
        try (WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure))) {
            RunViewModel run = window.run();
            run.open(TinyRuns.spec(1_000), false);
            Ticks.until(window.pulse(), () -> !run.fingerprintProperty().get().isEmpty());
            String old = run.fingerprintProperty().get();
            AtomicReference<String> atChange = new AtomicReference<>();
            run.loadedProperty().addListener((_, _, _) -> atChange.set(run.fingerprintProperty().get()));
            run.open(new SavedModel(folder), false);
            Ticks.until(window.pulse(), () -> atChange.get() != null);
            assertNotEquals(old, atChange.get());
            Ticks.until(window.pulse(), () -> !run.fingerprintProperty().get().isEmpty());
            assertNotEquals(old, run.fingerprintProperty().get());
        }
    }

    @Test
    void theTokensLensWorksWithoutATextToo() throws Exception {
        Tokenizer tokenizer = save();
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
