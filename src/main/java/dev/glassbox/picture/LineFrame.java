package dev.glassbox.picture;

import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Reference;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Where everything of a [LinePicture] lies: axes, plot, labels of the reference lines.
final class LineFrame {

    private static final double TOP = 30;
    private static final double BELOW = 38;
    /// Lower pictures do without the name of the horizontal axis: their neighbours have it.
    private static final double LOW = 150;
    private static final double BELOW_LOW = 22;
    private static final double MARGIN = 14;
    /// Ticks and labels keep this distance from the picture's sides, so that they stand below a card's title.
    static final double BLEED = 8;

    private final LinePicture chart;
    private final Ink ink;
    private final Axis xAxis;
    private final Axis yAxis;
    private final List<Double> yTicks;
    private final Box plot;
    private final double below;

    LineFrame(LinePicture chart, Ink ink, double width, double height) {
        this.chart = chart;
        this.ink = ink;
        xAxis = axis(chart.x(), line -> line.points().size() == 0 ? Double.NaN : line.points().x()[0],
                line -> line.points().size() == 0 ? Double.NaN : line.points().x()[line.points().size() - 1], false);
        yAxis = axis(chart.y(), line -> lowest(line), line -> line.points().highest(), true);
        below = height < LOW ? BELOW_LOW : BELOW;
        double bottom = Math.floor(height - below) + 0.5;
        yTicks = apart(yAxis.ticks((int) Math.max(2, (bottom - TOP) / 34)), bottom - TOP);
        TextFont tick = ink.font(FontRole.TICK);
        double left = Math.ceil(yTicks.stream().mapToDouble(value -> tick.width(Numbers.tick(value))).max().orElse(0)) + 8 + BLEED;
        double right = chart.references().isEmpty() ? MARGIN + BLEED : Math.min(labelWidth() + 10 + BLEED, width * 0.35);
        plot = new Box(left + 0.5, TOP + 0.5, Math.max(20, Math.floor(width - right) - left), Math.max(10, bottom - TOP - 0.5));
    }

    /// Those that can be read one above the other.
    private List<Double> apart(List<Double> ticks, double tall) {
        List<Double> kept = new ArrayList<>();
        for (double tick : ticks) {
            if (kept.isEmpty() || (yAxis.place(tick) - yAxis.place(kept.getLast())) * tall >= 14) {
                kept.add(tick);
            }
        }
        return kept;
    }

