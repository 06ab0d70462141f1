package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.text.TokenizerSpec;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InspectorTest {

    private final Worker worker = new Worker("test", failure -> fail(failure));
    private final Inspector inspector = new Inspector(worker, Warmup.none(Kernels.scalar()));

    @AfterEach
    void end() {
        worker.close();
        inspector.close();
    }

    private static Sentence sentence(WeightSnapshot snapshot, String text) {
        return Sentence.of(text, snapshot.run().tokenizer(), snapshot.run().config().contextLength());
    }

    @Test
    void tracesTheSentenceWithPatternsWhoseRowsSumToOneAndHideTheFuture() throws InterruptedException {
        WeightSnapshot snapshot = trained(spec(100), 30);
        inspector.request(snapshot, sentence(snapshot, "the cat"), Inspector.LIVE);
        Trace trace = await(inspector.traces());
        assertEquals(30, trace.step());
        assertEquals(7, trace.tokens());
        assertEquals(7 * 16, trace.embed().length);
        assertEquals(2 * 7 * 7, trace.pattern(1).length);
        for (int head = 0; head < 2; head++) {
            float[] pattern = trace.pattern(1, head);
            for (int query = 0; query < 7; query++) {
                double sum = 0;
                for (int key = 0; key < 7; key++) {
                    sum += pattern[query * 7 + key];
                    assertTrue(key <= query || pattern[query * 7 + key] == 0, "sees the future");
                }
                assertEquals(1, sum, 1e-5);
            }
        }
        assertEquals(trace.config().vocabSize(), trace.logits(6).length);
        assertTrue(trace.get(ProbePoint.Q, 0).isEmpty(), "only what was asked for");
    }

    @Test
    void guessesAreTheSoftmaxOfTheLogitsBesideTheTrueNextToken() throws InterruptedException {
        WeightSnapshot snapshot = trained(spec(100), 5);
        inspector.request(snapshot, sentence(snapshot, "the c"), Inspector.LIVE);
        Trace trace = await(inspector.traces());
        for (int row = 0; row < 5; row++) {
            float[] logits = trace.logits(row);
            double sum = 0;
            float max = Float.NEGATIVE_INFINITY;
            for (float logit : logits) {
                sum += Math.exp(logit);
                max = Math.max(max, logit);
            }
            Guess guess = trace.guesses().get(row);
            assertEquals(max, guess.logit(), 1e-6);
            assertEquals(Math.exp(max) / sum, guess.probability(), 1e-6);
            assertEquals(row < 4, guess.known());
        }
        assertEquals("h", trace.guesses().get(0).trueNext());
        assertFalse(trace.guesses().get(4).hit());
    }

    @Test
    void ofRequestsThatWaitOnlyTheNewestIsAnswered() throws InterruptedException {
        WeightSnapshot snapshot = trained(spec(100), 1);
        CountDownLatch busy = new CountDownLatch(1);
        worker.submit("block", () -> {
            try {
                busy.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        inspector.request(snapshot, sentence(snapshot, "the"), Inspector.LIVE);
        inspector.request(snapshot, sentence(snapshot, "a fish"), Set.of(ProbePoint.Q));
        busy.countDown();
        Trace trace = await(inspector.traces());
        assertEquals("a fish", trace.sentence().text());
        assertEquals(6 * 2 * 8, trace.get(ProbePoint.Q, 1).orElseThrow().values().length);
        Thread.sleep(20);
        assertTrue(inspector.traces().isEmpty());
    }

    @Test
    void theMapHoldsTheCorpusWordsAndDoesNotFlipBetweenFrames() throws InterruptedException {
        RunSpec spec = spec(TEXT, TokenizerSpec.bpe(290), 100);
        WeightSnapshot early = trained(spec, 3);
        inspector.request(early, sentence(early, "the cat"), Inspector.LIVE);
        VocabularyMap before = await(inspector.traces()).map().orElseThrow();
        assertTrue(before.wholeWords());
        assertTrue(before.words().stream().anyMatch(word -> word.label().equals("cat") && word.group().equals("animals")), before.words().toString());
        float[] mirrored = early.values().clone();
        int from = early.run().transformer().layout().get("wte.weight").offset();
        for (int i = from; i < from + early.run().config().vocabSize() * 16; i++) {
            mirrored[i] = -mirrored[i];
        }
        WeightSnapshot next = new WeightSnapshot(early.run(), 4, mirrored, 1);
        inspector.request(next, sentence(next, "the cat"), Inspector.LIVE);
        VocabularyMap after = await(inspector.traces()).map().orElseThrow();
        assertArrayEquals(before.x(), after.x(), 1e-4f);
        assertArrayEquals(before.y(), after.y(), 1e-4f);
    }

    @Test
    void withoutItsMaskTheSameModelSeesTheFutureForThisSentenceOnly() throws InterruptedException {
        WeightSnapshot snapshot = trained(spec(100), 2);
        Sentence sentence = sentence(snapshot, "the cat");
        Transformer altered = new Transformer(snapshot.run().config().withCausal(false));
        inspector.request(snapshot, sentence, Inspector.LIVE, altered);
        Trace whatIf = await(inspector.traces());
        assertTrue(whatIf.whatIf());
        assertTrue(whatIf.pattern(0, 0)[6] > 0, "the first token reads the last");
        inspector.request(snapshot, sentence, Inspector.LIVE);
        Trace own = await(inspector.traces());
        assertFalse(own.whatIf());
        assertEquals(0, own.pattern(0, 0)[6]);
    }

    @Test
    void anAlteredModelWithOtherWeightsIsRefused() throws InterruptedException {
        WeightSnapshot snapshot = trained(spec(100), 1);
        Transformer wider = new Transformer(snapshot.run().config().withDFf(99));
        assertThrows(IllegalArgumentException.class,
                () -> inspector.request(snapshot, sentence(snapshot, "the"), Inspector.LIVE, wider));
    }
}
