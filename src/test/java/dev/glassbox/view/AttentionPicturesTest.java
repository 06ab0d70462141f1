package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.FormulaPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.ScorePicture;
import dev.glassbox.picture.Selection;
import dev.glassbox.picture.SvgPen;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.view.AttentionChoice.Stage;
import dev.glassbox.viewmodel.AttentionModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every picture of the lens for every kind of model, and for one token; no toolkit.
class AttentionPicturesTest {

    static List<ModelConfig> models() {
        ModelConfig gpt = ModelConfig.gpt2Style(30, 8, 2, 4, 16);
        return List.of(gpt, gpt.withNKvHead(2).withPositions(PositionScheme.Kind.ROPE), gpt.withNKvHead(1).withPositions(PositionScheme.Kind.ALIBI),
                gpt.withCausal(false), gpt.withScaleScores(false).withNormPlace(Norm.Place.POST), gpt.withNLayer(1).withNHead(1).withNKvHead(1),
                gpt.withAttnOutputProjection(false).withNorm(Norm.Kind.NONE).withFfn(false));
    }

    private static void paint(Picture picture) {
        for (double width : new double[] {220, 640}) {
            assertTrue(SvgPen.write(picture, Ink.light(), width, 420, 0xFFFFFFFF).contains("</svg>"));
        }
        assertTrue(!picture.describe().isBlank());
        picture.parts(Ink.light(), 640, 420).forEach(part -> assertTrue(!part.text().isBlank()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyStageOfEveryModelCanBeDrawn(ModelConfig config) throws InterruptedException {
        RunSpec base = TinyRuns.spec(10);
        WeightSnapshot snapshot = TinyRuns.trained(new RunSpec(base.name(), base.corpus(), base.tokenizer(), config, base.training(), 7), 1);
        try (Interventions bench = new Interventions(Warmup.none(Kernels.scalar()))) {
            for (String text : List.of("the cat", "t")) {
                Sentence sentence = Sentence.of(text, snapshot.run().tokenizer(), 8);
                draw(bench.look(snapshot, sentence, AttentionModel.POINTS, Intervention.NONE));
            }
        }
    }

    private static void draw(Trace trace) {
        MaskRule mask = trace.config().causal() ? MaskRule.CAUSAL : MaskRule.BIDIRECTIONAL;
        int layer = trace.layers() - 1;
        int head = trace.heads() - 1;
        int last = trace.tokens() - 1;
        Selection at = Selection.of(last, 0);
        List<Picture> pictures = new ArrayList<>(List.of(AttentionPictures.wall(trace, mask, layer, head),
                AttentionPictures.lines(trace, layer, head, mask, at),
                HeadMatrices.queriesAndKeys(trace, layer, head, at, true).orElseThrow(),
                HeadMatrices.values(trace, layer, head, at, true).orElseThrow(),
                HeadMatrices.output(trace, layer, head, at).orElseThrow()));
        for (Stage stage : Stage.values()) {
            FormulaPicture formula = new AttentionFormula(trace, layer, head, mask).picture(stage);
            assertEquals(Stage.values().length, formula.stages().size());
            assertEquals("[" + trace.tokens() + ", " + trace.config().dModel() + "]", formula.stages().getLast().shape());
            assertTrue(formula.stages().stream().noneMatch(step -> step.thumbs().isEmpty()));
            pictures.add(formula);
            stage.square().ifPresent(point -> {
                HeatmapPicture square = AttentionPictures.square(trace, point, layer, head, mask, 0, at, true).orElseThrow();
                assertArrayEquals(AttentionPictures.square(trace.get(point, layer).orElseThrow(), head), square.map().values());
                pictures.add(square);
                pictures.add(AttentionPictures.row(trace, point, layer, head, mask, last, 0));
            });
        }
        ScorePicture score = AttentionPictures.score(trace, layer, head, last, 0, mask).orElseThrow();
        assertEquals(trace.get(ProbePoint.SCORES, layer).orElseThrow().get(head, last, 0), score.sum(), 1e-5);
        assertEquals(trace.get(ProbePoint.SCALED_SCORES, layer).orElseThrow().get(head, last, 0), score.sum() / score.divisor() + score.bias(), 1e-5);
        pictures.add(score);
        pictures.forEach(AttentionPicturesTest::paint);
        // A22: what the heads contribute adds up to what the layer writes, but for its bias.
        int width = trace.config().dModel();
        double[] sum = new double[width];
        for (int h = 0; h < trace.heads(); h++) {
            float[] own = HeadMatrices.contribution(trace, layer, h);
            for (int c = 0; c < width; c++) {
                sum[c] += own[last * width + c];
            }
        }
        float[] written = Arrays.copyOfRange(trace.get(ProbePoint.ATTN_OUT, layer).orElseThrow().values(), last * width, (last + 1) * width);
        var bias = trace.snapshot().run().transformer().layout().parameters().stream()
                .filter(p -> p.name().equals("h." + layer + ".attn.c_proj.bias")).findFirst();
        for (int c = 0; c < width; c++) {
            double added = bias.isEmpty() ? 0 : trace.snapshot().values()[bias.get().offset() + c];
            assertEquals(written[c], sum[c] + added, 1e-5);
        }
    }

    /// E17: the kept cells are outlined, so many in each row as top-k keeps of the open ones.
    @Test
    void topKOutlinesWhatItKeeps() throws InterruptedException {
        WeightSnapshot snapshot = TinyRuns.trained(TinyRuns.spec(10), 1);
        try (Interventions bench = new Interventions(Warmup.none(Kernels.scalar()))) {
            Sentence sentence = Sentence.of("the cat", snapshot.run().tokenizer(), snapshot.run().config().contextLength());
            Trace trace = bench.look(snapshot, sentence, AttentionModel.POINTS, new AttentionChange(Optional.empty(), 2).intervention());
            for (ProbePoint point : List.of(ProbePoint.MASKED_SCORES, ProbePoint.PATTERN)) {
                HeatmapPicture square = AttentionPictures.square(trace, point, 0, 0, MaskRule.CAUSAL, 2, Selection.of(1, 0), true).orElseThrow();
                for (int row = 0; row < trace.tokens(); row++) {
                    int kept = 0;
                    for (int key = 0; key < trace.tokens(); key++) {
                        kept += square.map().kept(row, key) ? 1 : 0;
                        assertEquals(!square.map().kept(row, key), square.map().masked(row, key));
                    }
                    assertEquals(Math.min(2, row + 1), kept);
                }
                paint(square);
            }
        }
    }

    /// B18: three tokens, two numbers a head: softmax(q · kᵀ / √d_head) · v written as plain loops over lists gives what the lens shows.
    @Test
    void plainListsGiveTheNumbersOfTheLens() throws InterruptedException {
        RunSpec base = TinyRuns.spec(10);
        ModelConfig small = ModelConfig.gpt2Style(30, 8, 1, 4, 8);
        WeightSnapshot snapshot = TinyRuns.trained(new RunSpec(base.name(), base.corpus(), base.tokenizer(), small, base.training(), 7), 3);
        try (Interventions bench = new Interventions(Warmup.none(Kernels.scalar()))) {
            Trace trace = bench.look(snapshot, Sentence.of("cat", snapshot.run().tokenizer(), 8), AttentionModel.POINTS, Intervention.NONE);
            float[] q = AttentionPictures.head(trace.get(ProbePoint.Q, 0).orElseThrow(), 1);
            float[] k = AttentionPictures.head(trace.get(ProbePoint.K, 0).orElseThrow(), 1);
            float[] v = AttentionPictures.head(trace.get(ProbePoint.V, 0).orElseThrow(), 1);
            assertEquals(3 * 2, q.length);
            float[] shown = AttentionPictures.square(trace, ProbePoint.PATTERN, 0, 1, MaskRule.CAUSAL, 0, Selection.of(2, 0), true).orElseThrow().map().values();
            float[] mixed = AttentionPictures.head(trace.get(ProbePoint.Z, 0).orElseThrow(), 1);
            for (int query = 0; query < 3; query++) {
                List<Double> powers = new ArrayList<>();
                for (int key = 0; key <= query; key++) {
                    powers.add(Math.exp((q[2 * query] * k[2 * key] + q[2 * query + 1] * k[2 * key + 1]) / Math.sqrt(2)));
                }
                double sum = powers.stream().mapToDouble(Double::doubleValue).sum();
                double[] z = new double[2];
                for (int key = 0; key < 3; key++) {
                    double weight = key <= query ? powers.get(key) / sum : 0;
                    assertEquals(weight, shown[3 * query + key], 1e-6);
                    z[0] += weight * v[2 * key];
                    z[1] += weight * v[2 * key + 1];
                }
                assertEquals(z[0], mixed[2 * query], 1e-6);
                assertEquals(z[1], mixed[2 * query + 1], 1e-6);
            }
        }
    }
}
