package dev.glassbox.view;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.CanvasPen;
import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.Intervention;
import dev.glassbox.picture.BlockDiagramPicture;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.HeatmapPicture.Window;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Selection;
import dev.glassbox.picture.StreamBarsPicture;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.Provenance;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.StreamReading;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Trace;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Warmup;
import dev.glassbox.view.AttentionChoice.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// CPU time of building and painting the pictures of one new trace on the Attention and the Block lens, and of one step of zooming and panning over 1,024 × 1,024
/// weights; software pipeline, the whole process counted. Not part of the suite; on a quiet machine: `mvn -q test -Dtest=LensPaintCost`.
class LensPaintCost {
    private static final int FRAMES = 120;
    private static final int LARGE = 1024;
    private static final Ink INK = Ink.light();

    private final WritableImage image = new WritableImage(1000, 700);

    @Test
    void aTraceCostsMilliseconds() throws Exception {
        FxToolkit.registerPrimaryStage();
        WeightSnapshot snapshot = TinyRuns.trained(RunSpec.smallStories(), 2);
        Trace trace;
        try (Interventions bench = new Interventions(Warmup.none(Kernels.best()))) {
            trace = bench.look(snapshot, Sentence.of(snapshot.run().corpus().prompt(), snapshot.run().tokenizer(), 32), Provenance.ALL, Intervention.NONE);
        }
        Selection at = Selection.of(6, 1);
        Map<String, IntFunction<List<Picture>>> pages = new LinkedHashMap<>();
        pages.put("nothing", frame -> List.of());
        for (Stage stage : Stage.values()) {
            pages.put("microscope, " + stage.label(), frame -> microscope(trace, stage, at));
        }
        pages.put("block, flow", frame -> List.of(new BlockDiagramPicture(BlockPictures.diagram(trace, 2, 6)), new StreamBarsPicture(BlockPictures.bars(trace, 6), 2, "a"),
                BlockPictures.stopped(StreamReading.of(trace, 6, 7, false, Kernels.best()), 6)));
        pages.put("block, logit lens", frame -> List.of(BlockPictures.grid(StreamReading.of(trace, 0, trace.tokens(), false, Kernels.best()), null, 6, 2)));
        HeatmapPicture large = large();
        pages.put("1,024 × 1,024, all", frame -> List.of(large.marked(Marks.lines(frame, -1))));
        pages.put("…, a quarter, panned", frame -> List.of(large.zoomed(new Window(frame, frame * 0.7, 512, 512))));
        pages.put("…, 128 cells, panned", frame -> List.of(large.zoomed(new Window(frame * 1.3, frame, 128, 128))));
        pages.put("…, 24 cells, panned", frame -> List.of(large.zoomed(new Window(frame * 0.3, frame * 0.2, 24, 24))));
        double nothing = 0;
        for (var page : pages.entrySet()) {
            milliseconds(page.getValue());
            double cost = milliseconds(page.getValue()) - nothing;
            nothing = nothing == 0 ? cost : nothing;
            System.err.printf("%-28s %6.2f ms%n", page.getKey(), cost);
        }
    }

    private static List<Picture> microscope(Trace trace, Stage stage, Selection at) {
        List<Picture> pictures = new ArrayList<>(List.of(AttentionPictures.wall(trace, MaskRule.CAUSAL, 2, 2), AttentionPictures.score(trace, 2, 2, 6, 1, MaskRule.CAUSAL).orElseThrow(),
                new AttentionFormula(trace, 2, 2, MaskRule.CAUSAL).picture(stage)));
        stage.square().ifPresent(point -> {
            pictures.add(AttentionPictures.square(trace, point, 2, 2, MaskRule.CAUSAL, 0, at, true).orElseThrow());
            pictures.add(AttentionPictures.row(trace, point, 2, 2, MaskRule.CAUSAL, 6, 1));
        });
        switch (stage) {
            case QK -> pictures.add(HeadMatrices.queriesAndKeys(trace, 2, 2, at, true).orElseThrow());
            case MIX -> pictures.add(HeadMatrices.values(trace, 2, 2, at, true).orElseThrow());
            case OUT -> pictures.add(HeadMatrices.output(trace, 2, 2, at).orElseThrow());
            default -> { }
        }
        return pictures;
    }

    private static HeatmapPicture large() {
        float[] weights = new float[LARGE * LARGE];
        CounterRandom random = CounterRandom.of(7, "weights");
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % LARGE <= i / LARGE ? random.nextFloat() : 0;
        }
        List<String> tokens = new ArrayList<>();
        for (int t = 0; t < LARGE; t++) {
            tokens.add("·token" + t % 97);
        }
        Heatmap map = Heatmap.of(Heatmap.Side.queries(tokens), Heatmap.Side.keys(tokens), weights, HeatScale.shares("attention weight")).masked(Heatmap.causal(LARGE));
        return HeatmapPicture.of(map).looking(Look.FULL);
    }

    private double milliseconds(IntFunction<List<Picture>> page) throws Exception {
        return WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(() -> {
            Canvas canvas = new Canvas(1000, 700);
            CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D(), INK, 1);
            Duration before = cpu();
            for (int frame = 0; frame < FRAMES; frame++) {
                canvas.getGraphicsContext2D().clearRect(0, 0, 1000, 700);
                for (Picture picture : page.apply(frame)) {
                    Picture.Size size = picture instanceof HeatmapPicture ? new Picture.Size(700, 500) : picture.preferredSize();
                    picture.paint(pen, INK, size.width(), size.height());
                }
                canvas.snapshot(new SnapshotParameters(), image);
            }
            return cpu().minus(before).toNanos() / 1e6 / FRAMES;
        }));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
