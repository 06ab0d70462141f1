package dev.glassbox.sample;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.sample.Sampler.Config;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    /// Prefers the successor of the last id, modulo 5.
    private static float[] counting(int[] window) {
        float[] logits = new float[5];
        logits[(window[window.length - 1] + 1) % 5] = 2;
        return logits;
    }

    @Test
    void greedyFollowsTheLargestLogit() {
        Generator generator = new Generator(GeneratorTest::counting, 8, new int[] {2}, new Config(0, 0, 1), Draws.seeded(1));
        generator.run(4, id -> false);
        assertArrayEquals(new int[] {2, 3, 4, 0, 1}, generator.ids());
        assertArrayEquals(new int[] {3, 4, 0, 1}, generator.generated());
    }

    @Test
    void sameSeedSameTextAndAnotherSeedAnotherText() {
        assertArrayEquals(text(7), text(7));
        assertFalse(java.util.Arrays.equals(text(7), text(8)));
    }

    private static int[] text(long seed) {
        Generator generator = new Generator(GeneratorTest::counting, 8, new int[] {0}, new Config(1.5, 0, 1), Draws.seeded(seed));
        generator.run(50, id -> false);
        return generator.ids();
    }

    @Test
    void modelSeesOnlyTheLastTokensOfItsContext() {
        List<Integer> sizes = new ArrayList<>();
        Generator generator = new Generator(window -> {
            sizes.add(window.length);
            return counting(window);
        }, 3, new int[] {0, 1}, new Config(0, 0, 1), Draws.seeded(1));
        generator.run(3, id -> false);
        assertEquals(List.of(2, 3, 3), sizes);
        assertEquals(2, generator.next().windowStart());
    }

    @Test
    void stopsAfterTheStoppingToken() {
        Generator generator = new Generator(GeneratorTest::counting, 8, new int[] {1}, new Config(0, 0, 1), Draws.seeded(1));
        assertEquals(4, generator.run(100, id -> id == 4).orElseThrow().id());
        assertArrayEquals(new int[] {2, 3, 4}, generator.generated());
    }

    @Test
    void peekDoesNotAppend() {
        Generator generator = new Generator(GeneratorTest::counting, 8, new int[] {1}, Config.PLAIN, Draws.seeded(3));
        int first = generator.peek().id();
        assertEquals(first, generator.next().id());
        assertEquals(2, generator.ids().length);
    }

    @Test
    void needsAPrompt() {
        assertThrows(IllegalArgumentException.class, () -> new Generator(GeneratorTest::counting, 8, new int[0], Config.PLAIN, Draws.seeded(1)));
    }
}
