package dev.glassbox.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glassbox.kernel.CounterRandom;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void orderIsThatOfAnOrdinarySort() {
        float[] logits = new float[50_257];
        CounterRandom.of(3, "logits").fillGaussian(logits, 0, logits.length, 5);
        for (int i = 0; i < logits.length; i += 7) {
            logits[i] = Math.round(logits[i]); // many equal ones, both zeros among them
        }
        logits[11] = Float.NEGATIVE_INFINITY;
        logits[12] = -Float.MAX_VALUE;
        logits[13] = Float.MIN_VALUE;
        logits[14] = -0f;
        int[] expected = IntStream.range(0, logits.length).boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -(double) logits[i] + 0.0).thenComparingInt(i -> i)).mapToInt(i -> i).toArray();
        Ranking ranking = Ranking.of(logits);
        assertArrayEquals(expected, ranking.order());
        assertEquals(50_256, ranking.rank(11));
    }

    @Test
    void refusesWhatCannotBeOrdered() {
        assertThrows(IllegalArgumentException.class, () -> Ranking.of(new float[] {1, Float.POSITIVE_INFINITY}));
        assertThrows(IllegalArgumentException.class, () -> Ranking.of(new float[] {Float.NEGATIVE_INFINITY}));
        assertThrows(IllegalArgumentException.class, () -> Ranking.of(new float[] {1}).rank(1));
    }
}
