package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.session.RunSpec;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSpecDraftTest {

    private final Pulse pulse = new Pulse(failure -> { throw new AssertionError(failure); });
    private final Worker worker = new Worker("test", failure -> fail(failure));
    private final RunSpecDraft draft = new RunSpecDraft(pulse, worker);

    @AfterEach
    void close() {
        worker.close();
    }

    private void known() throws InterruptedException {
        Ticks.until(pulse, () -> draft.factsProperty().get() != null);
    }

    @Test
    void startsAsTheDefaultRunWithItsParameterCount() {
        assertEquals(232_512, draft.parameterCountProperty().get());
        assertEquals(RunSpec.smallStories(), draft.toSpec().orElseThrow());
    }

    @Test
    void everyPresetComesBackUnchanged() throws InterruptedException {
        for (RunSpec preset : RunSpec.presets()) {
            draft.load(preset);
            known();
            assertEquals("", draft.errorProperty().get(), preset.name());
            assertEquals(preset, draft.toSpec().orElseThrow());
        }
    }

    @Test
    void widthChangesTheParameterCountAndTheFeedForwardWidthFollows() {
        draft.dModelProperty().set(96);
        assertEquals(496_224, draft.parameterCountProperty().get());
        assertEquals(4 * 96, draft.toSpec().orElseThrow().model().dFf());
    }

    @Test
    void headsThatDoNotDivideTheWidthAreAnErrorInWordsAndNoSpec() {
        draft.nHeadProperty().set(5);
        assertEquals("5 heads do not divide d_model 64 evenly. Choose n_head so that d_model / n_head is a whole number.",
                draft.errorProperty().get());
        assertTrue(draft.toSpec().isEmpty());
        draft.dModelProperty().set(80);
        assertEquals("", draft.errorProperty().get());
    }

    @Test
    void everyNumberOutOfRangeGivesASentenceInsteadOfAnException() {
        draft.nLayerProperty().set(0);
        assertFalse(draft.validProperty().get());
        draft.load(RunSpec.smallStories());
        draft.batchSizeProperty().set(-1);
        assertFalse(draft.validProperty().get());
        draft.load(RunSpec.smallStories());
        draft.learningRateProperty().set(Double.NaN);
        assertFalse(draft.validProperty().get());
        draft.load(RunSpec.smallStories());
        draft.vocabSizeProperty().set(10);
        assertFalse(draft.errorProperty().get().isEmpty());
        draft.load(RunSpec.smallStories());
        draft.dModelProperty().set(Integer.MAX_VALUE - 3);
        draft.nHeadProperty().set(1);
        assertFalse(draft.validProperty().get());
        draft.load(RunSpec.smallStories());
        assertTrue(draft.validProperty().get());
    }

    @Test
    void aCharacterVocabularyIsCountedFromTheText() throws InterruptedException {
        draft.load(TinyRuns.spec(10));
        draft.useText("Three letters", "abc".repeat(100));
        draft.tokensProperty().set(RunSpecDraft.Tokens.CHARACTERS);
        known();
        assertEquals(draft.toSpec().orElseThrow().model().withVocabSize(3).parameterCount(), draft.parameterCountProperty().get());
    }

    @Test
    void aTextTooShortForTheContextIsAnErrorInWords() throws InterruptedException {
        draft.useText("Note", "only a few words");
        known();
        assertTrue(draft.errorProperty().get().startsWith("This text has only 16 characters;"), draft.errorProperty().get());
    }

    @Test
    void aFileThatIsNotTextIsAnErrorInWords(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("picture.bin"), new byte[] {(byte) 0xC3, (byte) 0x28, 0, 1, 2});
        draft.useFile(file);
        known();
        assertTrue(draft.errorProperty().get().contains("picture.bin"), draft.errorProperty().get());
        draft.load(RunSpec.smallStories());
        known();
        assertEquals("", draft.errorProperty().get());
    }
}
