package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.text.TokenizerSpec;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PositionStudiesTest {

    private static WeightSnapshot run(UnaryOperator<ModelConfig> change) throws InterruptedException {
        RunSpec spec = spec("the cat ate the mouse . the mouse ate the cat . the dog sat . ".repeat(40), TokenizerSpec.bpe(300), 40);
        return trained(new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), change.apply(spec.model()), spec.training(), 3), 15);
    }

    private static OrderStudy.Answer swapped(WeightSnapshot snapshot) {
        int[] ids = snapshot.run().tokenizer().ids("the cat ate the mouse");
        int[] other = snapshot.run().tokenizer().ids("the mouse ate the cat");
        try (Forward forward = new Forward(Warmup.none(Kernels.scalar()))) {
            OrderStudy.Answer answer = OrderStudy.of(forward, snapshot, ids, 1, 4);
            assertArrayEquals(other, answer.swapped(), "exchanging two tokens gives the other sentence");
            int[] bag = ids.clone();
            Arrays.sort(bag);
            Arrays.sort(other);
            assertArrayEquals(bag, other, "the same bag of tokens");
            assertThrows(IllegalArgumentException.class, () -> OrderStudy.of(forward, snapshot, ids, 2, 2), "the same place");
            return answer;
        }
    }

    /// Without positions and mask the outputs change places with the tokens; positions or a causal mask break that.
    @Test
    void attentionAloneCannotSeeOrderButAMaskOrPositionsCan() throws InterruptedException {
        for (Kind kind : Kind.values()) {
            for (boolean causal : new boolean[] {true, false}) {
                WeightSnapshot snapshot = run(config -> config.withPositions(kind).withCausal(causal));
                for (OrderStudy.Row row : swapped(snapshot).rows()) {
                    boolean blind = !row.causal() && (!row.positions() || kind == Kind.NONE);
                    assertEquals(blind, row.same(), kind + ": positions " + row.positions() + ", mask " + row.causal() + ", change " + row.largest());
                }
            }
        }
    }

    /// Attention alone is equivariant under every permutation, not only under an exchange: outputs move along with their tokens.
    @Test
    void aShuffledSentenceMovesItsOutputsAlong() throws InterruptedException {
        WeightSnapshot snapshot = run(config -> config.withPositions(Kind.SINUSOIDAL));
        int[] ids = snapshot.run().tokenizer().ids("the cat ate the mouse");
        int[] places = OrderStudy.shuffled(ids.length, 4);
        int[] sorted = places.clone();
        Arrays.sort(sorted);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, sorted, "each place once");
        assertFalse(Arrays.equals(places, OrderStudy.shuffled(ids.length, 5)), "another seed, another order");
        try (Forward forward = new Forward(Warmup.none(Kernels.scalar()))) {
            OrderStudy.Answer answer = OrderStudy.of(forward, snapshot, ids, places);
            for (int t = 0; t < ids.length; t++) {
                assertEquals(ids[t], answer.swapped()[places[t]]);
            }
            assertTrue(answer.moved().size() > 2, "more than two tokens stand elsewhere");
            for (OrderStudy.Row row : answer.rows()) {
                assertEquals(!row.positions() && !row.causal(), row.same(), "positions " + row.positions() + ", mask " + row.causal());
            }
        }
    }

    /// Five small models from one seed: all learn, and all but the table read on at twice and four times their length.
    @Test
    void everySchemeIsTrainedAtOneLengthAndReadAtFourTimesIt() throws InterruptedException {
        LoadedSpec loaded = run(config -> config).run();
        SchemeRace race = new SchemeRace(loaded, Kernels.scalar());
        SchemeRace.Answer answer = race.go(0);
        assertEquals(0, answer.lanes().size(), "nothing is measured before the first round");
        while (answer.steps() < SchemeRace.STEPS) {
            answer = race.go(1_000_000_000);
        }
        assertEquals(Kind.values().length, answer.lanes().size());
        int trained = answer.trained();
        for (SchemeRace.Lane lane : answer.lanes()) {
            assertTrue(lane.mean(0, trained) < 0.7 * loaded.randomGuess(), lane.scheme() + " has learned: " + lane.mean(0, trained));
            assertEquals(lane.scheme() == Kind.LEARNED, Double.isNaN(lane.mean(trained, 2 * trained)), lane.scheme().toString());
            assertEquals(lane.scheme() == Kind.LEARNED, Double.isNaN(lane.mean(2 * trained, 4 * trained)), lane.scheme().toString());
        }
        SchemeRace again = new SchemeRace(loaded, Kernels.scalar());
        SchemeRace.Answer same = again.go(0);
        while (same.steps() < SchemeRace.STEPS) {
            same = again.go(1_000_000_000);
        }
        assertArrayEquals(answer.lanes().getLast().losses(), same.lanes().getLast().losses(), "the same seed, the same losses");
    }

    @Test
    void aFixedSchemeReadsFourTimesTheTrainedLengthAndATableEndsWithItself() throws InterruptedException {
        for (Kind kind : Kind.values()) {
            WeightSnapshot snapshot = run(config -> config.withPositions(kind));
            LengthStudy.Answer answer = LengthStudy.of(snapshot, Kernels.scalar());
            int trained = snapshot.run().config().contextLength();
            assertEquals(trained, answer.trained());
            assertEquals(kind == Kind.LEARNED ? trained : 4 * trained, answer.losses().length, kind.toString());
            for (float loss : answer.losses()) {
                assertTrue(Float.isFinite(loss) && loss > 0);
            }
            assertTrue(answer.mean(0, trained) < snapshot.run().randomGuess(), "it has learned something");
            assertEquals(kind == Kind.LEARNED, Double.isNaN(answer.mean(trained, 2 * trained)));
        }
    }
}
