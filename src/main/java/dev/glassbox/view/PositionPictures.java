package dev.glassbox.view;

import dev.glassbox.analysis.PositionMath;
import dev.glassbox.analysis.VectorPair;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.AlibiPositions;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.ClockPicture;
import dev.glassbox.picture.ClockPicture.Clock;
import dev.glassbox.picture.ClockPicture.Hand;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.LinePicture.Reference;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Points;
import dev.glassbox.session.EmbeddingTable;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The pictures of the position lab, all made from one moment of the run and a few numbers.
///
/// @param position looked at, from 0
/// @param pair of channels looked at
/// @param turn by how much both tokens are moved
/// @param length of the text, for waves and the two schemes that depend on it
/// @param alibiHeads how many heads slopes are shown for
/// @param head looked at, from 0
/// @param beyond whether positions are shown that no training text reaches
/// @param key the token that is read, from 0
record PositionPictures(Trace trace, Scheme scheme, int position, int pair, int turn, int length, int alibiHeads, int head, boolean beyond, int key) {

    private static final int MOST = 128;

    private ModelConfig config() {
        return trace.config();
    }

    private int rows() {
        return Math.min(MOST, beyond ? 2 * config().contextLength() : config().contextLength());
    }

    private EmbeddingTable table() {
        return EmbeddingTable.of(trace.snapshot());
    }

    /// Whether there is anything to draw: learned positions exist only where they were learned.
    boolean exists() {
        return scheme != Scheme.LEARNED || config().positions() == Kind.LEARNED;
    }

    String encodingTitle() {
        int d = config().dModel();
        return switch (scheme) {
            case LEARNED, SINUSOIDAL, INDEX, NORMALIZED -> Math.min(MOST, rows()) + " positions × " + d + " numbers; row " + position + " is added to "
                    + trace.sentence().tokens().get(position).label();
            case ROPE -> rows() + " positions × " + config().dHead() + " numbers of a head: cos, then sin, of the angle each pair turns";
            case ALIBI -> "added to the scores of head " + (alibiHead() + 1) + " of " + alibiHeads + ", slope " + Numbers.format(AlibiPositions.slopes(alibiHeads)[alibiHead()]);
            case NONE -> "";
        };
    }

    private int alibiHead() {
        return Math.min(head, alibiHeads - 1);
    }

    Picture encoding() {
        int rows = rows();
        int d = config().dModel();
        float[] values = switch (scheme) {
            case LEARNED -> learned(rows, d);
            case SINUSOIDAL -> fill(rows, d, (p, c) -> PositionMath.sinusoidal(p, d)[c]);
            case ROPE -> fill(rows, config().dHead(), this::turned);
            case ALIBI -> fill(rows, rows, (q, k) -> -AlibiPositions.slopes(alibiHeads)[alibiHead()] * Math.abs(q - k));
            case INDEX -> fill(rows, d, (p, c) -> p);
            case NORMALIZED -> fill(rows, d, (p, c) -> Math.min(1, PositionMath.normalized(p, length)));
            case NONE -> throw new IllegalStateException("nothing is added that could be drawn");
        };
        int columns = values.length / rows;
        HeatScale scale = switch (scheme) {
            case SINUSOIDAL, ROPE -> HeatScale.diverging(1, "value");
            case INDEX -> HeatScale.sequential(0, Math.max(1, rows - 1), "value");
            case NORMALIZED -> HeatScale.sequential(0, 1, "value");
            case ALIBI -> HeatScale.around("bias", values);
            default -> HeatScale.around("value", values);
        };
        String across = scheme == Scheme.ALIBI ? "key: the token that is read" : "channel";
        Heatmap map = Heatmap.of(new Heatmap.Side(scheme == Scheme.ALIBI ? "query" : "position", rows, List.of(), InkColor.Q), Heatmap.Side.numbered(across, columns), values, scale)
                .without(hidden(rows, columns), scheme == Scheme.ALIBI ? "masked" : "not trained");
        int column = switch (scheme) {
            case SINUSOIDAL -> 2 * pair;
            default -> -1;
        };
        return HeatmapPicture.of(map).looking(Look.FULL.stretched().withNumbers(false)).marked(Marks.lines(Math.min(position, rows - 1), column));
    }

    /// The future of a causal model in the matrix of biases; elsewhere what lies beyond the trained length.
    private boolean[] hidden(int rows, int columns) {
        if (scheme == Scheme.ALIBI) {
            return config().causal() ? Heatmap.causal(rows) : new boolean[0];
        }
        if (rows <= config().contextLength()) {
            return new boolean[0];
        }
        boolean[] hidden = new boolean[rows * columns];
        Arrays.fill(hidden, config().contextLength() * columns, hidden.length, true);
        return hidden;
    }

