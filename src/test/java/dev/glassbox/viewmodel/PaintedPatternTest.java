package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.viewmodel.PaintedPattern.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaintedPatternTest {
    private static final int T = 4;
    private static final float[] OWN = {1, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0.2f, 0.2f, 0.6f, 0, 0.25f, 0.25f, 0.25f, 0.25f};

    private static double sum(float[] weights, int row) {
        double sum = 0;
        for (int key = 0; key < T; key++) {
            sum += weights[row * T + key];
        }
        return sum;
    }

    @Test
    void aForcedCellTakesItsRowWithItWhenSumsAreKept() {
        PaintedPattern painted = PaintedPattern.blank(1, 2, T).with(2, 0, 0.5f, OWN, MaskRule.CAUSAL, true);
        float[] shown = painted.over(OWN);
        assertEquals(0.5f, shown[2 * T]);
        assertEquals(0.125f, shown[2 * T + 1], 1e-6);
        assertEquals(0.375f, shown[2 * T + 2], 1e-6, "the others keep their ratio");
        assertEquals(1, sum(shown, 2), 1e-6);
        assertEquals(OWN[3 * T], shown[3 * T], "other rows stay");
        assertEquals(3, ((Ablation.Painted) painted.ablation()).cells().size());
    }

    @Test
    void whereNothingIsLeftToScaleTheRestIsSharedEvenly() {
        float[] shown = PaintedPattern.blank(0, 0, T).with(2, 2, 0.4f, new float[T * T], MaskRule.CAUSAL, true).over(OWN);
        assertEquals(0.3f, shown[2 * T], 1e-6);
        assertEquals(0.3f, shown[2 * T + 1], 1e-6);
    }

    @Test
    void aSingleCellIsCutWhenSumsAreNotKept() {
        PaintedPattern painted = PaintedPattern.blank(1, 2, T).with(2, 0, 0, OWN, MaskRule.CAUSAL, false);
        assertEquals(0.8, sum(painted.over(OWN), 2), 1e-6);
        assertEquals(new Ablation.Painted(1, 2, java.util.List.of(new Ablation.Edge(1, 2, 2, 0, 0))), painted.ablation());
        assertFalse(painted.nothing());
    }

    @Test
    void whatTheMaskClosesCannotBePainted() {
        PaintedPattern blank = PaintedPattern.blank(0, 0, T);
        assertSame(blank, blank.with(1, 3, 1, OWN, MaskRule.CAUSAL, true));
        assertTrue(blank.nothing());
    }

    @ParameterizedTest
    @EnumSource(Stamp.class)
    void everyStampFillsEveryOpenCellAndEveryRowSumsToOne(Stamp stamp) {
        PaintedPattern painted = PaintedPattern.blank(0, 0, T).stamped(stamp, MaskRule.CAUSAL);
        for (int row = 0; row < T; row++) {
            assertEquals(1, sum(painted.weights(), row), 1e-6);
            for (int key = 0; key < T; key++) {
                assertEquals(key <= row, painted.painted()[row * T + key]);
            }
        }
        int target = switch (stamp) {
            case PREVIOUS -> 2;
            case FIRST -> 0;
            case ITSELF -> 3;
            case EVEN -> 1;
        };
        assertEquals(stamp == Stamp.EVEN ? 0.25f : 1, painted.weights()[3 * T + target]);
    }
}
