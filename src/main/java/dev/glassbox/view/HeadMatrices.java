package dev.glassbox.view;

import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.picture.Selection;
import dev.glassbox.picture.SlicesPicture;
import dev.glassbox.session.Trace;
import dev.glassbox.tensor.Parameter;
import java.util.List;
import java.util.Optional;

/// The stages of the formula whose matrices are tokens × numbers: what goes into the scores, and what the weights mix.
final class HeadMatrices {
    private static final int GAP = 28;

    private HeadMatrices() {}

    /// Queries and keys of one head, side by side on one scale.
    static Optional<Picture> queriesAndKeys(Trace trace, int layer, int head, Selection at, boolean numbers) {
        if (trace.get(ProbePoint.Q, layer).isEmpty() || trace.get(ProbePoint.K, layer).isEmpty()) {
            return Optional.empty();
        }
        float[] q = AttentionPictures.head(trace.get(ProbePoint.Q, layer).orElseThrow(), head);
        float[] k = AttentionPictures.head(trace.get(ProbePoint.K, layer).orElseThrow(), AttentionPictures.kvHead(trace, head));
        HeatScale scale = HeatScale.around("value", q, k);
        return Optional.of(row(matrix(trace, "Q: what each looks for", InkColor.Q, q, scale, at.query(), numbers),
                matrix(trace, "K: what each can be found by", InkColor.K, k, scale, at.key(), numbers)));
    }

    /// Values of one head, and what the weights mix from them.
    static Optional<Picture> values(Trace trace, int layer, int head, Selection at, boolean numbers) {
        if (trace.get(ProbePoint.V, layer).isEmpty() || trace.get(ProbePoint.Z, layer).isEmpty()) {
            return Optional.empty();
        }
        float[] v = AttentionPictures.head(trace.get(ProbePoint.V, layer).orElseThrow(), AttentionPictures.kvHead(trace, head));
        float[] z = AttentionPictures.head(trace.get(ProbePoint.Z, layer).orElseThrow(), head);
        HeatScale scale = HeatScale.around("value", v, z);
        return Optional.of(row(matrix(trace, "V: what each hands over", InkColor.V, v, scale, at.key(), numbers),
                matrix(trace, "z = weights · V", InkColor.FG, z, scale, at.query(), numbers)));
    }

    /// The way back into the residual stream: all heads side by side, what this head adds, z · W_O, and the sum over the heads.
    static Optional<Picture> output(Trace trace, int layer, int head, Selection at) {
        if (trace.get(ProbePoint.Z, layer).isEmpty() || trace.get(ProbePoint.ATTN_OUT, layer).isEmpty()) {
            return Optional.empty();
        }
        float[] z = trace.get(ProbePoint.Z, layer).orElseThrow().values();
        float[] own = contribution(trace, layer, head);
        float[] all = trace.get(ProbePoint.ATTN_OUT, layer).orElseThrow().values();
        HeatScale scale = HeatScale.around("value", own, all);
        return Optional.of(row(new SlicesPicture(matrix(trace, "z of all heads", InkColor.FG, z, HeatScale.around("value", z), at.query(), false), trace.heads(), head),
                matrix(trace, "head " + (head + 1) + ": z · W_O", InkColor.FG, own, scale, at.query(), false),
                matrix(trace, "sum of the heads", InkColor.FG, all, scale, at.query(), false)));
    }

    /// `z[t] · W_O[rows of this head]` `[T, C]`; without an output projection its own columns of z.
    static float[] contribution(Trace trace, int layer, int head) {
        float[] z = AttentionPictures.head(trace.get(ProbePoint.Z, layer).orElseThrow(), head);
        int width = trace.config().dModel();
        int d = trace.config().dHead();
        int time = trace.tokens();
        float[] out = new float[time * width];
        Optional<Parameter> projection = trace.snapshot().run().transformer().layout().parameters().stream()
                .filter(p -> p.name().equals("h." + layer + ".attn.c_proj.weight")).findFirst();
        float[] weights = trace.snapshot().values();
        for (int t = 0; t < time; t++) {
            for (int i = 0; i < d; i++) {
                float value = z[t * d + i];
                if (projection.isEmpty()) {
                    out[t * width + head * d + i] = value;
                    continue;
                }
                int row = projection.get().offset() + (head * d + i) * width;
                for (int c = 0; c < width; c++) {
                    out[t * width + c] += value * weights[row + c];
                }
            }
        }
        return out;
    }

    private static HeatmapPicture matrix(Trace trace, String name, InkColor role, float[] values, HeatScale scale, int row, boolean numbers) {
        List<String> tokens = AttentionPictures.tokens(trace);
        int width = values.length / tokens.size();
        Heatmap map = Heatmap.of(new Side("", tokens.size(), tokens, role), new Side(name + "  [" + tokens.size() + ", " + width + "]", width,
                List.of(), role), values, scale);
        return HeatmapPicture.of(map).marked(Marks.lines(row, -1)).looking(new Look(true, numbers, true, false, 40));
    }

    private static Picture row(Picture... pictures) {
        return new RowPicture(List.of(pictures), List.of(pictures).stream().map(picture -> 1.0).toList(), GAP);
    }
}