    private float[] learned(int rows, int d) {
        float[] values = new float[rows * d];
        for (int p = 0; p < Math.min(rows, config().contextLength()); p++) {
            System.arraycopy(table().position(p).orElseThrow(), 0, values, p * d, d);
        }
        return values;
    }

    private interface Value {
        double at(int row, int column);
    }

    private static float[] fill(int rows, int columns, Value value) {
        float[] values = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                values[r * columns + c] = (float) value.at(r, c);
            }
        }
        return values;
    }

    private double turned(int p, int c) {
        int half = config().dHead() / 2;
        double angle = p * PositionMath.speed(c % Math.max(1, half), config().dHead(), config().ropeTheta());
        return c < half ? Math.cos(angle) : c < 2 * half ? Math.sin(angle) : 0;
    }

    String leftTitle(boolean waves) {
        return switch (scheme) {
            case LEARNED -> "Length of each position's vector";
            case SINUSOIDAL -> waves ? "Slow and fast waves" : "Five pairs as clock hands";
            case ROPE -> "Query and key turn together";
            case ALIBI -> "One slope a head";
            case INDEX -> "The index drowns the word";
            case NORMALIZED -> "Value of index 2: 0.667 of 3, 0.0200 of 100";
            case NONE -> "The same token at another position";
        };
    }

    Picture left(boolean waves) {
        return switch (scheme) {
            case LEARNED -> norms();
            case SINUSOIDAL -> waves ? waves() : clocks();
            case ROPE -> dials();
            case ALIBI -> slopes(false);
            case INDEX -> indexNorm();
            case NORMALIZED -> LinePicture.of(new Scale("length of the text", "", Scale.Kind.LINEAR, 0, 100), Scale.linear("2 / length", ""),
                    List.of(Line.solid("index 2", InkColor.FG, curve(3, 100, n -> PositionMath.normalized(2, (int) n)))))
                    .withNotes(List.of(new Note(3, 2 / 3.0, "2/3 = 0.667"), new Note(100, 0.02, "2/100 = 0.0200"))).withPlayhead(Math.min(100, length));
            case NONE -> new NoPositionsPictures(trace, position).elsewhere();
        };
    }

    String rightTitle() {
        return switch (scheme) {
            case LEARNED, SINUSOIDAL -> "p(a) · p(b) against distance";
            case ROPE -> "q · k against distance, block 1";
            case ALIBI -> "What the bias leaves of a weight";
            case INDEX -> "Cosine of tok + index to tok";
            case NORMALIZED -> "Step from one index to the next";
            case NONE -> "Tokens in sight";
        };
    }

    /// Which line is which, where there are several.
    String rightNote() {
        return switch (scheme) {
            case LEARNED, SINUSOIDAL -> "line: a = 0" + (position > 0 && position < last() ? ", rings: a = " + position : "");
            case ROPE -> "marked: head " + (head + 1);
            case ALIBI -> "marked: head " + (alibiHead() + 1);
            case NONE -> "line: causal mask, dashed: no mask";
            case INDEX, NORMALIZED -> "";
        };
    }

    String leftNote() {
        return switch (scheme) {
            case ALIBI -> rightNote();
            case NONE -> "marked: none" + (table().position(0).isPresent() ? ", line: this run" : "");
            default -> "";
        };
    }

    private int last() {
        return Math.min(MOST, config().contextLength()) - 1;
    }

    Picture right() {
        return switch (scheme) {
            case LEARNED, SINUSOIDAL -> products();
            case ROPE -> scores();
            case ALIBI -> slopes(true);
            case INDEX -> remains();
            case NORMALIZED -> LinePicture.of(new Scale("length of the text", "", Scale.Kind.LINEAR, 0, 100), Scale.linear("1 / length", ""),
                    List.of(Line.solid("one index further", InkColor.FG, curve(3, 100, n -> 1 / n)))).withPlayhead(Math.min(100, length));
            case NONE -> new NoPositionsPictures(trace, position).inSight();
        };
    }

    static Points curve(int from, int to, DoubleUnaryOperator value) {
        double[] x = new double[to - from + 1];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = from + i;
            y[i] = value.applyAsDouble(x[i]);
        }
        return Points.of(x, y);
    }

    private LinePicture norms() {
        Points norms = curve(0, config().contextLength() - 1, p -> norm(table().position((int) p).orElseThrow()));
        return LinePicture.of(Scale.linear("position", ""), new Scale("length", "", Scale.Kind.LINEAR, 0, Double.NaN), List.of(Line.solid("position", InkColor.FG, norms)))
                .withReferences(List.of(new Reference("mean token row", "", tokenNorm()))).withPlayhead(position);
    }

    private static double norm(float[] vector) {
        return VectorPair.of(vector, vector).normA();
    }

    /// Mean length of the rows of the sentence's tokens.
    double tokenNorm() {
        return trace.sentence().tokens().stream().mapToDouble(token -> norm(table().row(Matrix.INPUT, token.id()))).average().orElse(0);
    }

    private ClockPicture clocks() {
        int pairs = config().dModel() / 2;
        List<Clock> clocks = new ArrayList<>();
        for (int i : shownPairs(pairs)) {
            double speed = PositionMath.speed(i, config().dModel(), 10_000);
            List<Double> before = new ArrayList<>();
            for (int p = Math.max(0, position - 40); p < position; p++) {
                before.add(p * speed);
            }
            clocks.add(new Clock(i, "pair " + i, degrees(position * speed), List.of(new Hand(position * speed, 1, InkColor.Q)), before, i == pair));
        }
        return new ClockPicture(clocks, "small dots: positions 0 to " + Math.max(0, position - 1) + " · from the top, sin to the right, cos up");
    }

    /// The selected pair among four others.
    private List<Integer> shownPairs(int pairs) {
        List<Integer> shown = new ArrayList<>();
        for (int i : new int[] {0, 2, 4, 8, 16}) {
            if (i < pairs) {
                shown.add(i);
            }
        }
        if (!shown.contains(pair) && pair < pairs) {
            shown.removeLast();
            shown.add(pair);
            shown.sort(null);
        }
        return shown;
    }

    private static String degrees(double angle) {
        return Numbers.format(Math.toDegrees(angle) % 360) + "°";
    }

    private LinePicture waves() {
        int end = Math.max(4, length) - 1;
        double speed = PositionMath.speed(pair, config().dModel(), 10_000);
        return LinePicture.of(Scale.linear("position", "").between(0, end), Scale.linear("value", "").between(-1, 1), List.of(
                        Line.solid("sin(0.5 p)", InkColor.FG_MUTED, fine(end, p -> Math.sin(0.5 * p))),
                        Line.solid("sin(" + Numbers.format(speed) + " p), pair " + pair, InkColor.Q, fine(end, p -> Math.sin(speed * p)))))
                .withNotes(List.of(new Note(2, Math.sin(1), "sin(2 · 0.5) = 0.841"))).withPlayhead(Math.min(position, end));
    }

    private static Points fine(int end, DoubleUnaryOperator value) {
        int n = 400;
        double[] x = new double[n + 1];
        double[] y = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            x[i] = end * i / (double) n;
            y[i] = value.applyAsDouble(x[i]);
        }
        return Points.of(x, y);
    }

    /// The vector added at a position: learned or a formula.
    private float[] added(int p) {
        if (scheme == Scheme.LEARNED) {
            return table().position(p).orElseThrow();
        }
        double[] row = PositionMath.sinusoidal(p, config().dModel());
        float[] values = new float[row.length];
        for (int c = 0; c < row.length; c++) {
            values[c] = (float) row[c];
        }
        return values;
    }

    private LinePicture products() {
        int last = last();
        float[] zero = added(0);
        int from = Math.min(position, last);
        float[] here = added(from);
        List<Line> lines = new ArrayList<>();
        lines.add(Line.solid("a = 0", InkColor.FG, curve(0, last, k -> VectorPair.of(zero, added((int) k)).dot())));
        if (from > 0 && from < last) {
            lines.add(Line.dashed("a = " + from, InkColor.Q, curve(0, last - from, k -> VectorPair.of(here, added(from + (int) k)).dot())).withMarks());
        }
        return LinePicture.of(Scale.linear("distance in positions", ""), Scale.linear("p(a) · p(b)", ""), lines);
    }

    /// The query's and the key's vector of the first block, as they are before anything turns them: `[D]` each.
    double[][] vectors(int block, int inHead) {
        var q = trace.get(ProbePoint.Q, block);
        var k = trace.get(ProbePoint.K, block);
        if (q.isEmpty() || k.isEmpty()) {
            return new double[0][];
        }
        int d = config().dHead();
        int at = Math.min(key < 0 ? position : key, position);
        int kvHead = inHead / (config().nHead() / config().nKvHead());
        double[] query = PositionMath.widen(q.get().values(), (position * config().nHead() + inHead) * d, (position * config().nHead() + inHead + 1) * d);
        double[] other = PositionMath.widen(k.get().values(), (at * config().nKvHead() + kvHead) * d, (at * config().nKvHead() + kvHead + 1) * d);
        if (config().positions() == Kind.ROPE) { // the trace has them turned already
            query = PositionMath.rotated(query, -position, config().ropeTheta(), config().ropePairs());
            other = PositionMath.rotated(other, -at, config().ropeTheta(), config().ropePairs());
        }
        return new double[][] {query, other};
    }

    /// `q·k` of the selected tokens as RoPE makes it at a distance, for one head.
    double score(int inHead, int queryAt, int keyAt) {
        double[][] both = vectors(0, inHead);
        return PositionMath.dot(PositionMath.rotated(both[0], queryAt, config().ropeTheta(), config().ropePairs()),
                PositionMath.rotated(both[1], keyAt, config().ropeTheta(), config().ropePairs()));
    }

    private LinePicture scores() {
        int last = last();
        List<Line> lines = new ArrayList<>();
        for (int h = 0; h < config().nHead() && config().dHead() % 2 == 0 && vectors(0, h).length > 0; h++) {
            int which = h;
            boolean strong = h == head;
            Points points = curve(0, Math.max(1, last), distance -> score(which, (int) distance, 0));
            lines.add(Line.solid("head " + (h + 1), strong ? InkColor.Q : InkColor.FG_SUBTLE, points).withWidth(strong ? 2.4 : 1.2));
        }
        String empty = config().dHead() % 2 == 0 ? "Waiting for queries and keys." : "A head has " + config().dHead() + " numbers: pairs need an even number.";
        return LinePicture.of(Scale.linear("distance in positions", ""), Scale.linear("q · k", ""), lines).withEmpty(empty);
    }

    private ClockPicture dials() {
        int pairs = Math.max(1, config().dHead() / 2);
        int at = Math.min(key < 0 ? Math.max(0, position - 1) : key, position);
        List<Clock> clocks = new ArrayList<>();
        for (int i = 0; i < Math.min(4, pairs); i++) {
            double speed = PositionMath.speed(i, config().dHead(), config().ropeTheta());
            clocks.add(new Clock(i, "pair " + i, degrees((position - at) * speed) + " apart", List.of(
                    new Hand((at + turn) * speed, 0.8, InkColor.K), new Hand((position + turn) * speed, 1, InkColor.Q)), List.of(), i == 0));
        }
        return new ClockPicture(clocks, "query at " + (position + turn) + ", key at " + (at + turn) + ": only the distance " + (position - at) + " matters");
    }

    private LinePicture slopes(boolean factor) {
        float[] slopes = AlibiPositions.slopes(alibiHeads);
        int last = last();
        List<Line> lines = new ArrayList<>();
        for (int h = 0; h < slopes.length; h++) {
            double slope = slopes[h];
            boolean strong = h == alibiHead();
            lines.add(Line.solid("head " + (h + 1) + " " + Numbers.format(slope), strong ? InkColor.Q : InkColor.FG_SUBTLE,
                    curve(0, Math.max(1, last), k -> factor ? Math.exp(-slope * k) : -slope * k)).withWidth(strong ? 2.4 : 1.2));
        }
        return LinePicture.of(Scale.linear("distance in positions", ""), Scale.linear(factor ? "e^bias" : "bias", ""), lines);
    }

    private LinePicture indexNorm() {
        int end = Math.max(4, length) - 1;
        int d = config().dModel();
        return LinePicture.of(Scale.linear("position", "").between(0, end), Scale.linear("length", ""), List.of(
                        Line.solid("p √d", InkColor.FG, curve(0, end, p -> PositionMath.rawIndexNorm((int) p, d)))))
                .withReferences(List.of(new Reference("mean token row", "", tokenNorm()))).withPlayhead(Math.min(position, end));
    }

    /// Cosine of token plus raw index to the token alone.
    private LinePicture remains() {
        int end = Math.max(4, length) - 1;
        float[] token = table().row(Matrix.INPUT, trace.sentence().tokens().get(position).id());
        return LinePicture.of(Scale.linear("position", "").between(0, end), Scale.linear("cosine", "").between(-1, 1), List.of(
                Line.solid(trace.sentence().tokens().get(position).label(), InkColor.Q, curve(0, end, p -> {
                    float[] sum = token.clone();
                    for (int c = 0; c < sum.length; c++) {
                        sum[c] += (float) p;
                    }
                    return VectorPair.of(sum, token).cosine();
                })))).withPlayhead(Math.min(position, end));
    }
}
