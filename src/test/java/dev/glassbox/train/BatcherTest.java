package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final int[] TEXT = IntStream.range(0, 1000).map(i -> i % 97).toArray();

    @Test
    void targetsAreTheNextTokens() {
        Batch batch = Batch.empty(3, 8);
        new Batcher(TEXT, 8, Objective.NEXT_TOKEN, 97, 1).random(0, batch);
        for (int i = 0; i < 24; i++) {
            assertEquals((batch.ids()[i] + 1) % 97, batch.targets()[i]);
        }
        assertArrayEquals(batch.ids(), Batch.ofWindows(batch.windows()).ids());
        assertArrayEquals(batch.targets(), Batch.ofWindows(batch.windows()).targets());
    }

    @Test
    void aWindowDependsOnItsNumberAndTheSeedOnly() {
        Batch large = Batch.empty(6, 8);
        Batch small = Batch.empty(2, 8);
        Batcher batcher = new Batcher(TEXT, 8, Objective.NEXT_TOKEN, 97, 1);
        batcher.random(10, large);
        batcher.random(14, small);
        assertArrayEquals(Arrays.copyOfRange(large.ids(), 32, 48), small.ids());
        new Batcher(TEXT, 8, Objective.NEXT_TOKEN, 97, 2).random(14, small);
        assertFalse(Arrays.equals(Arrays.copyOfRange(large.ids(), 32, 48), small.ids()));
    }

    @Test
    void windowsReachTheFirstAndTheLastToken() {
        int[] short12 = IntStream.range(0, 12).toArray();
        Batcher batcher = new Batcher(short12, 8, Objective.NEXT_TOKEN, 12, 1);
        Batch batch = Batch.empty(200, 8);
        batcher.random(0, batch);
        assertEquals(0, Arrays.stream(batch.ids()).min().orElseThrow());
        assertEquals(11, Arrays.stream(batch.targets()).max().orElseThrow());
    }

    @Test
    void maskedTokensAreChosenAsInBert() {
        Batch batch = Batch.empty(600, 100);
        new Batcher(TEXT, 100, Objective.MASKED_TOKEN, 98, 1).random(0, batch);
        Batch plain = Batch.empty(600, 100);
        new Batcher(TEXT, 100, Objective.NEXT_TOKEN, 98, 1).random(0, plain);
        int chosen = 0;
        int masked = 0;
        int kept = 0;
        for (int i = 0; i < 60_000; i++) {
            if (batch.targets()[i] < 0) {
                assertEquals(plain.ids()[i], batch.ids()[i]);
                continue;
            }
            assertEquals(plain.ids()[i], batch.targets()[i]);
            chosen++;
            masked += batch.ids()[i] == 97 ? 1 : 0;
            kept += batch.ids()[i] == plain.ids()[i] ? 1 : 0;
        }
        assertEquals(0.158, chosen / 60_000.0, 0.005);
        assertEquals(0.80, masked / (double) chosen, 0.02);
        assertEquals(0.10, kept / (double) chosen, 0.015);
    }

    @Test
    void everyWindowHidesAtLeastOneToken() {
        Batch batch = Batch.empty(300, 3);
        new Batcher(TEXT, 3, Objective.MASKED_TOKEN, 98, 1).random(0, batch);
        for (int b = 0; b < 300; b++) {
            assertTrue(Arrays.stream(batch.targets(), 3 * b, 3 * b + 3).anyMatch(target -> target >= 0));
        }
    }
}
