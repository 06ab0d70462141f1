package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.nn.AlibiPositions;
import dev.glassbox.nn.RotaryPositions.Pairs;
import dev.glassbox.nn.SinusoidalPositions;
import org.junit.jupiter.api.Test;

class PositionMathTest {

    @Test
    void theWaveOfTheTextbookWhateverTheLength() {
        assertEquals(0.841, Math.sin(2 * 0.5), 5e-4);
        for (int length : new int[] {3, 10, 100, 2_000}) { // an index means the same in a text of any length
            assertEquals(SinusoidalPositions.table(length, 16)[2 * 16], SinusoidalPositions.table(3, 16)[2 * 16]);
        }
    }

    @Test
    void theFormulaIsWhatTheModelAdds() {
        float[] table = SinusoidalPositions.table(40, 64);
        for (int p = 0; p < 40; p++) {
            double[] row = PositionMath.sinusoidal(p, 64);
            for (int c = 0; c < 64; c++) {
                assertEquals(row[c], table[p * 64 + c], 1e-6);
                assertTrue(Math.abs(row[c]) <= 1);
            }
        }
        assertEquals(0.316, PositionMath.speed(4, 64, 10_000), 5e-4);
        assertEquals(6.28, PositionMath.period(0, 64, 10_000), 5e-3);
        assertEquals(0.947, PositionMath.sinusoidal(6, 64)[8], 5e-4);
        assertEquals(-0.321, PositionMath.sinusoidal(6, 64)[9], 5e-4);
    }

    @Test
    void movingAnEncodingIsARotationThatDoesNotDependOnThePosition() {
        for (int d : new int[] {4, 64, 768}) {
            for (int k : new int[] {0, 1, 7, 500}) {
                for (int p : new int[] {0, 3, 100, 1_000}) {
                    assertTrue(PositionMath.shiftError(p, k, d) < 1e-9, "p " + p + " k " + k);
                }
            }
        }
    }

    @Test
    void turningQueryAndKeyByTheSameAmountKeepsTheirProduct() {
        double[] q = PositionMath.widen(ProjectionTest.random(16, 1), 0, 16);
        double[] k = PositionMath.widen(ProjectionTest.random(16, 2), 0, 16);
        for (Pairs pairs : Pairs.values()) {
            double product = PositionMath.dot(PositionMath.rotated(q, 9, 10_000, pairs), PositionMath.rotated(k, 4, 10_000, pairs));
            for (int by : new int[] {1, 50, 3_000}) {
                assertEquals(product, PositionMath.dot(PositionMath.rotated(q, 9 + by, 10_000, pairs), PositionMath.rotated(k, 4 + by, 10_000, pairs)), 1e-9);
            }
            assertNotEquals(product, PositionMath.dot(PositionMath.rotated(q, 9, 10_000, pairs), PositionMath.rotated(k, 5, 10_000, pairs)), 1e-3);
            assertArrayEquals(q, PositionMath.rotated(PositionMath.rotated(q, 12, 10_000, pairs), -12, 10_000, pairs), 1e-12);
        }
    }

    @Test
    void eightHeadsHaveTheSlopesOneHalfToOneInTwoHundredFiftySix() {
        float[] slopes = AlibiPositions.slopes(8);
        for (int h = 0; h < 8; h++) {
            assertEquals(Math.pow(2, -(h + 1)), slopes[h]);
        }
    }

    @Test
    void theIndexOverpowersAndTheNormalizedIndexMoves() {
        assertEquals(0.667, PositionMath.normalized(2, 3), 5e-4);
        assertEquals(0.02, PositionMath.normalized(2, 100), 1e-12);
        assertEquals(15_992, PositionMath.rawIndexNorm(1_999, 64), 1);
        float[] token = ProjectionTest.random(64, 5);
        float[] sum = token.clone();
        for (int c = 0; c < 64; c++) {
            sum[c] += 1_999;
        }
        assertTrue(Math.abs(VectorPair.of(token, sum).cosine()) < 0.35, "of the word next to nothing is left");
    }
}
