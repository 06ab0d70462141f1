package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.tensor.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelConfigTest {

    @Test
    void gpt2SmallHasAsManyWeightsAsPublished() {
        assertEquals(124_439_808, ModelConfig.gpt2().parameterCount());
        assertEquals(124_439_808, ModelConfig.gpt2().layout().size());
    }

    @Test
    void aHeadOfGpt2Is64WideAndItsFeedForwardFourTimesTheStream() {
        ModelConfig gpt2 = ModelConfig.gpt2();
        assertEquals(64, gpt2.dHead(), "768 / 12, not d_k / h");
        assertEquals(4 * 768, gpt2.dFf());
    }

    @Test
    void microgptHas4192Weights() {
        assertEquals(4192, ModelConfig.microgpt().parameterCount());
    }

    @Test
    void countAgreesWithTheLayoutForEveryMixOfSwitches() {
        for (int[] s : Pairwise.rows(5, 3, 2, 2, 2, 5, 2, 2, 2, 2)) {
            ModelConfig config = ModelConfig.gpt2Style(7, 6, 2, 2, 8).withPositions(PositionScheme.Kind.values()[s[0]])
                    .withNorm(Norm.Kind.values()[s[1]]).withNormPlace(Norm.Place.values()[s[2]]).withNormGain(s[3] == 0)
                    .withEmbeddingNorm(s[4] == 1).withActivation(Activation.values()[s[5]]).withFfn(s[6] == 0).withBias(s[7] == 0)
                    .withTied(s[8] == 0).withNKvHead(1 + s[9]);
            assertEquals(config.layout().size(), config.parameterCount(), config.toString());
        }
    }

    @Test
    void impossibleSizesAreRefusedInOneSentence() {
        ModelConfig good = ModelConfig.gpt2Style(10, 8, 1, 4, 16);
        assertRefused("n_head: 3 heads do not divide n_embd 16 evenly; choose a divisor of n_embd", () -> good.withNHead(3));
        assertRefused("n_kv_head: 3 does not divide n_head 4 evenly; choose a divisor of n_head", () -> good.withNKvHead(3));
        assertRefused("n_layer: 0 must be at least 1", () -> good.withNLayer(0));
        assertRefused("positions: rope turns pairs of channels, but a head has 1; make n_embd / n_head even",
                () -> good.withNHead(16).withPositions(PositionScheme.Kind.ROPE));
    }

    private static void assertRefused(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void initialWeightsOfAParameterDoNotDependOnTheOthers() {
        Transformer bare = new Transformer(ModelConfig.gpt2Style(10, 8, 1, 4, 16).withPositions(PositionScheme.Kind.NONE));
        Transformer full = new Transformer(ModelConfig.gpt2Style(10, 8, 1, 4, 16).withTied(false));
        Parameters a = new Parameters(bare.layout());
        Parameters b = new Parameters(full.layout());
        bare.initialize(a, 3);
        full.initialize(b, 3);
        for (String name : List.of("wte.weight", "h.0.attn.c_attn.weight", "h.0.mlp.c_proj.weight")) {
            assertArrayEquals(a.tensor(name).copy(), b.tensor(name).copy(), name);
        }
    }

    @Test
    void initialWeightsHaveTheSpreadOfGpt2() {
        Transformer model = new Transformer(ModelConfig.gpt2Style(200, 8, 8, 4, 64));
        Parameters params = new Parameters(model.layout());
        model.initialize(params, 3);
        assertEquals(0.02, spread(params, "wte.weight"), 5e-4);
        assertEquals(0.02 / 4, spread(params, "h.7.mlp.c_proj.weight"), 1e-4);
        assertEquals(1, params.tensor("ln_f.weight").get(3));
        assertEquals(0, params.tensor("h.0.mlp.c_fc.bias").get(3));
    }

    private static double spread(Parameters params, String name) {
        double sum = 0;
        float[] values = params.tensor(name).copy();
        for (float value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    @Test
    void differencesNameTheSwitch() {
        ModelConfig a = ModelConfig.gpt2Style(10, 8, 1, 4, 16);
        assertEquals(List.of("norm: layernorm → rmsnorm", "causal: true → false"), a.differences(a.withNorm(Norm.Kind.RMSNORM).withCausal(false)));
        assertTrue(a.differences(a).isEmpty());
    }
}
