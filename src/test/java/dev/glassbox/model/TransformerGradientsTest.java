package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Dropout;
import dev.glassbox.nn.GradientCheck;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.RotaryPositions;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import dev.glassbox.tensor.WorkspaceLayout;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole models against finite differences, in a mix of all switches where every pair of settings of two switches occurs together.
class TransformerGradientsTest {
    private static final int[] LEVELS = {6, 3, 2, 2, 2, 5, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    private static final int[] IDS = {3, 1, 4, 1, 5, 2, 6, 5, 3, 5};
    private static final int[] TARGETS = {1, 4, -1, 5, 0, 6, 5, 3, 5, -1};

    /// Row after row, each the one of some candidates that covers most pairs not yet covered.
    static List<int[]> mix() {
        return Pairwise.rows(LEVELS);
    }

    static ModelConfig config(int... s) {
        PositionScheme.Kind[] positions = PositionScheme.Kind.values();
        return ModelConfig.gpt2Style(7, 6, 2, 2, 8).withDFf(11)
                .withPositions(s[0] == 5 ? PositionScheme.Kind.ROPE : positions[s[0]])
                .withRopePairs(s[0] == 5 ? RotaryPositions.Pairs.ADJACENT : RotaryPositions.Pairs.HALF).withRopeTheta(50)
                .withNorm(Norm.Kind.values()[s[1]]).withNormPlace(Norm.Place.values()[s[2]]).withNormGain(s[3] == 0)
                .withEmbeddingNorm(s[4] == 1).withActivation(Activation.values()[s[5]]).withCausal(s[6] == 0).withScaleScores(s[7] == 0)
                .withAttnOutputProjection(s[8] == 0).withResidual(s[9] == 0).withFfn(s[10] == 0).withBias(s[11] == 0).withTied(s[12] == 0)
                .withNKvHead(s[13] == 0 ? 2 : 1).withNormEpsilon(1e-2);
    }

    @ParameterizedTest
    @MethodSource("mix")
    void gradientsOfEveryPairOfSwitches(int... switches) {
        ModelConfig config = config(switches);
        Transformer model = new Transformer(config);
        Parameters params = new Parameters(model.layout());
        System.arraycopy(GradientCheck.random("model", model.layout().size(), 0.3), 0, params.values(), 0, model.layout().size());
        try (RowPool pool = new RowPool(1)) {
            Workspace work = model.workspace(2, 5, true);
            Pass pass = new Pass(params, work, Kernels.scalar(), pool, Probe.NONE)
                    .withDropout(switches[14] == 0 ? Dropout.NONE : new Dropout(0.2, 1, 1));
            DoubleSupplier loss = () -> {
                model.forward(pass, IDS, 2, 5);
                return model.loss(pass, TARGETS);
            };
            loss.getAsDouble();
            model.backward(pass);
            boolean relu = config.ffn() && config.activation() == Activation.RELU;
            BooleanSupplier smooth = relu ? sidesOfTheKink(model, work, loss) : () -> true;
            double largest = 0;
            for (float g : params.grads()) {
                largest = Math.max(largest, Math.abs(g));
            }
            assertTrue(largest > 0.02, "all gradients are nearly zero: the check would prove nothing");
            int checked = 0;
            for (Parameter parameter : model.layout().parameters()) {
                checked += GradientCheck.check(config + " " + parameter.name(), params.values(), parameter.offset(), parameter.end(),
                        params.grads(), parameter.offset(), loss, smooth, 3e-5);
            }
            assertTrue(checked >= model.layout().size() / 3, "only " + checked + " of " + model.layout().size() + " elements are far enough from a kink");
        }
    }

    /// Whether all inputs of ReLU in the last pass have the same sign as in this one.
    private static BooleanSupplier sidesOfTheKink(Transformer model, Workspace work, DoubleSupplier loss) {
        WorkspaceLayout slots = model.slots();
        loss.getAsDouble();
        List<float[]> first = IntStream.range(0, model.config().nLayer()).mapToObj(l -> work.values(slots.find("mlp_pre", l)).clone()).toList();
        return () -> {
            for (int layer = 0; layer < first.size(); layer++) {
                float[] now = work.values(slots.find("mlp_pre", layer));
                for (int i = 0; i < now.length; i++) {
                    if (now[i] > 0 != first.get(layer)[i] > 0) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    @Test
    void everyPairOfSettingsOccurs() {
        List<int[]> rows = mix();
        for (int a = 0; a < LEVELS.length; a++) {
            for (int b = a + 1; b < LEVELS.length; b++) {
                int first = a;
                int second = b;
                long pairs = rows.stream().map(row -> row[first] * 100 + row[second]).distinct().count();
                assertEquals(LEVELS[a] * LEVELS[b], pairs, "pairs of switches " + a + " and " + b);
            }
        }
    }
}
