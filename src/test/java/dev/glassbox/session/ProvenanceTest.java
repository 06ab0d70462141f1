package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.nn.RotaryPositions;
import dev.glassbox.session.Expression.Operand;
import dev.glassbox.session.Expression.Term;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every expression gives its number, from the logits down to weights and tokens, in every kind of model.
class ProvenanceTest {
    private static final int WIDE = 3;

    static List<ModelConfig> models() {
        ModelConfig gpt = ModelConfig.gpt2Style(30, 8, 2, 4, 16);
        return List.of(gpt, gpt.withNKvHead(2).withPositions(PositionScheme.Kind.ROPE),
                gpt.withPositions(PositionScheme.Kind.ROPE).withRopePairs(RotaryPositions.Pairs.ADJACENT).withActivation(Activation.SWIGLU).withBias(false),
                gpt.withNKvHead(1).withPositions(PositionScheme.Kind.ALIBI).withTied(false), gpt.withCausal(false).withPositions(PositionScheme.Kind.SINUSOIDAL),
                gpt.withScaleScores(false).withNormPlace(Norm.Place.POST).withEmbeddingNorm(true), gpt.withNorm(Norm.Kind.RMSNORM).withNormGain(false),
                gpt.withNLayer(1).withNHead(1).withNKvHead(1).withNorm(Norm.Kind.NONE).withResidual(false),
                gpt.withAttnOutputProjection(false).withFfn(false).withPositions(PositionScheme.Kind.NONE));
    }

