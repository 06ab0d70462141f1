package dev.glassbox.view;

import dev.glassbox.analysis.AnswerReader;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.Points;
import dev.glassbox.picture.TwinMapPicture;
import dev.glassbox.session.Token;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.LossCurve;
import dev.glassbox.viewmodel.MetricSeries;
import java.util.ArrayList;
import java.util.List;

/// From what is known of two runs to pictures. Where curves coincide both stay visible: B 4.5 px wide below, A 2 px on top.
final class ComparisonPictures {

    private static final double BELOW = 4.5;
    private static final double ABOVE = 2;
    private static final double[] FADING = {0.9, 0.75, 0.6, 0.5, 0.4};

    private ComparisonPictures() {}

    static LinePicture losses(LossCurve.Points a, LossCurve.Points b, List<ComparisonViewModel.Kept> kept, boolean logSteps) {
        List<Line> lines = new ArrayList<>();
        List<LinePicture.Note> notes = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            ComparisonViewModel.Kept each = kept.get(i);
            lines.add(Line.solid(choice(each.label()), InkColor.FG_SUBTLE, Points.of(each.points().steps(), each.points().smoothed())).withWidth(1.5)
                    .withOpacity(FADING[kept.size() - 1 - i]));
            notes.add(new LinePicture.Note(each.points().newestStep(), each.loss(), choice(each.label())));
        }
        lines.add(Line.dashed("B validation", InkColor.RUN_B, Points.of(b.validationSteps(), b.validation())).withMarks());
        lines.add(Line.dashed("A validation", InkColor.RUN_A, Points.of(a.validationSteps(), a.validation())).withMarks());
        lines.add(Line.solid("B", InkColor.RUN_B, mean(b)).withWidth(BELOW));
        lines.add(Line.solid("A", InkColor.RUN_A, mean(a)).withWidth(ABOVE));
        return LinePicture.of(LinePicture.Scale.steps(logSteps), LinePicture.Scale.linear("loss", "nats").between(0, Double.NaN), lines).withNotes(notes)
                .withEmpty("No step yet. Space plays both runs, S trains one step of each.");
    }

    /// `Activation: ReLU` as `ReLU`, `Causal mask: off` as it is.
    private static String choice(String label) {
        String end = label.substring(label.indexOf(": ") + 2);
        return end.equals("on") || end.equals("off") || end.equals("none") || label.contains(", ") || Character.isDigit(end.charAt(0)) ? label : end;
    }

    private static Points mean(LossCurve.Points points) {
        return new Points(points.steps(), points.low(), points.high(), points.mean(), points.size());
    }

    static LinePicture norms(List<MetricSeries.Values> both, boolean logSteps) {
        List<Line> lines = new ArrayList<>();
        if (both.size() == 2) {
            lines.add(Line.solid("B", InkColor.RUN_B, points(both.get(1))).withWidth(BELOW));
            lines.add(Line.solid("A", InkColor.RUN_A, points(both.get(0))).withWidth(ABOVE));
        }
        return LinePicture.of(LinePicture.Scale.steps(logSteps), LinePicture.Scale.log("norm of all gradients", ""), lines)
                .withEmpty("No step yet. Space plays both runs, S trains one step of each.");
    }

    private static Points points(MetricSeries.Values values) {
        return Points.of(values.steps(), values.values(), values.size());
    }

    /// Attention weights of one head.
    ///
    /// @param query row to ring, −1 for none
    static TwinMapPicture attention(Trace trace, int layer, int head, int query, int key, int arrow) {
        boolean causal = trace.config().causal();
        Heatmap cells = Heatmap.of(queries(trace), keys(trace), trace.pattern(layer, head), HeatScale.shares("attention"));
        return new TwinMapPicture(picture(causal ? cells.masked(Heatmap.causal(trace.tokens())) : cells, query, key), false, !causal, arrow);
    }

    /// B − A of the same head; both traces are of the same sentence.
    static TwinMapPicture difference(Trace a, Trace b, int layer, int head, int query, int key) {
        float[] one = a.pattern(layer, head);
        float[] other = b.pattern(layer, head);
        float[] difference = new float[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = other[i] - one[i];
        }
        return new TwinMapPicture(picture(Heatmap.of(queries(a), keys(a), difference, HeatScale.diverging(1, "B − A")), query, key), true, false, -1);
    }

    private static HeatmapPicture picture(Heatmap cells, int query, int key) {
        return HeatmapPicture.of(cells).looking(new HeatmapPicture.Look(true, false, false, true, 40)).marked(HeatmapPicture.Marks.lines(query, key));
    }

    private static Heatmap.Side queries(Trace trace) {
        List<String> labels = trace.sentence().tokens().stream().map(Token::label).toList();
        return new Heatmap.Side("", labels.size(), labels, InkColor.Q);
    }

    /// Numbered: the same tokens once more above the columns would take the room of the cells.
    private static Heatmap.Side keys(Trace trace) {
        return new Heatmap.Side("", trace.tokens(), List.of(), InkColor.K);
    }

    static AnswerReader reader(Trace trace) {
        float[][] patterns = new float[trace.layers()][];
        for (int layer = 0; layer < patterns.length; layer++) {
            patterns[layer] = trace.pattern(layer);
        }
        return AnswerReader.strongest(patterns, trace.heads(), trace.tokens());
    }
}
