package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a corpus shrinks as its vocabulary grows: tokens, or characters per token, against the vocabulary size.
///
/// @param values one for each number of merges, from none on; shared, never written
/// @param at     merges made at this moment
/// @param title  what the values are
/// @param base   size of the vocabulary before the first merge
public record MergeCurvePicture(double[] values, int at, String title, int base) implements Picture {

    private static final double BLEED = 8;
    private static final double LEFT = 50;
    private static final double RIGHT = 14;
    private static final double TOP = 26;
    private static final double BELOW = 34;

    /// A number of merges that can be gone to.
    public record Moment(int merges, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(260, 200);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text(title, BLEED, caption.centred(11), Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        if (values.length < 2) {
            return;
        }
        double bottom = Math.floor(height - BELOW) + 0.5;
        Axis up = Axis.linear(0, Arrays.stream(values).max().orElse(1) * 1.04 + 1e-9);
        TextFont tick = ink.font(FontRole.TICK);
        for (double value : up.ticks(height > 150 ? 4 : 2)) {
            double y = Math.rint(y(up, value, bottom)) + 0.5;
            pen.line(LEFT, y, width - RIGHT, y, Stroke.of(ink.color(InkColor.GRID), 1));
            pen.text(shortened(value), LEFT - 6, tick.centred(y), Anchor.END, tick, ink.color(InkColor.FG_MUTED));
        }
        curve(pen, ink, up, width, bottom);
        double baseline = bottom + 15;
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text(Numbers.integer(base), LEFT, baseline, Anchor.MIDDLE, tick, muted);
        pen.text(Numbers.integer(base + values.length - 1), width - RIGHT + 6, baseline, Anchor.END, tick, muted);
        TextFont note = ink.font(FontRole.NOTE);
        pen.text("vocabulary V", (LEFT + width - RIGHT) / 2, baseline, Anchor.MIDDLE, note, muted);
        double x = Math.rint(x(at, width)) + 0.5;
        pen.line(x, TOP - 4, x, bottom, Stroke.of(ink.color(InkColor.FG), 1.5).dash(Stroke.Dash.SHORT));
        double y = y(up, values[Math.clamp(at, 0, values.length - 1)], bottom);
        pen.fillCircle(x, y, 4.5, ink.color(InkColor.BG_SURFACE));
        pen.strokeCircle(x, y, 4.5, Stroke.of(ink.color(InkColor.FG), 2));
    }

    private void curve(Pen pen, Ink ink, Axis up, double width, double bottom) {
        int points = Math.min(values.length, (int) Math.max(2, width));
        double[] xs = new double[points];
        double[] ys = new double[points];
        for (int i = 0; i < points; i++) {
            int merge = (int) Math.round(i * (values.length - 1.0) / (points - 1));
            xs[i] = x(merge, width);
            ys[i] = y(up, values[merge], bottom);
        }
        pen.polyline(xs, ys, points, Stroke.round(ink.color(InkColor.FG), 2));
    }

    private double x(double merge, double width) {
        return LEFT + merge / (values.length - 1) * (width - RIGHT - LEFT);
    }

    private static double y(Axis up, double value, double bottom) {
        return bottom - up.place(value) * (bottom - TOP);
    }

    private static String shortened(double value) {
        if (value >= 1_000_000) {
            return Numbers.format(value / 1_000_000).replaceAll("\\.?0+$", "") + "M";
        }
        return value >= 1000 ? Math.round(value / 1000) + "k" : value == Math.rint(value) ? Numbers.integer((long) value) : Numbers.format(value);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        int step = Math.max(1, (values.length - 1) / 20);
        for (int merge = 0; merge < values.length; merge += step) {
            parts.add(moment(merge, width, height));
        }
        return parts;
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        if (values.length < 2) {
            return Hit.NONE;
        }
        double share = (x - LEFT) / (width - RIGHT - LEFT);
        return moment((int) Math.round(Math.clamp(share, 0, 1) * (values.length - 1)), width, height);
    }

    private Moment moment(int merge, double width, double height) {
        double x = values.length < 2 ? LEFT : x(merge, width);
        return new Moment(merge, new Box(x - 5, TOP, 10, height - TOP - BELOW), "V = " + Numbers.integer(base + merge) + ": " + title + " "
                + Numbers.format(values[merge]));
    }

    @Override
    public String describe() {
        if (values.length == 0) {
            return "Nothing learned yet.";
        }
        int merge = Math.clamp(at, 0, values.length - 1);
        return "With V = " + Numbers.integer(base + merge) + ", " + title + ": " + Numbers.format(values[merge]) + ", from "
                + Numbers.format(values[0]) + " at V = " + Numbers.integer(base) + " to " + Numbers.format(values[values.length - 1]) + ".";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MergeCurvePicture o && o.values == values && o.at == at && o.title.equals(title) && o.base == base;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(values) * 31 + at;
    }
}