    private double lowest(Line line) {
        if (chart.y().kind() != Scale.Kind.LOG) {
            return line.points().lowest();
        }
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < line.points().size(); i++) {
            double value = line.points().low()[i];
            lowest = value > 0 && value < lowest ? value : lowest;
        }
        return lowest;
    }

    private Axis axis(Scale scale, ToDoubleFunction<Line> first, ToDoubleFunction<Line> last, boolean vertical) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : chart.lines()) {
            double from = first.applyAsDouble(line);
            double to = last.applyAsDouble(line);
            low = Double.isFinite(from) ? Math.min(low, from) : low;
            high = Double.isFinite(to) ? Math.max(high, to) : high;
        }
        if (vertical) {
            for (Reference reference : chart.references()) {
                low = Math.min(low, reference.value());
                high = Math.max(high, reference.value());
            }
        }
        if (!(low <= high)) {
            low = scale.kind() == Scale.Kind.LOG ? 0.1 : 0;
            high = 1;
        }
        double room = vertical ? 0.05 : 0;
        double from = Double.isNaN(scale.low()) ? low : scale.low();
        double to = Double.isNaN(scale.high()) ? high : scale.high();
        return switch (scale.kind()) {
            case STEPS -> Axis.log(to);
            case LOG -> {
                double least = Math.max(from, Double.MIN_NORMAL);
                double most = Math.max(to, least * 1.05);
                yield Axis.decades(Double.isNaN(scale.low()) ? least * (1 - room) : least, Double.isNaN(scale.high()) ? most * (1 + 2 * room) : most);
            }
            case LINEAR -> {
                if (Double.isNaN(scale.low()) && vertical) {
                    // From zero on unless the values are far from it: heights then compare.
                    from = low >= 0 && low < 0.5 * high ? 0 : low - room * Math.max(high - low, 1e-3 * Math.abs(low));
                }
                double most = Double.isNaN(scale.high()) ? to + room * (to - from) : to;
                yield Axis.linear(from, most > from ? most : from + Math.max(1e-9, Math.abs(from) * 1e-3));
            }
        };
    }

    private double labelWidth() {
        TextFont name = ink.font(FontRole.CAPTION_BOLD);
        TextFont number = ink.font(FontRole.MONO_SMALL);
        return chart.references().stream()
                .mapToDouble(reference -> Math.max(name.width(reference.name()), number.width(reference.number()))).max().orElse(0);
    }

    Axis xAxis() {
        return xAxis;
    }

    Box plot() {
        return plot;
    }

    double toX(double value) {
        return plot.x() + xAxis.place(value) * plot.width();
    }

    double toY(double value) {
        return plot.bottom() - yAxis.place(value) * plot.height();
    }

    void paintAxes(Pen pen) {
        TextFont tick = ink.font(FontRole.TICK);
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        for (double value : yTicks) {
            double y = Math.rint(toY(value) - 0.5) + 0.5;
            pen.line(plot.x(), y, plot.right(), y, Stroke.of(ink.color(InkColor.GRID), 1));
            pen.text(Numbers.tick(value), plot.x() - 6, tick.centred(y), Anchor.END, tick, muted);
        }
        pen.line(plot.x(), plot.bottom(), plot.right(), plot.bottom(), Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        double baseline = plot.bottom() + 16;
        double free = 0;
        for (double value : xAxis.ticks((int) Math.max(2, plot.width() / 64))) {
            String label = Numbers.tick(value);
            double x = toX(value);
            double half = tick.width(label) / 2;
            if (x - half >= free && x <= plot.right() + 0.5) {
                pen.line(x, plot.bottom(), x, plot.bottom() + 4, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
                pen.text(label, x, baseline, Anchor.MIDDLE, tick, muted);
                free = x + half + 10;
            }
        }
        if (below == BELOW) {
            pen.text(chart.x().title(), plot.centreX(), baseline + 17, Anchor.MIDDLE, caption, muted);
        }
        pen.text(chart.y().title(), BLEED, 11, Anchor.START, caption, muted);
    }

    void paintReferences(Pen pen) {
        List<Reference> shown = new ArrayList<>(chart.references());
        shown.sort(Comparator.comparingDouble(reference -> toY(reference.value())));
        TextFont name = ink.font(FontRole.CAPTION_BOLD);
        TextFont number = ink.font(FontRole.MONO_SMALL);
        double line = 15;
        double[] tops = LabelStack.spread(shown.stream().mapToDouble(reference -> toY(reference.value()) - line).toArray(), 2 * line + 3,
                0, plot.bottom() + below);
        double x = plot.right() + 8;
        double room = Math.max(labelWidth(), 20);
        for (int i = 0; i < shown.size(); i++) {
            Reference reference = shown.get(i);
            double y = Math.rint(toY(reference.value()));
            pen.line(plot.x(), y, plot.right(), y, Stroke.of(ink.color(InkColor.FG_SUBTLE), 1.5).dash(Stroke.Dash.DOTTED));
            pen.text(name.fitted(reference.name(), room), x, name.centred(tops[i] + line / 2), Anchor.START, name, ink.color(InkColor.FG));
            pen.text(number.fitted(reference.number(), room), x, number.centred(tops[i] + 1.5 * line), Anchor.START, number,
                    ink.color(InkColor.FG_MUTED));
        }
    }

    void paintPlayhead(Pen pen) {
        double x = Math.rint(toX(chart.playhead()));
        int color = ink.color(InkColor.FG);
        pen.line(x, TOP - 6, x, plot.bottom(), Stroke.of(color, 2));
        String label = chart.x().name() + " " + LinePicture.whole(chart.playhead());
        TextFont font = ink.font(FontRole.CAPTION_BOLD);
        double wide = font.width(label) + 18;
        double title = ink.font(FontRole.CAPTION).width(chart.y().title()) + 8 + BLEED;
        double last = plot.right() + MARGIN - wide;
        double left = Math.max(Math.min(x - wide / 2, last), Math.min(title, last)); // beside the axis title, not on it
        pen.fillRect(left, 1, wide, 22, 5, color);
        pen.text(label, left + wide / 2, font.centred(12), Anchor.MIDDLE, font, ink.color(InkColor.BG_SURFACE));
    }
}
