package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.WordContexts.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorsTest {

    @Test
    void theThreeVectorsOfTheTextbook() {
        float[] king = {0.23f, -0.81f, 0.44f};
        float[] queen = {0.21f, -0.79f, 0.48f};
        float[] apple = {-0.55f, 0.33f, -0.22f};
        // (0.0483 + 0.6399 + 0.2112) / (√0.9026 √0.8986) and (−0.1265 − 0.2673 − 0.0968) / (√0.9026 √0.4598)
        assertEquals(0.99867, VectorPair.of(king, queen).cosine(), 1e-4);
        assertEquals(-0.76154, VectorPair.of(king, apple).cosine(), 1e-4);
    }

    @Test
    void sameDirectionRightAngleAndOpposite() {
        assertEquals(1, VectorPair.of(new float[] {2, 1}, new float[] {4, 2}).cosine(), 1e-12);
        assertEquals(0, VectorPair.of(new float[] {2, 1}, new float[] {-1, 2}).cosine(), 1e-12);
        VectorPair opposite = VectorPair.of(new float[] {3, 4}, new float[] {-3, -4});
        assertEquals(-1, opposite.cosine(), 1e-12);
        assertEquals(180, opposite.degrees(), 1e-5);
        assertEquals(-25, opposite.dot());
        assertEquals(5, opposite.normA());
        assertEquals(10, opposite.distance());
        assertEquals(90, VectorPair.of(new float[] {1, 0}, new float[] {0, 3}).degrees(), 1e-9);
        assertEquals(0, VectorPair.of(new float[2], new float[] {1, 1}).cosine());
    }

    @Test
    void chosenAxesArePerpendicularUnitsAndTheirSharesAreTrue() {
        ChosenAxes axes = ChosenAxes.of(new float[] {3, 0, 0}, new float[] {1, 1, 0});
        assertArrayEquals(new float[] {1, 0, 0}, axes.first(), 1e-6f);
        assertArrayEquals(new float[] {0, 1, 0}, axes.second(), 1e-6f);
        assertEquals(Math.sqrt(0.5), axes.cosine(), 1e-6);
        float[] rows = {3, 1, 0, -3, -1, 0, 0, 0, 0};
        assertEquals(0.9, ChosenAxes.share(rows, 3, axes.first()), 1e-9);
        assertEquals(0.1, ChosenAxes.share(rows, 3, axes.second()), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> ChosenAxes.of(new float[3], new float[] {1, 0, 0}));
        assertThrows(IllegalArgumentException.class, () -> ChosenAxes.of(new float[] {1, 0, 0}, new float[] {-2, 0, 0}));
    }

    @Test
    void theClosestPairIsFoundAmongAllPairs() {
        float[] rows = ProjectionTest.random(40 * 6, 5);
        System.arraycopy(rows, 7 * 6, rows, 31 * 6, 6);
        rows[31 * 6] += 0.01f;
        ClosestPair pair = ClosestPair.of(rows, 40, 6);
        assertEquals(7, pair.a());
        assertEquals(31, pair.b());
        Neighbours all = new Neighbours(rows, 40, 6);
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < i; j++) {
                assertTrue(all.cosine(i, j) <= pair.cosine() + 1e-6);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> ClosestPair.of(rows, 1, 6));
    }

    @Test
    void aTrueMapIsTrustworthyAndAShuffledOneIsNot() {
        int n = 60;
        float[] rows = ProjectionTest.random(n * 2, 3);
        assertEquals(1, Trustworthiness.of(rows, 2, rows, 2, n, 7), 1e-12);
        float[] other = ProjectionTest.random(n * 2, 4);
        double chance = Trustworthiness.of(rows, 2, other, 2, n, 7);
        assertTrue(chance > 0.35 && chance < 0.65, "an unrelated map is about one half: " + chance);
    }

    @Test
    void trustworthinessOfALineFoldedOnce() {
        // The map exchanges the ends of a line of five points.
        float[] line = {0, 1, 2.1f, 3.3f, 4.6f};
        float[] folded = {4.6f, 1, 2.1f, 3.3f, 0};
        double expected = 1 - 2.0 / (5 * 1 * (10 - 3 - 1)) * hand(line, folded);
        assertEquals(expected, Trustworthiness.of(line, 1, folded, 1, 5, 1), 1e-12);
    }

    /// The definition, slowly: for the nearest on the map, how many others are truly nearer than it.
    private static double hand(float[] line, float[] map) {
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            int near = -1;
            for (int j = 0; j < 5; j++) {
                near = j != i && (near < 0 || Math.abs(map[j] - map[i]) < Math.abs(map[near] - map[i])) ? j : near;
            }
            int nearer = 0;
            for (int j = 0; j < 5; j++) {
                nearer += j != i && Math.abs(line[j] - line[i]) < Math.abs(line[near] - line[i]) ? 1 : 0;
            }
            sum += nearer;
        }
        return sum;
    }

    @Test
    void sharedGapsExplainWhyTwoWordsAreNear() {
        WordContexts contexts = new WordContexts("the king sat .\nthe queen sat .\nthe king ran .\nthe queen sat .\na mat lay .\n", false);
        assertEquals(List.of(new Shared("the", "sat", 1, 2)), contexts.shared("king", "queen", 5));
        assertEquals(0.5, contexts.overlap("king", "queen"));
        assertEquals(1, contexts.overlap("queen", "king"));
        assertEquals(List.of(), contexts.shared("king", "mat", 5));
        assertEquals(2, contexts.count("queen"));
        assertEquals(new Shared("", "n", 1, 1), new WordContexts("ann\nona\n", true).shared("a", "o", 5).getFirst());
    }
}
