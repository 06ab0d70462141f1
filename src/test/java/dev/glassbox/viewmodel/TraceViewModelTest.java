package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Trace;
import dev.glassbox.text.TokenizerSpec;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceViewModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final TraceViewModel trace = window.trace();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    private boolean current() {
        return trace.getTrace().map(Trace::sentence).orElse(null) == trace.getSentence();
    }

    @Test
    void showsTheCorpusSentenceAtStepZeroBeforeAnyTraining() throws InterruptedException {
        window.run().open(TinyRuns.spec(100), false);
        until(this::current);
        assertEquals("the cat", trace.getText());
        assertEquals(0, trace.getTrace().orElseThrow().step());
        assertEquals(6, window.selection().getQuery());
        assertTrue(trace.getNextGuess().isPresent());
        assertTrue(window.map().getMap().isPresent());
    }

    @Test
    void followsTraining() throws InterruptedException {
        window.run().open(TinyRuns.spec(40), true);
        until(() -> window.run().getState() == RunState.FINISHED && trace.getTrace().map(Trace::step).orElse(0) == 40);
    }

    /// Also between two traces, when none is asked for: or a pulse would paint for a new step alone.
    @Test
    void aNewStepComesWithATraceOrAfterAQuarterOfASecond() throws InterruptedException {
        window.run().open(TinyRuns.spec(1_000_000), true);
        until(() -> window.run().getStep() > 0 && trace.getTrace().isPresent());
        long changed = System.nanoTime();
        int steps = 0;
        for (int pulse = 0; pulse < 150; pulse++) {
            Thread.sleep(5);
            int step = window.run().getStep();
            Trace shown = trace.getTrace().orElseThrow();
            long now = System.nanoTime();
            window.pulse().tick(now);
            if (window.run().getStep() != step) {
                assertTrue(trace.getTrace().orElseThrow() != shown || now - changed >= 250_000_000, "step " + window.run().getStep() + " came alone");
                changed = now;
                steps++;
            }
        }
        assertTrue(steps > 1, "nothing came");
    }

    @Test
    void retokenizesOnEachEditAndTracesAgainWhilePaused() throws InterruptedException {
        window.run().open(TinyRuns.spec(100), false);
        until(this::current);
        trace.setSentence("a dog");
        assertEquals(5, trace.getTokens().size());
        until(this::current);
        assertEquals("a dog", trace.getTrace().orElseThrow().sentence().text());
    }

    @Test
    void anUnknownCharacterLeavesTheTokensAndSaysWhich() throws InterruptedException {
        window.run().open(TinyRuns.spec(100), false);
        until(this::current);
        trace.setSentence("a döner");
        assertTrue(trace.errorProperty().get().contains("\"ö\""), trace.errorProperty().get());
        assertEquals(7, trace.getTokens().size());
        trace.setSentence("a dog");
        assertEquals("", trace.errorProperty().get());
    }

    @Test
    void anOverlongSentenceKeepsTheLastTokensAndCountsTheRest() throws InterruptedException {
        window.run().open(TinyRuns.spec(100), false);
        until(this::current);
        trace.setSentence("the cat sat on");
        assertEquals(8, trace.getTokens().size());
        assertEquals(6, trace.getSentence().cut());
        assertTrue(trace.noteProperty().get().contains("the last 8 tokens. 6 earlier ones"), trace.noteProperty().get());
        until(this::current);
        assertEquals(8, trace.getTrace().orElseThrow().guesses().size());
    }

    @Test
    void addsTheArgmaxAtTemperatureZeroAndRollsAgainInItsPlace() throws InterruptedException {
        window.run().open(TinyRuns.spec(60), true);
        until(() -> window.run().getState() == RunState.FINISHED && trace.getTrace().map(Trace::step).orElse(0) == 60);
        until(this::current);
        window.sampling().setTemperature(0);
        String guess = trace.getNextGuess().orElseThrow().label().replace("·", " ");
        trace.addNextToken();
        assertEquals("the cat" + guess, trace.getText());
        trace.rollAgain();
        assertEquals("the cat" + guess, trace.getText());
        until(this::current);
        trace.addNextToken();
        assertEquals("the cat".length() + 2, trace.getText().length());
    }

    @Test
    void anUntrainedByteVocabularyOnlyAddsWholeCharacters() throws InterruptedException {
        window.run().open(TinyRuns.spec(TinyRuns.TEXT, TokenizerSpec.bpe(270), 10), false);
        window.sampling().setTemperature(2);
        for (int i = 0; i < 20; i++) {
            until(this::current);
            trace.addNextToken();
            assertFalse(trace.getText().contains("\uFFFD"), trace.getText());
        }
    }

    @Test
    void theUsersSentenceSurvivesANewRunThatKnowsItsCharacters() throws InterruptedException {
        window.run().open(TinyRuns.spec(10), false);
        until(this::current);
        trace.setSentence("a rug");
        window.run().open(TinyRuns.spec(11), false);
        until(() -> window.run().settings().lastStepProperty().get() == 11 && current());
        assertEquals("a rug", trace.getText());
        window.run().open(TinyRuns.spec("xyz the cat".repeat(50), TokenizerSpec.characters(), 12), false);
        until(() -> window.run().settings().lastStepProperty().get() == 12 && current());
        assertEquals("the cat", trace.getText(), "no \"r\" in that corpus");
    }

    @Test
    void anEmptySentenceHasNoTraceAndNoSelection() throws InterruptedException {
        window.run().open(TinyRuns.spec(10), false);
        until(this::current);
        trace.setSentence("");
        assertTrue(trace.getTokens().isEmpty());
        assertEquals(SelectionModel.NONE, window.selection().getQuery());
        trace.addNextToken();
        assertEquals("", trace.getText());
    }
}
