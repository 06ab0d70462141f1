package dev.glassbox.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotaryPositionsTest {

    @ParameterizedTest
    @EnumSource(RotaryPositions.Pairs.class)
    void scoreDependsOnTheDistanceOnly(RotaryPositions.Pairs pairs) {
        RotaryPositions rope = new RotaryPositions(64, 8, pairs, 100);
        double first = score(rope, 5, 2);
        assertEquals(first, score(rope, 13, 10), 1e-5);
        assertEquals(first, score(rope, 63, 60), 1e-5);
        assertTrue(Math.abs(first - score(rope, 5, 3)) > 1e-3, "another distance gave the same score");
    }

    private static double score(RotaryPositions rope, int i, int j) {
        float[] q = GradientCheck.random("q", 8, 1);
        float[] k = GradientCheck.random("k", 8, 1);
        rope.rotate(q, 0, i);
        rope.rotate(k, 0, j);
        double sum = 0;
        for (int c = 0; c < 8; c++) {
            sum += (double) q[c] * k[c];
        }
        return sum;
    }

    @Test
    void turningBackRestoresTheVector() {
        RotaryPositions rope = new RotaryPositions(64, 8, RotaryPositions.Pairs.HALF, 10000);
        float[] turned = GradientCheck.random("q", 8, 1);
        float[] original = turned.clone();
        rope.rotate(turned, 0, 40);
        assertNotEquals(original[0], turned[0]);
        rope.rotateBack(turned, 0, 40);
        assertArrayEquals(original, turned, 1e-6f);
    }

    @Test
    void pairsAreNeighboursOrHalvesApart() {
        float[] half = {1, 0, 0, 0};
        float[] adjacent = {1, 0, 0, 0};
        new RotaryPositions(2, 4, RotaryPositions.Pairs.HALF, 10000).rotate(half, 0, 1);
        new RotaryPositions(2, 4, RotaryPositions.Pairs.ADJACENT, 10000).rotate(adjacent, 0, 1);
        float sin = (float) Math.sin(1);
        assertEquals(sin, half[2], 1e-6);
        assertEquals(sin, adjacent[1], 1e-6);
    }
}
