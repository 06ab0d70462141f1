package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CrossAttentionTest {

    /// Two queries, three keys, two numbers each; counted by hand.
    @Test
    void queriesOfOneSequenceReadTheOther() {
        float[] q = {1, 0, 0, 2};
        float[] k = {1, 0, 0, 1, 1, 1};
        float[] v = {10, 0, 0, 10, 10, 10};
        CrossAttention cross = CrossAttention.of(q, k, v, 2, 2);
        assertArrayEquals(new float[] {0.5f, 0, 0.5f, 0, 1, 1}, cross.scores());
        double e = Math.exp(0.5);
        assertEquals(e / (2 * e + 1), cross.weights()[0], 1e-7);
        assertEquals(Math.E / (2 * Math.E + 1), cross.weights()[4], 1e-7);
        assertEquals(10 * 2 * e / (2 * e + 1), cross.mixed()[0], 1e-5);
        assertEquals(10 * 2 * Math.E / (2 * Math.E + 1), cross.mixed()[3], 1e-5);
        for (int row = 0; row < 2; row++) {
            assertEquals(1, cross.weights()[row * 3] + cross.weights()[row * 3 + 1] + cross.weights()[row * 3 + 2], 1e-6);
        }
    }
}
