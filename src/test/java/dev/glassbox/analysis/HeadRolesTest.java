package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.analysis.HeadRoles.Hint;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class HeadRolesTest {
    private static final int[] IDS = {5, 6, 7, 8, 5, 6, 7, 8};

    /// Each query reads one key only.
    private static float[] reads(IntUnaryOperator key) {
        int time = IDS.length;
        float[] pattern = new float[time * time];
        for (int query = 0; query < time; query++) {
            pattern[query * time + key.applyAsInt(query)] = 1;
        }
        return pattern;
    }

    @Test
    void oneKeyPatternsGetTheirName() {
        assertEquals(Hint.PREVIOUS, HeadRoles.of(reads(q -> Math.max(0, q - 1)), 0, IDS).hint());
        assertEquals(Hint.FIRST, HeadRoles.of(reads(q -> 0), 0, IDS).hint());
        assertEquals(Hint.SELF, HeadRoles.of(reads(q -> q), 0, IDS).hint());
        assertEquals(Hint.SAME, HeadRoles.of(reads(q -> q < 4 ? (q * 7 + 1) % (q + 1) : q - 4), 0, IDS).hint());
        assertEquals(Hint.INDUCTION, HeadRoles.of(reads(q -> q < 4 ? 0 : q - 3), 0, IDS).hint());
        assertEquals(1, HeadRoles.of(reads(q -> q < 4 ? 0 : q - 3), 0, IDS).induction());
    }

    @Test
    void anEvenCausalPatternIsSpreadOutAndMixed() {
        int time = IDS.length;
        float[] pattern = new float[2 * time * time];
        double entropy = 0;
        for (int query = 0; query < time; query++) {
            for (int key = 0; key <= query; key++) {
                pattern[time * time + query * time + key] = 1f / (query + 1);
            }
            entropy += Math.log(query + 1);
        }
        HeadRoles roles = HeadRoles.of(pattern, 1, IDS);
        assertEquals(Hint.MIXED, roles.hint());
        assertEquals(1, roles.spread(), 1e-6);
        assertEquals(entropy / (time - 1), roles.entropy(), 1e-6);
    }

    @Test
    void oneTokenHasNoChoice() {
        HeadRoles roles = HeadRoles.of(new float[] {1}, 0, new int[] {3});
        assertEquals(0, roles.entropy());
        assertTrue(Double.isNaN(roles.same()) && Double.isNaN(roles.induction()));
    }

    @Test
    void aLongValueOutweighsALargeWeight() {
        ValueShares shares = ValueShares.of(new float[] {0.8f, 0.2f}, new float[] {0.1f, 0, 0, 1.2f}, 2);
        assertEquals(0.25, shares.shares()[0], 1e-6);
        assertEquals(0.75, shares.shares()[1], 1e-6);
        assertEquals(1.2, shares.lengths()[1], 1e-6);
    }
}
