package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.GradientCheck;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AblationTest {
    private static final int[] IDS = {3, 1, 4, 1, 5, 2};
    private static final int T = IDS.length;
    private static final ModelConfig GPT = ModelConfig.gpt2Style(7, 8, 2, 4, 16).withDFf(12);

    static List<ModelConfig> models() {
        return List.of(GPT, GPT.withNKvHead(2).withPositions(PositionScheme.Kind.ROPE), GPT.withNKvHead(1).withPositions(PositionScheme.Kind.ALIBI),
                GPT.withCausal(false), GPT.withScaleScores(false).withNormPlace(Norm.Place.POST), GPT.withActivation(Activation.SWIGLU).withBias(false),
                GPT.withNLayer(1).withNHead(1).withNKvHead(1));
    }

    private static Parameters drawn(Transformer model) {
        Parameters params = new Parameters(model.layout());
        System.arraycopy(GradientCheck.random("model", model.layout().size(), 0.3), 0, params.values(), 0, model.layout().size());
        return params;
    }

    private static Map<String, float[]> pass(Transformer model, Parameters params, Intervention change, int... ids) {
        Map<String, float[]> seen = new HashMap<>();
        Probe probe = new Probe() {
            @Override public boolean wants(ProbePoint point, int layer) {
                return true;
            }

            @Override public void record(ProbePoint point, int layer, Tensor values) {
                seen.put(point + "." + layer, values.copy());
            }
        };
        try (RowPool pool = new RowPool(1)) {
            model.forward(new Pass(params, model.workspace(1, 8, false), Kernels.best(), pool, probe).withIntervention(change), ids, 1, ids.length);
        }
        return seen;
    }

    private static float[] logits(Transformer model, Parameters params, Ablation... parts) {
        return pass(model, params, Ablation.of(List.of(parts)), IDS).get("LOGITS.-1");
    }

    private static Parameter named(Transformer model, String name) {
        return model.layout().parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /// Weights with some rows of a matrix set to zero.
    private static Parameters withoutRows(Transformer model, String name, int from, int to) {
        Parameters params = drawn(model);
        Parameter matrix = named(model, name);
        int out = matrix.shape().dim(1);
        Arrays.fill(params.values(), matrix.offset() + from * out, matrix.offset() + to * out, 0);
        return params;
    }

    @Test
    void nothingRemovedIsNoIntervention() {
        assertEquals(Intervention.NONE, Ablation.of(List.of()));
        assertEquals(Intervention.NONE, AttentionChange.NOTHING.intervention());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aHeadWithoutOutputRowsIsARemovedHead(ModelConfig config) {
        Transformer model = new Transformer(config);
        int layer = config.nLayer() - 1;
        int head = config.nHead() - 1;
        int d = config.dHead();
        float[] zeroed = pass(model, withoutRows(model, "h." + layer + ".attn.c_proj.weight", head * d, (head + 1) * d), Intervention.NONE, IDS)
                .get("LOGITS.-1");
        assertArrayEquals(zeroed, logits(model, drawn(model), new Ablation.Head(layer, head)), 1e-5f);
    }

    @ParameterizedTest
    @MethodSource("models")
    void aNeuronWithoutItsOutputRowIsARemovedNeuron(ModelConfig config) {
        Transformer model = new Transformer(config);
        float[] zeroed = pass(model, withoutRows(model, "h.0.mlp.c_proj.weight", 5, 6), Intervention.NONE, IDS).get("LOGITS.-1");
        assertArrayEquals(zeroed, logits(model, drawn(model), new Ablation.Neuron(0, 5)), 1e-5f);
    }

    @ParameterizedTest
    @MethodSource("models")
    void aRemovedLayerLeavesTheStreamAsItWas(ModelConfig config) {
        Transformer model = new Transformer(config);
        Map<String, float[]> seen = pass(model, drawn(model), Ablation.of(new Ablation.Block(0)), IDS);
        if (config.normPlace() == Norm.Place.PRE) {
            assertArrayEquals(seen.get("RESID_PRE.0"), seen.get("RESID_POST.0"));
        }
        Map<String, float[]> half = pass(model, drawn(model), Ablation.of(new Ablation.FeedForward(0)), IDS);
        assertTrue(allZero(half.get("MLP_OUT.0")));
        assertFalse(allZero(half.get("ATTN_OUT.0")));
        assertTrue(allZero(pass(model, drawn(model), Ablation.of(new Ablation.AttentionLayer(0)), IDS).get("ATTN_OUT.0")));
    }

    private static boolean allZero(float... values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("models")
    void aCutEdgeTakesWeightTimesValueOutOfOneRow(ModelConfig config) {
        Transformer model = new Transformer(config);
        int head = config.nHead() - 1;
        int kv = head / (config.nHead() / config.nKvHead());
        int d = config.dHead();
        int layer = config.nLayer() - 1;
        Map<String, float[]> before = pass(model, drawn(model), Intervention.NONE, IDS);
        Map<String, float[]> after = pass(model, drawn(model), Ablation.of(new Ablation.Edge(layer, head, 4, 2, 0)), IDS);
        float weight = before.get("PATTERN." + layer)[(head * T + 4) * T + 2];
        assertTrue(weight > 0);
        float[] z = before.get("Z." + layer).clone();
        for (int i = 0; i < d; i++) {
            z[(4 * config.nHead() + head) * d + i] -= weight * before.get("V." + layer)[(2 * config.nKvHead() + kv) * d + i];
        }
        assertArrayEquals(z, after.get("Z." + layer), 1e-5f);
        for (int row = 0; row < T; row++) {
            float[] a = Arrays.copyOfRange(before.get("LOGITS.-1"), row * 7, row * 7 + 7);
            assertEquals(row != 4, Arrays.equals(a, Arrays.copyOfRange(after.get("LOGITS.-1"), row * 7, row * 7 + 7)), "row " + row);
        }
    }

    @Test
    void aPaintedRowIsUsedAsPainted() {
        Transformer model = new Transformer(GPT);
        float[] painted = {0, 1, 0, 0, 0, 0};
        List<Ablation.Edge> cells = IntStream.range(0, T).mapToObj(key -> new Ablation.Edge(0, 1, 3, key, painted[key])).collect(Collectors.toCollection(ArrayList::new));
        cells.add(new Ablation.Edge(0, 1, T, 0, 1)); // of a longer sentence
        Map<String, float[]> seen = pass(model, drawn(model), Ablation.of(new Ablation.Painted(0, 1, cells)), IDS);
        assertArrayEquals(painted, Arrays.copyOfRange(seen.get("PATTERN.0"), (T + 3) * T, (T + 4) * T));
        for (int i = 0; i < 4; i++) {
            assertEquals(seen.get("V.0")[(1 * 4 + 1) * 4 + i], seen.get("Z.0")[(3 * 4 + 1) * 4 + i], 1e-6);
        }
    }

    @Test
    void aResidualConnectionCanBeCut() {
        ModelConfig one = GPT.withNLayer(1);
        Transformer model = new Transformer(one);
        float[] without = pass(new Transformer(one.withResidual(false)), drawn(model), Intervention.NONE, IDS).get("LOGITS.-1");
        assertArrayEquals(without, logits(model, drawn(model), new Ablation.ResidualEdge(0, false), new Ablation.ResidualEdge(0, true)), 1e-5f);
    }

    @ParameterizedTest
    @EnumSource(MaskRule.Kind.class)
    void rowsStillSumToOneUnderEveryMaskAndOnlyOpenCellsWeigh(MaskRule.Kind kind) {
        MaskRule rule = new MaskRule(kind, 3);
        Transformer model = new Transformer(GPT);
        Intervention change = new AttentionChange(Optional.of(rule), 0).intervention();
        float[] pattern = pass(model, drawn(model), change, IDS).get("PATTERN.1");
        boolean[] closed = rule.closed(T);
        for (int row = 0; row < 4 * T; row++) {
            double sum = 0;
            for (int key = 0; key < T; key++) {
                assertEquals(!closed[row % T * T + key], pattern[row * T + key] > 0, "row " + row + " key " + key);
                sum += pattern[row * T + key];
            }
            assertEquals(1, sum, 1e-5);
        }
        if (kind == MaskRule.Kind.CAUSAL) {
            assertArrayEquals(pass(model, drawn(model), Intervention.NONE, IDS).get("PATTERN.1"), pattern, 1e-6f);
        }
    }

    /// A18, A23, C12: in "The bank by the river was steep." bank stands before river; only *steep* sees both.
    @Test
    void bankSeesRiverOnlyWithoutTheCausalMask() {
        int bank = 1;
        int river = 4;
        int steep = 6;
        assertFalse(MaskRule.CAUSAL.open(bank, river));
        assertTrue(MaskRule.BIDIRECTIONAL.open(bank, river));
        assertTrue(new MaskRule(MaskRule.Kind.PREFIX, 5).open(bank, river));
        assertFalse(new MaskRule(MaskRule.Kind.SLIDING_WINDOW, 3).open(bank, river));
        assertTrue(MaskRule.CAUSAL.open(steep, bank) && MaskRule.CAUSAL.open(steep, river));
        assertFalse(new MaskRule(MaskRule.Kind.SLIDING_WINDOW, 3).open(steep, bank));
    }

    /// B21, C14, E10: row t has t + 1 open cells, the diagonal among them.
    @Test
    void aCausalRowHasOneOpenCellMoreThanItsPosition() {
        boolean[] closed = MaskRule.CAUSAL.closed(6);
        for (int t = 0; t < 6; t++) {
            int open = 0;
            for (int key = 0; key < 6; key++) {
                open += closed[t * 6 + key] ? 0 : 1;
            }
            assertEquals(t + 1, open);
            assertFalse(closed[t * 6 + t]);
        }
        List<String> tokens = List.of("The", "cat", "sat", "on", "the", "mat");
        List<String> sees = new java.util.ArrayList<>();
        for (int key = 0; key < 6; key++) {
            if (MaskRule.CAUSAL.open(tokens.indexOf("sat"), key)) {
                sees.add(tokens.get(key));
            }
        }
        assertEquals(List.of("The", "cat", "sat"), sees);
    }

    /// D11: 0 · −∞ is not a number.
    @Test
    void onesTimesMinusInfinityIsNotAMask() {
        float[] wrong = MaskRule.triuTimesMinusInfinity(4);
        float[] right = MaskRule.filledMinusInfinity(4);
        for (int i = 0; i < 16; i++) {
            boolean above = i % 4 > i / 4;
            assertEquals(above ? Float.NEGATIVE_INFINITY : 0, right[i]);
            assertTrue(above ? wrong[i] == Float.NEGATIVE_INFINITY : Float.isNaN(wrong[i]));
        }
    }

    /// E17: top-k attention.
    @Test
    void topKKeepsTheLargestScoresAndRowsStillSumToOne() {
        Transformer model = new Transformer(GPT);
        Map<String, float[]> all = pass(model, drawn(model), Intervention.NONE, IDS);
        Map<String, float[]> two = pass(model, drawn(model), new AttentionChange(Optional.empty(), 2).intervention(), IDS);
        for (int row = 0; row < 4 * T; row++) {
            float[] before = Arrays.copyOfRange(all.get("PATTERN.0"), row * T, (row + 1) * T);
            float[] after = Arrays.copyOfRange(two.get("PATTERN.0"), row * T, (row + 1) * T);
            int kept = 0;
            double sum = 0;
            double least = 1;
            double mostCut = 0;
            for (int key = 0; key < T; key++) {
                kept += after[key] > 0 ? 1 : 0;
                sum += after[key];
                least = after[key] > 0 ? Math.min(least, before[key]) : least;
                mostCut = after[key] == 0 ? Math.max(mostCut, before[key]) : mostCut;
            }
            assertEquals(Math.min(2, row % T + 1), kept);
            assertEquals(1, sum, 1e-5);
            assertTrue(mostCut <= least);
        }
        assertArrayEquals(all.get("LOGITS.-1"), pass(model, drawn(model), new AttentionChange(Optional.empty(), T).intervention(), IDS)
                .get("LOGITS.-1"), 1e-5f);
    }

    /// Everything after the patched place is that of the other sentence when the whole stream is patched at the last position.
    @Test
    void patchingTheLastStreamGivesTheOtherSentencesGuess() {
        Transformer model = new Transformer(GPT);
        int[] other = {6, 0, 2, 5, 1, 4};
        Map<String, float[]> a = pass(model, drawn(model), Intervention.NONE, IDS);
        float[] row = Arrays.copyOfRange(a.get("RESID_POST.1"), 5 * 16, 6 * 16);
        Map<String, float[]> b = pass(model, drawn(model), new Patch(ProbePoint.RESID_POST, 1, 5, row), other);
        assertArrayEquals(Arrays.copyOfRange(a.get("LOGITS.-1"), 35, 42), Arrays.copyOfRange(b.get("LOGITS.-1"), 35, 42), 1e-6f);
        Map<String, float[]> plain = pass(model, drawn(model), Intervention.NONE, other);
        assertArrayEquals(Arrays.copyOf(plain.get("LOGITS.-1"), 35), Arrays.copyOf(b.get("LOGITS.-1"), 35));
    }

    @Test
    void aRerunGivesProbabilitiesAndLoss() {
        Transformer model = new Transformer(GPT);
        try (RowPool pool = new RowPool(1)) {
            Rerun rerun = new Rerun(model, drawn(model), Kernels.best(), pool, 1, 8);
            Rerun.Result result = rerun.run(IDS, Intervention.NONE);
            float[] logits = logits(model, drawn(model));
            double sum = 0;
            for (int i = 0; i < 7; i++) {
                sum += Math.exp(logits[35 + i]);
            }
            for (int i = 0; i < 7; i++) {
                assertEquals(Math.exp(logits[35 + i]) / sum, result.next()[i], 1e-6);
            }
            assertTrue(Double.isNaN(rerun.run(new int[] {3}, Intervention.NONE).loss()));
            assertTrue(Math.abs(rerun.run(IDS, Ablation.of(new Ablation.Head(0, 1))).loss() - result.loss()) > 1e-6);
        }
    }
}
