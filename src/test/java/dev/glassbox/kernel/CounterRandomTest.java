package dev.glassbox.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CounterRandomTest {

    private static final int N = 200_000;

    /// Changing these numbers changes every experiment that was ever saved.
    @Test
    void theFirstNumbersOfAStreamNeverChange() {
        CounterRandom random = CounterRandom.of(42, "wte.weight");
        assertEquals(0xea4caf8884ec9929L, random.nextLong());
        assertEquals(0xfdd67d8d108f7baaL, random.nextLong());
        assertEquals(0.84345835f, random.nextFloat());
        assertEquals(-0.6761776908258277, random.nextGaussian());
        assertEquals(341, random.nextInt(1000));
        assertEquals(6, random.position());
    }

    @Test
    void aRestoredPositionContinuesExactly() {
        CounterRandom random = CounterRandom.of(7, "batches");
        for (int i = 0; i < 100; i++) {
            random.nextInt(37);
        }
        long position = random.position();
        double next = random.nextGaussian();
        CounterRandom restored = CounterRandom.of(7, "batches");
        restored.position(position);
        assertEquals(next, restored.nextGaussian());
        assertEquals(random.position(), restored.position());
    }

    @Test
    void streamsOfOtherPurposesAndSeedsAreUncorrelated() {
        for (CounterRandom other : new CounterRandom[] {CounterRandom.of(1, "b"), CounterRandom.of(2, "a"), CounterRandom.of(1, "aa")}) {
            CounterRandom random = CounterRandom.of(1, "a");
            double sum = 0;
            int equal = 0;
            for (int i = 0; i < N; i++) {
                long x = random.nextLong();
                long y = other.nextLong();
                sum += Long.bitCount(x ^ y) - 32;
                equal += x == y ? 1 : 0;
            }
            assertEquals(0, equal);
            // Each term has variance 16, so the mean has standard deviation 4/√N = 0.009.
            assertEquals(0, sum / N, 0.045);
        }
    }

    @Test
    void neighbouringCountersAreUncorrelated() {
        CounterRandom random = CounterRandom.of(1, "x");
        double product = 0;
        double previous = random.nextDouble() - 0.5;
        for (int i = 0; i < N; i++) {
            double next = random.nextDouble() - 0.5;
            product += previous * next;
            previous = next;
        }
        // Variance of a term 1/144.
        assertEquals(0, product / N, 5.0 / 12 / Math.sqrt(N));
    }

    @Test
    void everyBitIsSetHalfOfTheTime() {
        CounterRandom random = CounterRandom.of(0, "");
        int[] ones = new int[64];
        for (int i = 0; i < N; i++) {
            long bits = random.nextLong();
            for (int bit = 0; bit < 64; bit++) {
                ones[bit] += (int) (bits >>> bit) & 1;
            }
        }
        for (int bit = 0; bit < 64; bit++) {
            assertEquals(N / 2.0, ones[bit], 5 * Math.sqrt(N) / 2, "bit " + bit);
        }
    }

    @Test
    void uniformNumbersFillTheirRangeEvenly() {
        CounterRandom random = CounterRandom.of(3, "u");
        int[] ofSeven = new int[7];
        int[] tenths = new int[10];
        for (int i = 0; i < N; i++) {
            ofSeven[random.nextInt(7)]++;
            tenths[(int) (random.nextFloat() * 10)]++;
        }
        for (int count : ofSeven) {
            assertEquals(N / 7.0, count, 5 * Math.sqrt(N / 7.0));
        }
        for (int count : tenths) {
            assertEquals(N / 10.0, count, 5 * Math.sqrt(N / 10.0));
        }
        assertEquals(0, random.nextInt(1));
        assertTrue(random.nextInt(Integer.MAX_VALUE) >= 0);
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
    }

    @Test
    void gaussianNumbersHaveTheMomentsOfANormal() {
        float[] x = new float[N];
        CounterRandom.of(5, "g").fillGaussian(x, 0, N, 2);
        double[] moments = new double[5];
        for (float xi : x) {
            for (int p = 1; p <= 4; p++) {
                moments[p] += Math.pow(xi / 2, p) / N;
            }
        }
        assertEquals(0, moments[1], 5 * Math.sqrt(1.0 / N));
        assertEquals(1, moments[2], 5 * Math.sqrt(2.0 / N));
        assertEquals(0, moments[3], 5 * Math.sqrt(15.0 / N));
        assertEquals(3, moments[4], 5 * Math.sqrt(96.0 / N));
    }

    @Test
    void fillingTwoHalvesEqualsFillingAtOnce() {
        float[] whole = new float[10];
        float[] halves = new float[10];
        CounterRandom.of(5, "g").fillGaussian(whole, 0, 10, 1);
        CounterRandom random = CounterRandom.of(5, "g");
        random.fillGaussian(halves, 0, 4, 1);
        random.fillGaussian(halves, 4, 10, 1);
        assertArrayEquals(whole, halves);
        assertNotEquals(whole[0], whole[1]);
    }
}
