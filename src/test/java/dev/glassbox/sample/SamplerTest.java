package dev.glassbox.sample;

import static org.junit.jupiter.api.Assertions.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glassbox.analysis.ChiSquare;
import dev.glassbox.sample.Sampler.Config;
import dev.glassbox.sample.Sampler.Stages;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final float[] LOGITS = {2, 1, 0.5f, -1, 3, 0, -2.5f, 1.5f};

    @Test
    void agreesWithTheReferenceProgram() throws Exception {
        JsonNode cases;
        try (InputStream in = SamplerTest.class.getResourceAsStream("/golden/sampling.json")) {
            cases = new ObjectMapper().readTree(in).get("cases");
        }
        assertTrue(cases.size() > 10);
        for (JsonNode golden : cases) {
            float[] logits = new float[golden.get("logits").size()];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) golden.get("logits").get(i).asDouble();
            }
            Stages stages = Sampler.distribution(logits, new Config(golden.get("temperature").asDouble(),
                    golden.get("top_k").asInt(), golden.get("top_p").asDouble()));
            assertSame(golden.get("probabilities"), stages.probabilities());
            if (!golden.get("scaled_probabilities").isNull()) {
                assertSame(golden.get("scaled_probabilities"), stages.scaledProbabilities());
            }
            int[] kept = IntStream.range(0, logits.length).filter(i -> stages.kept()[i]).toArray();
            assertEquals(golden.get("kept").toString(), Arrays.toString(kept).replace(" ", ""));
        }
    }

    @Test
    void temperatureTowardsZeroIsArgmax() {
        for (double temperature : new double[] {0, 1e-300, 1e-3}) {
            Stages stages = Sampler.distribution(LOGITS, new Config(temperature, 0, 1));
            assertEquals(1, stages.probabilities()[4], 1e-9);
            assertEquals(4, Sampler.draw(stages, 0.999999));
            assertEquals(0, stages.entropy(), 1e-9);
        }
    }

    @Test
    void equalLogitsAreAlmostUniformAndTheSmallerIdWinsWhenGreedy() {
        Stages stages = Sampler.distribution(new float[475], new Config(1, 0, 1));
        assertEquals(Math.log(475), stages.entropy(), 1e-12);
        assertEquals(0, Sampler.distribution(new float[] {-0f, 0f, 0f}, new Config(0, 0, 1)).largest());
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        Stages stages = Sampler.distribution(new float[] {1000, 999, -1e30f, Float.NEGATIVE_INFINITY}, Config.PLAIN);
        assertEquals(1 / (1 + Math.exp(-1)), stages.probabilities()[0], 1e-12);
        assertEquals(0, stages.probabilities()[3]);
    }

    @Test
    void topPKeepsTheTokenThatCrossesAndAtLeastOne() {
        float[] logits = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};
        assertEquals(1, Sampler.distribution(logits, new Config(1, 0, 0)).keptCount());
        assertEquals(1, Sampler.distribution(logits, new Config(1, 0, 0.49)).keptCount());
        assertEquals(2, Sampler.distribution(logits, new Config(1, 0, 0.51)).keptCount());
        assertEquals(3, Sampler.distribution(logits, new Config(1, 0, 0.81)).keptCount());
        // Of the two that top-k leaves, 0.5 and 0.3, the first alone is 0.625 of the whole.
        assertEquals(1, Sampler.distribution(logits, new Config(1, 2, 0.6)).keptCount());
    }

    @Test
    void drawFollowsTheCumulativeSumFromTheMostProbableDown() {
        double[] p = {0.2, 0.5, 0, 0.3};
        assertEquals(1, Sampler.draw(p, 0));
        assertEquals(1, Sampler.draw(p, 0.499));
        assertEquals(3, Sampler.draw(p, 0.5));
        assertEquals(0, Sampler.draw(p, 0.8));
        assertEquals(0, Sampler.draw(p, 1 - 1e-17));
    }

    /// Eight settings, five seeds: rolls agree with theory, and rolls of another setting's die do not.
    @Test
    void drawsFollowTheProbabilitiesAtEverySetting() {
        Config[] settings = {Config.PLAIN, new Config(0.5, 0, 1), new Config(2, 0, 1), new Config(1, 3, 1), new Config(2, 5, 1), new Config(1, 0, 0.9),
            new Config(1.3, 6, 0.95), new Config(0.8, 6, 0.8)};
        for (Config config : settings) {
            Stages stages = Sampler.distribution(LOGITS, config);
            for (int seed = 1; seed <= 5; seed++) {
                ChiSquare fair = ChiSquare.of(counts(stages, seed), stages.probabilities());
                assertTrue(fair.agrees(), config + " seed " + seed + ": " + fair);
                Stages wrong = Sampler.distribution(LOGITS, new Config(config.temperature() * 1.15, config.topK(), config.topP()));
                ChiSquare unfair = ChiSquare.of(counts(wrong, seed), stages.probabilities());
                assertFalse(unfair.agrees(), config + " seed " + seed + ": a die for another temperature is found out, " + unfair);
            }
        }
    }

    private static long[] counts(Stages stages, int seed) {
        Draws draws = Draws.seeded(seed);
        long[] counts = new long[LOGITS.length];
        for (int i = 0; i < 20_000; i++) {
            counts[Sampler.draw(stages, draws.at(i))]++;
        }
        return counts;
    }

    @Test
    void theOpinionIsThePlainSoftmax() {
        Stages plain = Sampler.distribution(LOGITS, Config.PLAIN);
        Sampler.Opinion opinion = Sampler.opinion(Ranking.of(LOGITS));
        for (int id = 0; id < LOGITS.length; id++) {
            assertEquals(plain.probabilities()[id], opinion.probability(LOGITS[id]), 1e-15);
        }
        assertEquals(entropy(plain.probabilities()), opinion.entropy(), 1e-12);
        assertEquals(entropy(plain.probabilities()), plain.entropy(), 1e-12);
        Stages cut = Sampler.distribution(LOGITS, new Config(1.7, 5, 0.9));
        assertEquals(entropy(cut.probabilities()), cut.entropy(), 1e-12);
    }

    private static double entropy(double[] probabilities) {
        return Arrays.stream(probabilities).filter(p -> p > 0).map(p -> -p * Math.log(p)).sum();
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThrows(IllegalArgumentException.class, () -> Sampler.distribution(new float[] {1, Float.NaN}, Config.PLAIN));
        assertThrows(IllegalArgumentException.class, () -> Sampler.distribution(new float[0], Config.PLAIN));
        assertThrows(IllegalArgumentException.class, () -> new Config(-1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Config(1, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Config(1, 0, 1.5));
    }

    private static void assertSame(JsonNode expected, double[] actual) {
        assertEquals(expected.size(), actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected.get(i).asDouble(), actual[i], 2e-8);
        }
    }
}