    private static Trace trace(ModelConfig config, String text) throws InterruptedException {
        RunSpec base = TinyRuns.spec(10);
        WeightSnapshot snapshot = TinyRuns.trained(new RunSpec(base.name(), base.corpus(), base.tokenizer(), config.withInitStd(0.3), base.training(), 7), 1);
        try (Interventions bench = new Interventions(Warmup.none(Kernels.scalar()))) {
            return bench.look(snapshot, Sentence.of(text, snapshot.run().tokenizer(), 8), Provenance.ALL, Intervention.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyLevelAddsUpDownToWeightsAndTokens(ModelConfig config) throws InterruptedException {
        Trace trace = trace(config, "the cat");
        Provenance numbers = new Provenance(trace);
        Deque<Place> open = new ArrayDeque<>(List.of(Place.cell(ProbePoint.LOGITS, -1, 5, 3)));
        Set<Place> seen = new HashSet<>();
        Set<ProbePoint> points = new HashSet<>();
        boolean weights = false;
        boolean token = false;
        while (!open.isEmpty() && seen.size() < 4000) {
            Place place = open.removeFirst();
            if (!seen.add(place)) {
                continue;
            }
            Expression expression = numbers.explain(place);
            assertEquals(numbers.value(place), expression.value(), place.title());
            if (Double.isFinite(expression.value())) {
                assertEquals(expression.value(), expression.computed(), 2e-4 * Math.max(1, Math.abs(expression.value())), place.title());
            }
            assertFalse(expression.formula().isEmpty());
            weights |= place instanceof Place.Weight;
            token |= place instanceof Place.TokenAt;
            if (place instanceof Place.Cell cell) {
                points.add(cell.point());
            }
            List<Term> terms = expression.terms();
            for (int i = 0; i < Math.min(WIDE, terms.size()); i++) {
                terms.get(i).operands().forEach(operand -> operand.place().ifPresent(open::add));
            }
            terms.stream().skip(WIDE).flatMap(t -> t.operands().stream()).flatMap(o -> o.place().stream())
                    .filter(p -> p instanceof Place.TokenAt || p instanceof Place.Weight w && w.name().endsWith(".bias")).forEach(open::add);
        }
        assertTrue(weights && token, "reached neither weights nor a token");
        assertTrue(points.containsAll(Set.of(ProbePoint.LOGITS, ProbePoint.FINAL_NORM, ProbePoint.ATTN_OUT, ProbePoint.Z, ProbePoint.PATTERN,
                ProbePoint.MASKED_SCORES, ProbePoint.SCALED_SCORES, ProbePoint.SCORES, ProbePoint.Q, ProbePoint.K, ProbePoint.V, ProbePoint.EMBED)), points.toString());
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyGradientIsWhatItsUsesPassOn(ModelConfig config) throws InterruptedException {
        Trace trace = trace(config, "the cat");
        GradientFlow flow = GradientFlow.of(new Provenance(trace), Kernels.scalar());
        int layer = config.nLayer() - 1;
        int checked = 0;
        for (ProbePoint point : ProbePoint.values()) {
            boolean outside = point == ProbePoint.EMBED || point == ProbePoint.FINAL_NORM || point == ProbePoint.LOGITS;
            Place place = point.axes().length() == 2 ? Place.cell(point, outside ? -1 : layer, 2, 5)
                    : point.axes().equals("HTT") ? Place.cell(point, layer, config.nHead() - 1, 4, 2)
                    : Place.cell(point, layer, 2, 0, 3);
            checked += check(flow, place);
        }
        for (String name : List.of("attn.c_attn.weight", "attn.c_proj.weight", "mlp.c_fc.weight", "mlp.c_proj.weight")) {
            checked += check(flow, Place.weight("h." + layer + "." + name, 3, 9));
        }
        assertTrue(checked >= 8, checked + " with terms");
    }

    private static int check(GradientFlow flow, Place place) {
        Expression expression = flow.explain(place).orElse(null);
        if (expression == null) {
            return 0;
        }
        assertEquals(flow.value(place).orElseThrow(), expression.value());
        if (expression.terms().isEmpty()) {
            return 0;
        }
        double size = expression.terms().stream().mapToDouble(t -> Math.abs(t.value())).max().orElse(0);
        assertEquals(expression.value(), expression.computed(), 1e-3 * Math.max(size, Math.abs(expression.value())) + 1e-7, place.title());
        for (Operand operand : expression.terms().getFirst().operands()) {
            assertTrue(Double.isFinite(operand.value()));
        }
        return 1;
    }

    @Test
    void whatIsMaskedAndWhatHasNoLossSaySo() throws InterruptedException {
        ModelConfig gpt = ModelConfig.gpt2Style(30, 8, 2, 4, 16);
        Trace trace = trace(gpt, "the cat");
        Provenance numbers = new Provenance(trace);
        assertTrue(numbers.explain(Place.cell(ProbePoint.MASKED_SCORES, 0, 1, 2, 5)).formula().contains("mask hides key 5 from query 2"));
        GradientFlow flow = GradientFlow.of(numbers, Kernels.scalar());
        assertEquals(0.0, flow.value(Place.cell(ProbePoint.MASKED_SCORES, 0, 1, 2, 5)).orElseThrow());
        assertTrue(flow.explain(Place.cell(ProbePoint.LOGITS, -1, 6, 2)).orElseThrow().formula().contains("no next one"));
        assertTrue(flow.value(new Place.TokenAt(0)).isEmpty());
        Trace single = trace(gpt, "t");
        assertThrows(IllegalArgumentException.class, () -> GradientFlow.of(new Provenance(single), Kernels.scalar()));
        assertEquals(1, new Provenance(single).value(Place.cell(ProbePoint.PATTERN, 0, 0, 0, 0)));
    }

    @Test
    void aChangedAttentionIsTakenApartAsItIsOnScreen() throws InterruptedException {
        ModelConfig gpt = ModelConfig.gpt2Style(30, 8, 2, 4, 16);
        Trace plain = trace(gpt, "the cat");
        AttentionChange both = new AttentionChange(Optional.of(MaskRule.BIDIRECTIONAL), 2);
        try (Interventions bench = new Interventions(Warmup.none(Kernels.scalar()))) {
            Trace changed = bench.look(plain.snapshot(), plain.sentence(), Provenance.ALL, both.intervention());
            Provenance numbers = new Provenance(changed, both);
            int open = 0;
            for (int key = 0; key < changed.tokens(); key++) {
                Place weight = Place.cell(ProbePoint.PATTERN, 0, 1, 0, key);
                assertEquals(changed.pattern(0, 1)[key], numbers.explain(weight).value());
                assertEquals(numbers.value(weight), numbers.explain(weight).computed(), 1e-6);
                boolean hidden = numbers.explain(Place.cell(ProbePoint.MASKED_SCORES, 0, 1, 0, key)).formula().contains("not among the 2 largest scores of query 0");
                assertEquals(numbers.value(weight) == 0, hidden);
                open += hidden ? 0 : 1;
            }
            assertEquals(2, open, "the first token may read later ones, but only two");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSharesOfTheHeadsAddUpToWhatTheLayerWrites(ModelConfig config) throws InterruptedException {
        Trace trace = trace(config, "the cat");
        Provenance numbers = new Provenance(trace);
        GradientFlow flow = GradientFlow.of(numbers, Kernels.scalar());
        double sum = trace.snapshot().run().transformer().layout().parameters().stream().filter(p -> p.name().equals("h.0.attn.c_proj.bias")).findFirst()
                .map(bias -> (double) trace.snapshot().values()[bias.offset() + 5]).orElse(0.0);
        for (int head = 0; head < config.nHead(); head++) {
            Place share = new Place.HeadShare(0, head, 3, 5);
            sum += numbers.value(share);
            assertEquals(flow.value(Place.cell(ProbePoint.ATTN_OUT, 0, 3, 5)), flow.value(share));
            assertEquals(1, flow.explain(share).orElseThrow().terms().size());
        }
        assertEquals(numbers.value(Place.cell(ProbePoint.ATTN_OUT, 0, 3, 5)), sum, 1e-5);
    }
}
