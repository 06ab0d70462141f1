package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.GradientCheck;
import dev.glassbox.nn.KvCache;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reading token by token with a cache gives the same bits as reading everything again.
class DecoderTest {
    private static final int[] IDS = ids(90, 19);

    private static int[] ids(int count, int vocabSize) {
        float[] random = GradientCheck.random("ids", count, 100);
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = Math.floorMod((int) random[i], vocabSize);
        }
        return ids;
    }

    static List<ModelConfig> models() {
        ModelConfig gpt = ModelConfig.gpt2Style(19, 90, 2, 3, 24).withInitStd(0.3);
        return List.of(gpt,
                gpt.withNKvHead(1).withPositions(PositionScheme.Kind.ROPE).withNorm(Norm.Kind.RMSNORM).withActivation(Activation.SWIGLU)
                        .withBias(false).withTied(false),
                gpt.withPositions(PositionScheme.Kind.ALIBI).withNormPlace(Norm.Place.POST).withEmbeddingNorm(true),
                gpt.withPositions(PositionScheme.Kind.SINUSOIDAL).withFfn(false).withAttnOutputProjection(false),
                gpt.withResidual(false).withPositions(PositionScheme.Kind.NONE),
                gpt.withCausal(false));
    }

    private static Parameters weights(Transformer model) {
        Parameters drawn = new Parameters(model.layout());
        model.initialize(drawn, 1);
        return new Parameters(model.layout(), drawn.values());
    }

    private static float[] whole(Transformer model, Parameters weights, int[] window, RowPool pool, Kernels kernels) {
        Pass pass = new Pass(weights, model.workspace(1, window.length, false), kernels, pool, Probe.NONE);
        model.forward(pass, window, 1, window.length);
        float[] logits = pass.work().logits().copy();
        return Arrays.copyOfRange(logits, logits.length - model.config().vocabSize(), logits.length);
    }

    @ParameterizedTest
    @MethodSource("models")
    void logitsAreThoseOfAWholePassBitForBit(ModelConfig config) {
        Transformer model = new Transformer(config);
        Parameters weights = weights(model);
        try (RowPool pool = new RowPool(2)) {
            for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
                Decoder decoder = new Decoder(model, weights, kernels, pool);
                for (int length : new int[] {1, 2, 3, 70, 71, 40, 90}) {
                    int[] window = Arrays.copyOf(IDS, length);
                    assertArrayEquals(whole(model, weights, window, pool, kernels), decoder.after(window), kernels.name() + ", " + length + " tokens");
                }
                int[] other = Arrays.copyOf(IDS, 20);
                other[7] = (other[7] + 1) % 19;
                assertArrayEquals(whole(model, weights, other, pool, kernels), decoder.after(other), "after another beginning");
            }
        }
    }

    @Test
    void theContextHasAnEnd() {
        Transformer model = new Transformer(ModelConfig.gpt2Style(19, 4, 1, 2, 8));
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(weights(model), model.workspace(1, 1, false), Kernels.best(), pool, Probe.NONE);
            KvCache cache = model.cache(1);
            for (int i = 0; i < 4; i++) {
                model.decode(pass, cache, i);
            }
            assertEquals("The context of 4 tokens is full",
                    assertThrows(IllegalArgumentException.class, () -> model.decode(pass, cache, 1)).getMessage());
        }
    }

    @Test
    void aModelWithoutMaskHasNoCache() {
        assertThrows(IllegalArgumentException.class, () -> new Transformer(ModelConfig.gpt2Style(19, 4, 1, 2, 8).withCausal(false)).cache(1));
    }
}
