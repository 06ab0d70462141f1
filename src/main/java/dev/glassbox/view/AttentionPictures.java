package dev.glassbox.view;

import dev.glassbox.analysis.HeadRoles;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.AttentionLinesPicture;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.HeadWallPicture;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.ScorePicture;
import dev.glassbox.picture.Selection;
import dev.glassbox.session.Token;
import dev.glassbox.session.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// From a trace to what the pictures of the Attention lens take.
final class AttentionPictures {

    private AttentionPictures() {}

    static List<String> tokens(Trace trace) {
        return trace.sentence().tokens().stream().map(Token::label).toList();
    }

    /// One head of a `[T, H, D]` tensor as `[T, D]`.
    static float[] head(Trace.Values values, int head) {
        int[] dims = values.dims();
        float[] of = new float[dims[0] * dims[2]];
        for (int t = 0; t < dims[0]; t++) {
            System.arraycopy(values.values(), (t * dims[1] + head) * dims[2], of, t * dims[2], dims[2]);
        }
        return of;
    }

    /// One head of an `[H, T, T]` tensor as `[T, T]`.
    static float[] square(Trace.Values values, int head) {
        int cells = values.dims()[1] * values.dims()[2];
        return Arrays.copyOfRange(values.values(), head * cells, (head + 1) * cells);
    }

    static int kvHead(Trace trace, int head) {
        return head / (trace.heads() / trace.config().nKvHead());
    }

    /// Queries × keys at one stage of the formula.
    ///
    /// @param topK keys that each query keeps, 0 when it keeps all; kept ones are outlined from the mask on
    static Optional<HeatmapPicture> square(Trace trace, ProbePoint point, int layer, int head, MaskRule mask, int topK, Selection at, boolean numbers) {
        return trace.get(point, layer).map(values -> {
            float[] cells = square(values, head);
            List<String> tokens = tokens(trace);
            int time = tokens.size();
            boolean weights = point == ProbePoint.PATTERN;
            HeatScale scale = weights ? HeatScale.shares("attention weight") : HeatScale.around(point == ProbePoint.SCORES ? "q · k" : "score", cells);
            boolean hatched = weights || point == ProbePoint.MASKED_SCORES;
            boolean[] closed = hatched ? AttentionFormula.closed(trace, layer, head, mask) : new boolean[0];
            Heatmap map = Heatmap.of(Side.queries(tokens), Side.keys(tokens), cells, scale);
            map = hatched ? map.masked(closed) : map;
            map = hatched && topK > 0 ? map.kept(opposite(closed)) : map;
            map = weights ? map.noted("row sum", sums(cells, time)) : map;
            int key = at.key();
            Marks marks = at.query() < 0 || at.query() >= time ? Marks.NONE : key < 0 || key >= time ? Marks.lines(at.query(), -1)
                    : Marks.crossing(at.query(), key);
            return HeatmapPicture.of(map).marked(marks).looking(Look.FULL.withNumbers(numbers));
        });
    }

    private static boolean[] opposite(boolean[] cells) {
        boolean[] open = new boolean[cells.length];
        for (int i = 0; i < cells.length; i++) {
            open[i] = !cells[i];
        }
        return open;
    }

    /// What each row adds up to.
    static List<String> sums(float[] cells, int time) {
        List<String> sums = new ArrayList<>();
        for (int query = 0; query < time; query++) {
            double sum = 0;
            for (int key = 0; key < time; key++) {
                sum += cells[query * time + key];
            }
            sums.add(Numbers.fixed(sum, 2));
        }
        return sums;
    }

    static AttentionLinesPicture lines(Trace trace, int layer, int head, MaskRule mask, Selection at) {
        return new AttentionLinesPicture(tokens(trace), trace.pattern(layer, head), mask.closed(trace.tokens()), at);
    }

