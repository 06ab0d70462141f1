package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SaturationTest {

    @Test
    void scoresGrowWithTheSquareRootOfTheWidth() {
        for (int d : new int[] {4, 16, 64, 256}) {
            assertEquals(Math.sqrt(d), Saturation.of(d, 16, 2000, false, 1).deviation(), 0.03 * Math.sqrt(d));
            assertEquals(1, Saturation.of(d, 16, 2000, true, 1).deviation(), 0.03);
        }
    }

    @Test
    void undividedOneKeyTakesNearlyAll() {
        Saturation plain = Saturation.of(64, 16, 4000, false, 1);
        Saturation scaled = Saturation.of(64, 16, 4000, true, 1);
        assertEquals(0.845, plain.top(), 0.01);
        assertEquals(0.247, scaled.top(), 0.01);
        assertEquals(0.41, plain.entropy(), 0.03);
        assertEquals(2.35, scaled.entropy(), 0.03);
        assertEquals(2.77, scaled.mostEntropy(), 0.005);
        assertTrue(plain.gradient() < scaled.gradient() / 3);
        double sum = 0;
        for (float p : plain.weights()) {
            sum += p;
        }
        assertEquals(1, sum, 1e-5);
    }

    /// Two hundred thousand queries of another generator gave 0.8443 and 0.2457; the tutorials' own draw 0.845 and 0.247.
    @Test
    void theTopWeightIsGivenWithItsStandardError() {
        for (long seed = 1; seed <= 5; seed++) {
            Saturation plain = Saturation.of(64, 16, 2000, false, seed);
            Saturation scaled = Saturation.of(64, 16, 2000, true, seed);
            assertEquals(0.0041, plain.topError(), 0.0003);
            assertEquals(0.0021, scaled.topError(), 0.0003);
            for (double known : new double[] {0.8443, 0.845}) {
                assertEquals(known, plain.top(), 3 * plain.topError());
            }
            for (double known : new double[] {0.2457, 0.247}) {
                assertEquals(known, scaled.top(), 3 * scaled.topError());
            }
        }
    }
}
