package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class GlideTest {
    private static final long MS = 1_000_000;
    private final Glide glide = new Glide();

    @Test
    void rareNewsGlideAndArriveExactly() {
        float[] target = {10, -4};
        glide.to(new float[] {0, 0}, 0, false);
        glide.to(target, 1000 * MS, false);
        assertArrayEquals(new float[] {0, 0}, glide.at(1000 * MS));
        float[] half = glide.at(1090 * MS);
        assertTrue(half[0] > 5 && half[0] < 10, "ease-out is past the middle at half time");
        assertSame(target, glide.at(1180 * MS));
        assertFalse(glide.moving(1180 * MS));
    }

    @Test
    void frequentNewsJump() {
        glide.to(new float[] {0, 0}, 0, false);
        glide.to(new float[] {1, 1}, 100 * MS, false);
        assertArrayEquals(new float[] {1, 1}, glide.at(100 * MS));
    }

    @Test
    void reducedMotionJumps() {
        glide.to(new float[] {0, 0}, 0, true);
        glide.to(new float[] {1, 1}, 1000 * MS, true);
        assertFalse(glide.moving(1001 * MS));
    }

    @Test
    void anotherVocabularyJumps() {
        glide.to(new float[] {0, 0}, 0, false);
        glide.to(new float[] {1, 1, 2, 2}, 1000 * MS, false);
        assertArrayEquals(new float[] {1, 1, 2, 2}, glide.at(1001 * MS));
    }
}
