package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Shape;
import dev.glassbox.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttentionTest {
    private static final ModelConfig CONFIG = ModelConfig.gpt2Style(11, 8, 2, 4, 16).withNKvHead(2).withInitStd(0.5);
    private static final int[] IDS = {3, 1, 4, 1, 5, 9};
    private static final int T = IDS.length;

    private static Recorder look(ModelConfig config, int... ids) {
        Parameters drawn = new Parameters(new Transformer(CONFIG.withPositions(config.positions())).layout());
        new Transformer(CONFIG.withPositions(config.positions())).initialize(drawn, 5);
        return look(config, drawn.values(), ids);
    }

    private static Recorder look(ModelConfig config, float[] weights, int... ids) {
        Transformer model = new Transformer(config);
        Recorder seen = new Recorder();
        try (RowPool pool = new RowPool(2)) {
            Pass pass = new Pass(new Parameters(model.layout(), weights), model.workspace(1, 8, false), Kernels.best(), pool, seen);
            model.forward(pass, ids, 1, ids.length);
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(PositionScheme.Kind.class)
    void aFutureTokenNeverChangesThePast(PositionScheme.Kind positions) {
        ModelConfig config = CONFIG.withPositions(positions);
        float[] before = look(config, IDS).get(ProbePoint.LOGITS, -1);
        int[] changed = IDS.clone();
        changed[4] = 7;
        float[] after = look(config, changed).get(ProbePoint.LOGITS, -1);
        assertArrayEquals(Arrays.copyOf(before, 4 * 11), Arrays.copyOf(after, 4 * 11));
        assertFalse(Arrays.equals(Arrays.copyOfRange(before, 44, 66), Arrays.copyOfRange(after, 44, 66)));
        float[] shorter = look(config, Arrays.copyOf(IDS, 4)).get(ProbePoint.LOGITS, -1);
        assertArrayEquals(Arrays.copyOf(before, 4 * 11), shorter);
    }

    @Test
    void withoutTheMaskTheFutureCounts() {
        float[] before = look(CONFIG.withCausal(false), IDS).get(ProbePoint.LOGITS, -1);
        int[] changed = IDS.clone();
        changed[5] = 7;
        float[] after = look(CONFIG.withCausal(false), changed).get(ProbePoint.LOGITS, -1);
        assertFalse(Arrays.equals(Arrays.copyOf(before, 11), Arrays.copyOf(after, 11)));
    }

    @Test
    void switchesThatKeepTheLayoutWorkOnTheSameWeights() {
        assertEquals(CONFIG.layout(), CONFIG.withCausal(false).withScaleScores(false).layout());
    }

    @Test
    void everyStepFromScoresToPatternCanBeSeen() {
        Recorder seen = look(CONFIG, IDS);
        Tensor scores = seen.tensor(ProbePoint.SCORES, 1);
        Tensor scaled = seen.tensor(ProbePoint.SCALED_SCORES, 1);
        Tensor masked = seen.tensor(ProbePoint.MASKED_SCORES, 1);
        Tensor pattern = seen.tensor(ProbePoint.PATTERN, 1);
        Tensor q = seen.tensor(ProbePoint.Q, 1);
        Tensor k = seen.tensor(ProbePoint.K, 1);
        assertEquals(Shape.of("HTT", 4, T, T), scores.shape());
        assertEquals(Shape.of("THD", T, 2, 4), k.shape());
        for (int h = 0; h < 4; h++) {
            for (int i = 0; i < T; i++) {
                double sum = 0;
                for (int j = 0; j < T; j++) {
                    double dot = 0;
                    for (int d = 0; d < 4; d++) {
                        dot += q.get(i, h, d) * k.get(j, h / 2, d);
                    }
                    assertEquals(dot, scores.get(h, i, j), 1e-4);
                    assertEquals(scores.get(h, i, j) / 2, scaled.get(h, i, j), 1e-6);
                    assertEquals(j <= i ? scaled.get(h, i, j) : Float.NEGATIVE_INFINITY, masked.get(h, i, j));
                    assertTrue(j <= i ? pattern.get(h, i, j) > 0 : pattern.get(h, i, j) == 0);
                    sum += pattern.get(h, i, j);
                }
                assertEquals(1, sum, 1e-5);
            }
        }
    }

    @Test
    void lookingChangesNothing() {
        Transformer model = new Transformer(CONFIG);
        Parameters params = new Parameters(model.layout());
        model.initialize(params, 5);
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(params, model.workspace(1, 8, false), Kernels.best(), pool, Probe.NONE);
            model.forward(pass, IDS, 1, T);
            assertArrayEquals(pass.work().logits().copy(), look(CONFIG, IDS).get(ProbePoint.LOGITS, -1));
        }
    }

    @Test
    void alibiLowersScoresWithDistance() {
        Recorder seen = look(CONFIG.withPositions(PositionScheme.Kind.ALIBI), IDS);
        Tensor scores = seen.tensor(ProbePoint.SCORES, 0);
        Tensor scaled = seen.tensor(ProbePoint.SCALED_SCORES, 0);
        assertEquals(scores.get(0, 5, 1) / 2 - 4 * 0.25, scaled.get(0, 5, 1), 1e-5);
        assertEquals(scores.get(3, 5, 1) / 2 - 4 / 256.0, scaled.get(3, 5, 1), 1e-5);
    }
}
