package dev.glassbox.sample;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.CounterRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    /// Logits that depend on the last two ids.
    private static float[] model(int[] window) {
        int last = window[window.length - 1];
        int before = window.length > 1 ? window[window.length - 2] : 0;
        float[] logits = new float[4];
        CounterRandom.of(5, last + "," + before).fillGaussian(logits, 0, 4, 2);
        return logits;
    }

    private static double score(int[] ids) {
        double sum = 0;
        int[] text = {0};
        for (int id : ids) {
            sum += Math.log(Sampler.distribution(model(text), Sampler.Config.PLAIN).probabilities()[id]);
            text = Arrays.copyOf(text, text.length + 1);
            text[text.length - 1] = id;
        }
        return sum;
    }

    @Test
    void aWideBeamFindsTheMostProbableText() {
        double best = Double.NEGATIVE_INFINITY;
        for (int code = 0; code < 64; code++) {
            best = Math.max(best, score(new int[] {code / 16, code / 4 % 4, code % 4}));
        }
        BeamSearch.Beam found = new BeamSearch(BeamSearchTest::model, 8, new int[] {0}, 64, 3, id -> false).run().getFirst();
        assertEquals(best, found.score(), 1e-12);
        assertEquals(best, score(found.ids()), 1e-12);
        assertEquals(best, Arrays.stream(found.p()).map(Math::log).sum(), 1e-12);
    }

    @Test
    void widthOneIsGreedy() {
        Generator greedy = new Generator(BeamSearchTest::model, 8, new int[] {0}, new Sampler.Config(0, 0, 1), Draws.seeded(1));
        greedy.run(6, id -> false);
        assertArrayEquals(greedy.generated(), new BeamSearch(BeamSearchTest::model, 8, new int[] {0}, 1, 6, id -> false).run().getFirst().ids());
    }

    @Test
    void beamsAreOrderedDistinctAndEndedOnesStay() {
        List<BeamSearch.Beam> beams = new BeamSearch(BeamSearchTest::model, 3, new int[] {0}, 5, 6, id -> id == 2).run();
        assertEquals(5, beams.size());
        for (int i = 1; i < beams.size(); i++) {
            assertTrue(beams.get(i - 1).score() >= beams.get(i).score());
        }
        assertEquals(5, beams.stream().map(beam -> Arrays.toString(beam.ids())).distinct().count());
        assertTrue(beams.stream().filter(BeamSearch.Beam::ended).allMatch(beam -> beam.ids()[beam.ids().length - 1] == 2));
    }

    /// One call of the model at a time, so that it can be left between any two.
    @Test
    void goesOnBeamByBeam() {
        int[] asked = {0};
        BeamSearch search = new BeamSearch(window -> {
            asked[0]++;
            return model(window);
        }, 8, new int[] {0}, 2, 3, id -> false);
        assertTrue(search.advance(), "the first step has one beam");
        assertEquals(1, search.beams().getFirst().ids().length);
        assertFalse(search.advance());
        assertEquals(1, search.beams().getFirst().ids().length, "a half step shows the whole one before");
        assertTrue(search.advance());
        assertEquals(3, asked[0]);
        assertEquals(List.of(2, 2), search.beams().stream().map(beam -> beam.ids().length).toList());
        assertFalse(search.done());
        search.run();
        assertTrue(search.done());
        assertFalse(search.advance());
        assertEquals(5, asked[0]);
    }
}
