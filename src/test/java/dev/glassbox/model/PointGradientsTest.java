package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.GradientCheck;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient of the loss with respect to any number inside the model, against finite differences made with an intervention.
class PointGradientsTest {
    private static final int[] IDS = {3, 1, 4, 1, 5};
    private static final int[] TARGETS = {1, 4, 1, 5, -1};
    private static final Set<ProbePoint> POINTS = EnumSet.of(ProbePoint.EMBED, ProbePoint.Q, ProbePoint.K, ProbePoint.V,
            ProbePoint.MASKED_SCORES, ProbePoint.PATTERN, ProbePoint.Z, ProbePoint.ATTN_OUT, ProbePoint.RESID_MID, ProbePoint.MLP_POST,
            ProbePoint.MLP_OUT, ProbePoint.RESID_POST);
    private static final double STEP = 0.01;

    /// Adds a little to one number.
    private record Nudge(ProbePoint at, int block, int[] index, float by) implements Intervention {
        @Override public boolean changes(ProbePoint point, int layer) {
            return point == at && layer == block;
        }

        @Override public void change(ProbePoint point, int layer, Tensor values) {
            values.set(values.get(index) + by, index);
        }
    }

    static List<int[]> mix() {
        return TransformerGradientsTest.mix();
    }

    @ParameterizedTest
    @MethodSource("mix")
    void everyPointOfEveryModel(int... switches) {
        ModelConfig config = TransformerGradientsTest.config(switches);
        if (config.ffn() && config.activation() == Activation.RELU) {
            config = config.withActivation(Activation.SILU); // no kink beside which differences lie
        }
        Transformer model = new Transformer(config);
        Parameters params = new Parameters(model.layout());
        System.arraycopy(GradientCheck.random("model", model.layout().size(), 0.3), 0, params.values(), 0, model.layout().size());
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(params, model.workspace(1, 5, true), Kernels.scalar(), pool, Probe.NONE);
            model.forward(pass, IDS, 1, 5);
            model.loss(pass, TARGETS);
            model.backward(pass);
            float[] plain = params.grads().clone();
            Recorder seen = new Recorder();
            model.forward(pass, IDS, 1, 5);
            model.loss(pass, TARGETS);
            java.util.Arrays.fill(params.grads(), Float.NaN);
            model.backwardSeen(new Pass(params, pass.work(), pass.kernels(), pool, seen));
            model.weightGradients(pass);
            assertArrayEquals(plain, params.grads(), "looking changes no gradient");
            int checked = 0;
            for (ProbePoint point : POINTS) {
                for (int layer = point == ProbePoint.EMBED ? -1 : 0; layer < (point == ProbePoint.EMBED ? 0 : 2); layer++) {
                    checked += seen.get(point, layer) == null ? 0 : check(model, pass, seen, point, layer);
                }
            }
            assertTrue(checked >= 8 * 2 * 3, checked + " checked");
            assertEquals(seen.get(ProbePoint.RESID_PRE, 1).length, seen.get(ProbePoint.RESID_POST, 0).length);
            assertArrayEquals(seen.get(ProbePoint.RESID_PRE, 1), seen.get(ProbePoint.RESID_POST, 0));
        }
    }

    private static int check(Transformer model, Pass pass, Recorder seen, ProbePoint point, int layer) {
        Tensor gradient = seen.tensor(point, layer);
        float[] all = gradient.copy();
        double largest = 1e-3;
        for (float g : all) {
            largest = Math.max(largest, Math.abs(g));
        }
        int[] dims = gradient.shape().dims();
        int checked = 0;
        for (int n = 0; n < 3; n++) {
            int flat = (int) ((n * 7919L + 13 * point.ordinal() + layer + 1) % all.length);
            int[] index = new int[dims.length];
            for (int axis = dims.length - 1, rest = flat; axis >= 0; axis--) {
                index[axis] = rest % dims[axis];
                rest /= dims[axis];
            }
            boolean square = point == ProbePoint.PATTERN || point == ProbePoint.MASKED_SCORES;
            if (square && model.config().causal() && index[2] > index[1]) {
                index[2] = index[1];
            }
            double more = loss(model, pass, new Nudge(point, layer, index, (float) STEP));
            double less = loss(model, pass, new Nudge(point, layer, index, (float) -STEP));
            double numeric = (more - less) / (2 * STEP);
            double exact = gradient.get(index);
            assertEquals(numeric, exact, 1e-2 * Math.max(Math.max(Math.abs(numeric), Math.abs(exact)), 0.02 * largest) + 2e-5,
                    point + " " + layer + " " + java.util.Arrays.toString(index) + " of " + model.config());
            checked++;
        }
        return checked;
    }

    private static double loss(Transformer model, Pass pass, Intervention nudge) {
        model.forward(pass.withIntervention(nudge), IDS, 1, 5);
        return model.loss(pass, TARGETS);
    }
}