    /// The selected row of a stage as bars.
    static Picture row(Trace trace, ProbePoint point, int layer, int head, MaskRule mask, int query, int key) {
        Trace.Values values = trace.get(point, layer).orElseThrow();
        int time = trace.tokens();
        float[] cells = Arrays.copyOfRange(square(values, head), query * time, (query + 1) * time);
        boolean hides = point == ProbePoint.PATTERN || point == ProbePoint.MASKED_SCORES;
        List<String> tokens = tokens(trace);
        List<Bar> bars = IntStream.range(0, time).mapToObj(k -> {
            boolean cut = hides && (!mask.open(query, k) || cells[k] == Float.NEGATIVE_INFINITY);
            double shown = cut || !Float.isFinite(cells[k]) ? 0 : cells[k];
            String text = cut ? "masked" : point == ProbePoint.PATTERN ? Numbers.probability(cells[k]) : Numbers.format(cells[k]);
            return Bar.of(tokens.get(k), shown).text(text).cut(cut);
        }).toList();
        BarPicture picture = BarPicture.rows(point == ProbePoint.PATTERN ? "Attention weight" : "Score", bars).highlight(key);
        return point == ProbePoint.PATTERN ? picture.between(0, 1) : picture;
    }

    static Optional<ScorePicture> score(Trace trace, int layer, int head, int query, int key, MaskRule mask) {
        if (trace.get(ProbePoint.Q, layer).isEmpty() || trace.get(ProbePoint.K, layer).isEmpty() || query < 0 || key < 0
                || query >= trace.tokens() || key >= trace.tokens()) {
            return Optional.empty();
        }
        int d = trace.config().dHead();
        float[] q = Arrays.copyOfRange(head(trace.get(ProbePoint.Q, layer).orElseThrow(), head), query * d, (query + 1) * d);
        float[] k = Arrays.copyOfRange(head(trace.get(ProbePoint.K, layer).orElseThrow(), kvHead(trace, head)), key * d, (key + 1) * d);
        double divisor = trace.config().scaleScores() ? Math.sqrt(d) : 1;
        double bias = trace.config().positions() != dev.glassbox.nn.PositionScheme.Kind.ALIBI ? 0
                : -dev.glassbox.nn.AlibiPositions.slopes(trace.heads())[head] * Math.abs(query - key);
        return Optional.of(new ScorePicture(q, k, divisor, bias, !mask.open(query, key)));
    }

    /// All heads, blocks downward.
    static HeadWallPicture wall(Trace trace, MaskRule mask, int layer, int head) {
        List<HeadWallPicture.Head> heads = IntStream.range(0, trace.layers() * trace.heads()).mapToObj(i ->
                head(trace, i, List.of())).toList();
        return new HeadWallPicture(heads, trace.tokens(), mask.closed(trace.tokens()), trace.heads(), true,
                trace.heads() / trace.config().nKvHead(), layer, head);
    }

    /// One head of the wall, counted over all blocks.
    static HeadWallPicture.Head head(Trace trace, int index, List<String> lines) {
        int layer = index / trace.heads();
        int head = index % trace.heads();
        return new HeadWallPicture.Head(layer, head, trace.pattern(layer), head * trace.tokens() * trace.tokens(), lines);
    }

    /// "previous token .81" and the entropy, for the wall.
    static List<String> words(HeadRoles roles) {
        HeadRoles.Hint hint = roles.hint();
        String named = hint.title() + switch (hint) {
            case PREVIOUS -> " " + Numbers.fixed(roles.previous(), 2);
            case FIRST -> " " + Numbers.fixed(roles.first(), 2);
            case SELF -> " " + Numbers.fixed(roles.self(), 2);
            case SAME -> " " + Numbers.fixed(roles.same(), 2);
            case INDUCTION -> " " + Numbers.fixed(roles.induction(), 2);
            case MIXED -> "";
        };
        return List.of(named, "entropy " + Numbers.fixed(roles.entropy(), 2));
    }
}
