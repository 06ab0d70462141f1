package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.Ledger.Part;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.tensor.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {

    @ParameterizedTest
    @CsvSource({"MICROGPT, 4192", "GPT_2, 124439808", "GPT_3, 174604259328", "LLAMA_7B, 6738415616", "LLAMA_2_70B, 68976648192"})
    void publishedModelsAreExactToTheUnit(KnownModels model, long weights) {
        assertEquals(weights, Ledger.of(model.config()).total());
        assertEquals(weights, model.config().parameterCount());
    }

    @Test
    void everyTensorOfEveryVariantHasTheSizeTheModelReallyGivesIt() {
        for (int[] s : Pairwise.rows(5, 3, 2, 2, 2, 5, 2, 2, 2, 2, 2)) {
            ModelConfig config = ModelConfig.gpt2Style(11, 6, 3, 4, 8).withDFf(13).withPositions(PositionScheme.Kind.values()[s[0]])
                    .withNorm(Norm.Kind.values()[s[1]]).withNormPlace(Norm.Place.values()[s[2]]).withNormGain(s[3] == 0)
                    .withEmbeddingNorm(s[4] == 1).withActivation(Activation.values()[s[5]]).withAttnOutputProjection(s[6] == 0)
                    .withFfn(s[7] == 0).withBias(s[8] == 0).withTied(s[9] == 0).withNKvHead(s[10] == 0 ? 4 : 2);
            Ledger ledger = Ledger.of(config);
            Map<String, List<Integer>> counted = new HashMap<>();
            for (Parameter p : config.layout().parameters()) {
                int[] dims = p.shape().dims();
                counted.put(p.name(), java.util.Arrays.stream(dims).boxed().toList());
            }
            int named = 0;
            for (Ledger.Tensor tensor : ledger.tensors()) {
                for (int layer = 0; layer < tensor.times(); layer++) {
                    List<Integer> shape = tensor.matrix() ? List.of((int) tensor.rows(), (int) tensor.columns()) : List.of((int) tensor.columns());
                    assertEquals(shape, counted.get(tensor.name(layer)), config + " " + tensor.name(layer));
                    named++;
                }
            }
            assertEquals(counted.size(), named, () -> config + ": tensors without a line");
            assertEquals(config.parameterCount(), ledger.total());
            assertEquals(ledger.total(), ledger.estimate() + ledger.beyondEstimate().stream().mapToLong(Ledger.Line::weights).sum());
        }
    }

    @Test
    void gpt2sFeedForwardIsTwiceItsAttentionNotFourTimes() {
        Ledger gpt2 = Ledger.of(ModelConfig.gpt2());
        assertEquals(2_362_368, gpt2.attention());
        assertEquals(4_722_432, gpt2.feedForward());
        assertEquals(2.0, (double) gpt2.feedForward() / gpt2.attention(), 0.001);
        Ledger llama7 = Ledger.of(KnownModels.LLAMA_7B.config());
        assertEquals(67_108_864, llama7.attention());
        assertEquals(135_266_304, llama7.feedForward());
        assertEquals(2.02, (double) llama7.feedForward() / llama7.attention(), 0.005);
        Ledger llama70 = Ledger.of(KnownModels.LLAMA_2_70B.config());
        assertEquals(4.67, (double) llama70.feedForward() / llama70.attention(), 0.005);
    }

    @Test
    void tiesSaveAQuarterOfGpt2AndNextToNothingOfLlama() {
        assertEquals(163_037_184, Ledger.of(ModelConfig.gpt2().withTied(false)).total());
        assertEquals(0.237, 1 - 124_439_808.0 / 163_037_184, 0.0005);
        long llama = Ledger.of(KnownModels.LLAMA_7B.config()).total();
        assertEquals(0.019, 1 - (double) Ledger.of(KnownModels.LLAMA_7B.config().withTied(true)).total() / llama, 0.0005);
    }

    @Test
    void embeddingTablesAreCountedApart() {
        Ledger gpt2 = Ledger.of(ModelConfig.gpt2());
        assertEquals(38_597_376, gpt2.total(Part.TOKENS));
        assertEquals(786_432, gpt2.total(Part.POSITIONS));
        assertEquals(131_072_000, Ledger.of(KnownModels.LLAMA_7B.config()).total(Part.TOKENS));
        Ledger micro = Ledger.of(ModelConfig.microgpt());
        assertEquals(432, micro.total(Part.TOKENS));
        assertEquals(256, micro.total(Part.POSITIONS));
        assertEquals(688, micro.total(Part.TOKENS) + micro.total(Part.POSITIONS), "the figure of the table counts positions too");
        assertEquals(432, micro.total(Part.HEAD));
    }

    @Test
    void widthsAreThoseOfThePapers() {
        assertEquals(768, KnownModels.GPT_2.config().dModel());
        assertEquals(12_288, KnownModels.GPT_3.config().dModel());
        assertEquals(4_096, KnownModels.LLAMA_7B.config().dModel());
        assertEquals(8_192, KnownModels.LLAMA_2_70B.config().dModel());
        assertEquals(28_672, KnownModels.LLAMA_2_70B.config().dFf());
        assertEquals(8, KnownModels.LLAMA_2_70B.config().nKvHead());
    }

    @Test
    void whatTheRuleOfThumbLeavesOutIsNineBiasesAndFourNormsOfD() {
        Ledger gpt2 = Ledger.of(ModelConfig.gpt2());
        Map<String, Long> lines = new HashMap<>();
        gpt2.beyondEstimate().forEach(line -> lines.put(line.what(), line.weights()));
        assertEquals(12L * 12 * 768 * 768, gpt2.estimate());
        assertEquals(12L * 9 * 768, lines.get("biases"));
        assertEquals(12L * 4 * 768 + 2 * 768, lines.get("norms"));
        assertFalse(lines.containsKey("attention is not 4d²"));
        assertFalse(lines.containsKey("untied head"));
    }

    @ParameterizedTest
    @EnumSource(KnownModels.class)
    void everyPartOfAModelIsOnItsLedgerOnce(KnownModels model) {
        Ledger ledger = Ledger.of(model.config());
        long sum = 0;
        for (Part part : Part.values()) {
            sum += ledger.total(part);
        }
        assertEquals(ledger.total(), sum);
    }
}
