package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.GradientCheck;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterventionTest {
    private static final int[] IDS = {3, 1, 4, 1, 5, 2, 6, 5, 3, 5};
    private static final Set<ProbePoint> CHANGEABLE = EnumSet.of(ProbePoint.EMBED, ProbePoint.Q, ProbePoint.K, ProbePoint.V,
            ProbePoint.PATTERN, ProbePoint.Z, ProbePoint.ATTN_OUT, ProbePoint.RESID_MID, ProbePoint.MLP_POST, ProbePoint.MLP_OUT,
            ProbePoint.RESID_POST);

    private static Parameters drawn(Transformer model) {
        Parameters params = new Parameters(model.layout());
        System.arraycopy(GradientCheck.random("model", model.layout().size(), 0.3), 0, params.values(), 0, model.layout().size());
        return params;
    }

    private static float[] logits(Transformer model, Intervention intervention, Probe probe) {
        try (RowPool pool = new RowPool(2)) {
            Pass pass = new Pass(drawn(model), model.workspace(2, 5, false), Kernels.best(), pool, probe).withIntervention(intervention);
            model.forward(pass, IDS, 2, 5);
            return pass.work().logits().copy();
        }
    }

    static List<int[]> mix() {
        return TransformerGradientsTest.mix();
    }

    @ParameterizedTest
    @MethodSource("mix")
    void whatIsOfferedButNotChangedLeavesEveryBit(int... switches) {
        Transformer model = new Transformer(TransformerGradientsTest.config(switches));
        Set<ProbePoint> offered = EnumSet.noneOf(ProbePoint.class);
        Intervention looksOnly = new Intervention() {
            @Override public boolean changes(ProbePoint point, int layer) {
                return CHANGEABLE.contains(point);
            }

            @Override public void change(ProbePoint point, int layer, Tensor values) {
                offered.add(point);
            }
        };
        assertArrayEquals(logits(model, Intervention.NONE, Probe.NONE), logits(model, looksOnly, Probe.NONE));
        assertArrayEquals(logits(model, Intervention.NONE, Probe.NONE), logits(model, looksOnly, new Recorder()));
        boolean ffn = model.config().ffn();
        Set<ProbePoint> expected = EnumSet.copyOf(CHANGEABLE);
        if (!ffn) {
            expected.removeAll(List.of(ProbePoint.MLP_POST, ProbePoint.MLP_OUT));
        }
        assertEquals(expected, offered);
    }

    @ParameterizedTest
    @MethodSource("mix")
    void theOtherMaskIsThatOfTheOtherModel(int... switches) {
        ModelConfig config = TransformerGradientsTest.config(switches);
        float[] other = logits(new Transformer(config.withCausal(!config.causal())), Intervention.NONE, Probe.NONE);
        Intervention mask = new Intervention() {
            @Override public boolean masks(int layer) {
                return true;
            }

            @Override public boolean open(int layer, int head, int query, int key) {
                return config.causal() || key <= query;
            }
        };
        assertArrayEquals(other, logits(new Transformer(config), mask, Probe.NONE), 2e-5f);
    }

    @Test
    void aCutResidualConnectionIsTheModelWithoutIt() {
        ModelConfig config = ModelConfig.gpt2Style(7, 6, 1, 2, 8).withNormEpsilon(1e-2);
        Intervention cut = new Intervention() {
            @Override public boolean cutsResidual(int layer, boolean feedForward) {
                return true;
            }
        };
        assertArrayEquals(logits(new Transformer(config.withResidual(false)), Intervention.NONE, Probe.NONE),
                logits(new Transformer(config), cut, Probe.NONE));
    }

    @Test
    void whatIsChangedIsSeenChangedAndOnlyWhatFollowsDiffers() {
        Transformer model = new Transformer(ModelConfig.gpt2Style(7, 6, 2, 2, 8));
        Intervention zero = new Intervention() {
            @Override public boolean changes(ProbePoint point, int layer) {
                return point == ProbePoint.Z && layer == 1;
            }

            @Override public void change(ProbePoint point, int layer, Tensor values) {
                values.set(0, 1, 2, 0, 3);
            }
        };
        Recorder before = new Recorder();
        Recorder after = new Recorder();
        logits(model, Intervention.NONE, before);
        logits(model, zero, after);
        int at = ((1 * 5 + 2) * 2 + 0) * 4 + 3;
        assertEquals(0, after.get(ProbePoint.Z, 1)[at]);
        float[] restored = after.get(ProbePoint.Z, 1).clone();
        restored[at] = before.get(ProbePoint.Z, 1)[at];
        assertArrayEquals(before.get(ProbePoint.Z, 1), restored);
        assertArrayEquals(before.get(ProbePoint.RESID_POST, 0), after.get(ProbePoint.RESID_POST, 0));
        float[] a = before.get(ProbePoint.RESID_POST, 1);
        float[] b = after.get(ProbePoint.RESID_POST, 1);
        for (int row = 0; row < 10; row++) {
            boolean same = Arrays.equals(Arrays.copyOfRange(a, row * 8, row * 8 + 8), Arrays.copyOfRange(b, row * 8, row * 8 + 8));
            assertTrue(same == (row != 7), "row " + row);
        }
    }
}
