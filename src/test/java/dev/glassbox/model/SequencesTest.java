package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Dropout;
import dev.glassbox.nn.GradientCheck;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A batch taken through the model sequence by sequence.
class SequencesTest {
    private static final int BATCH = 6;
    private static final int TIME = 5;

    static List<int[]> mix() {
        return TransformerGradientsTest.mix();
    }

    @Test
    void everySequenceIsInOneGroup() {
        for (int batch = 1; batch < 40; batch++) {
            for (int time : new int[] {1, 16, 32, 47, 48, 256}) {
                Sequences groups = Sequences.of(batch, time);
                int next = 0;
                for (int group = 0; group < groups.count(); group++) {
                    assertEquals(next, groups.from(group), groups + ", group " + group);
                    next = groups.to(group);
                }
                assertEquals(batch, next, groups.toString());
            }
        }
    }

    @Test
    void theyAreForBatchesThatKeepAllThreadsBusy() {
        assertTrue(Sequences.of(12, 64).busy(2));
        assertTrue(Sequences.of(12, 64).busy(4));
        assertTrue(Sequences.of(1, 64).busy(1));
        assertFalse(Sequences.of(1, 64).busy(2));
        assertFalse(Sequences.of(3, 64).busy(2));
        assertFalse(Sequences.of(6, 64).busy(4));
    }

    @Test
    void aWorkspaceForViewingIsRefusedInOneSentence() {
        Transformer model = new Transformer(ModelConfig.gpt2Style(7, 6, 1, 2, 8));
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(new Parameters(model.layout()), model.workspace(1, 2, false), Kernels.scalar(), pool, Probe.NONE);
            assertThrows(IllegalStateException.class, () -> model.gradients(pass, new int[] {1, 2}, new int[] {2, 3}, 1, 2));
        }
    }

    @ParameterizedTest
    @MethodSource("mix")
    void lossAndGradientsHaveTheBitsOfTheWayStageByStage(int... switches) {
        Transformer model = new Transformer(TransformerGradientsTest.config(switches));
        Parameters byStage = new Parameters(model.layout());
        Parameters bySequence = new Parameters(model.layout());
        float[] weights = GradientCheck.random("model", model.layout().size(), 0.3);
        System.arraycopy(weights, 0, byStage.values(), 0, weights.length);
        System.arraycopy(weights, 0, bySequence.values(), 0, weights.length);
        int[] ids = new int[BATCH * TIME];
        int[] targets = new int[BATCH * TIME];
        Arrays.setAll(ids, i -> (i * 5 + i / 7) % 7);
        Arrays.setAll(targets, i -> i % 8 - 1);
        assertTrue(Sequences.of(BATCH, TIME).busy(2), "the test would compare the same way twice");
        try (RowPool pool = new RowPool(2)) {
            Dropout dropout = switches[14] == 0 ? Dropout.NONE : new Dropout(0.2, 1, 1);
            Pass staged = new Pass(byStage, model.workspace(BATCH, TIME, true), Kernels.best(), pool, Probe.NONE).withDropout(dropout);
            model.forward(staged, ids, BATCH, TIME);
            double loss = model.loss(staged, targets);
            model.backward(staged);
            Pass sequenced = new Pass(bySequence, model.workspace(BATCH, TIME, true), Kernels.best(), pool, Probe.NONE).withDropout(dropout);
            assertEquals(loss, model.gradients(sequenced, ids, targets, BATCH, TIME));
            assertArrayEquals(byStage.grads(), bySequence.grads());
            assertTrue(loss > 0.1 && loss < 20, "loss " + loss);
        }
    }
}
