package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InterventionsTest {

    private static final Interventions BENCH = new Interventions(Warmup.none(Kernels.scalar()));
    private static WeightSnapshot snapshot;

    @BeforeAll
    static void train() throws InterruptedException {
        snapshot = TinyRuns.trained(TinyRuns.spec(100), 40);
    }

    @AfterAll
    static void end() {
        BENCH.close();
    }

    private static Trace trace(String text) {
        return BENCH.look(snapshot, Sentence.of(text, snapshot.run().tokenizer(), 8), Set.of(ProbePoint.PATTERN, ProbePoint.RESID_POST,
                ProbePoint.LOGITS), Intervention.NONE);
    }

    @Test
    void anEdgeOfWeightNothingChangesNothingAndOthersDo() {
        Trace trace = trace("the cat");
        List<Interventions.EdgeEffect> edges = BENCH.edges(trace, 1, 0, 3, 2, 6);
        assertEquals(edges.getFirst().before(), trace.guesses().get(3).trueProbability(), 1e-6);
        assertTrue(Math.abs(edges.getFirst().after() - edges.getFirst().before()) > 1e-7);
        assertEquals(edges.get(1).before(), edges.get(1).after(), "key 6 is masked for query 3");
    }

    @Test
    void damageIsTheLossThatRemovingAHeadAdds() {
        Trace trace = trace("the cat");
        Interventions.Removal removal = BENCH.remove(trace, List.of(new Ablation.Head(1, 0)));
        assertEquals(removal.lossAfter() - removal.loss(), BENCH.headDamage(trace, 1, 0), 1e-9);
        assertEquals(trace.loss().orElseThrow(), removal.loss(), 1e-5);
        double sum = 0;
        for (float p : removal.after()) {
            sum += p;
        }
        assertEquals(1, sum, 1e-5);
        assertEquals(5, Interventions.mostChanged(removal, 5).size());
    }

    @Test
    void withoutAnInterventionTheValidationLossIsThatOfTheRun() {
        double loss = BENCH.validationLoss(snapshot, Intervention.NONE, share -> { });
        assertTrue(loss > 0 && loss < snapshot.run().randomGuess());
        assertTrue(BENCH.validationLoss(snapshot, Ablation.of(new Ablation.Block(0)), share -> { }) > loss);
    }

    @Test
    void patchingTheLastPlaceOfTheLastBlockGivesTheOtherAnswer() {
        Trace from = trace("the cat");
        Trace into = trace("a fish ");
        int answer = from.guesses().getLast().id();
        int last = from.tokens() - 1;
        assertEquals(from.guesses().getLast().probability(), BENCH.next(from, answer), 1e-5);
        assertEquals(BENCH.next(from, answer), BENCH.patch(from, into, answer, 1, last), 1e-6, "the last block's last row is all that the guess depends on");
        assertEquals(BENCH.next(into, answer), BENCH.patch(from, into, answer, 1, 0), 1e-7, "an earlier row of the last block is read by nobody");
        assertThrows(IllegalArgumentException.class, () -> BENCH.patch(from, trace("a"), answer, 0, 0));
    }

    @Test
    void aSingleTokenHasDamageToo() {
        Trace single = trace("t");
        for (int i = 0; i < 4; i++) {
            assertTrue(Double.isFinite(BENCH.headDamage(single, i / 2, i % 2)));
        }
    }

    /// Whoever asks while the fast kernels are still being compiled must not be left with the scalar ones: the walk over the edges goes on for hours.
    @Test
    void theFastKernelsAreUsedOnceTheyAreReady() throws InterruptedException {
        AtomicInteger fast = new AtomicInteger();
        Thread asking = Thread.currentThread();
        Kernels scalar = Kernels.scalar();
        Kernels counting = (Kernels) Proxy.newProxyInstance(Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (_, method, args) -> {
            if (method.getName().equals("lanes")) {
                return 2; // those with one lane need no warm-up
            }
            if (Thread.currentThread() == asking) {
                fast.incrementAndGet();
            }
            return method.invoke(scalar, args);
        });
        Warmup warmup = Warmup.start(counting);
        try (Interventions bench = new Interventions(warmup)) {
            Trace trace = trace("the cat");
            double early = bench.headDamage(trace, 1, 0);
            assertEquals(0, fast.get(), "not ready yet");
            warmup.stop();
            while (!warmup.ready()) {
                Thread.sleep(1);
            }
            WeightSnapshot later = new WeightSnapshot(snapshot.run(), snapshot.step(), snapshot.values(), snapshot.validationLoss());
            Trace again = BENCH.look(later, trace.sentence(), Set.of(ProbePoint.PATTERN, ProbePoint.LOGITS), Intervention.NONE);
            assertEquals(early, bench.headDamage(again, 1, 0));
            assertTrue(fast.get() > 0);
        }
    }
}
