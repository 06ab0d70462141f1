package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// An activation function with its derivative, the inputs of all neurons as a histogram below it and as dots on the curve.
///
/// @param name   of the function
/// @param x      places, ascending
/// @param y      act(x)
/// @param slope  act′(x)
/// @param inputs what goes into the neurons now
/// @param outputs act(input) of each
/// @param selected the neuron looked at, −1 for none
public record ActivationPicture(String name, float[] x, float[] y, float[] slope, float[] inputs, float[] outputs, int selected) implements Picture {

    private static final double LEFT = 40;
    private static final double RIGHT = 14;
    private static final double TOP = 10;
    private static final double BELOW = 38;
    private static final int BINS = 48;

    /// A place on the curve.
    public record Reading(double x, double y, double slope, Box box) implements Hit {
        @Override public String text() {
            return "act(" + Numbers.format(x) + ") = " + Numbers.format(y) + ", slope " + Numbers.format(slope);
        }
    }

    /// A neuron on the curve.
    public record Dot(int neuron, double input, double output, Box box) implements Hit {
        @Override public String text() {
            return "neuron " + (neuron + 1) + ": act(" + Numbers.format(input) + ") = " + Numbers.format(output);
        }
    }

    @Override
    public Size preferredSize() {
        return new Size(480, 320);
    }

    /// Places of numbers on the paper.
    private record Frame(Axis across, Axis up, double width, double bottom) {
        double px(double value) {
            return LEFT + across.place(value) * (width - LEFT - RIGHT);
        }

        double py(double value) {
            return bottom - up.place(value) * (bottom - TOP);
        }
    }

    private Frame frame(double width, double height) {
        double low = 0;
        double high = 1.2;
        for (int i = 0; i < x.length; i++) {
            low = Math.min(low, Math.min(y[i], slope[i]));
            high = Math.max(high, Math.min(y[i], x[x.length - 1]));
        }
        double histogram = Math.min(56, (height - BELOW - TOP) * 0.22);
        return new Frame(Axis.linear(x[0], x[x.length - 1]), Axis.linear(low - 0.12 * high, high * 1.05), width, height - BELOW - histogram);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        Frame f = frame(width, height);
        axes(pen, ink, f, height);
        histogram(pen, ink, f, height);
        curve(pen, f, slope, Stroke.round(ink.color(InkColor.FG_SUBTLE), 1.75).dash(Stroke.Dash.DASHED));
        curve(pen, f, y, Stroke.round(ink.color(InkColor.FG), 2.4));
        int dots = ink.color(InkColor.FG_MUTED, 0.4);
        for (int i = 0; i < inputs.length; i++) {
            if (shown(inputs[i])) {
                pen.fillCircle(f.px(inputs[i]), f.py(outputs[i]), 3, dots);
            }
        }
        if (selected >= 0 && selected < inputs.length && Float.isFinite(inputs[selected])) {
            double at = Math.clamp(inputs[selected], x[0], x[x.length - 1]);
            pen.fillCircle(f.px(at), f.py(outputs[selected]), 6, ink.color(InkColor.BG_SURFACE));
            pen.strokeCircle(f.px(at), f.py(outputs[selected]), 6, Stroke.of(ink.color(InkColor.FG), 2.5));
        }
        key(pen, ink);
    }

    private boolean shown(double input) {
        return input >= x[0] && input <= x[x.length - 1];
    }

    private void axes(Pen pen, Ink ink, Frame f, double height) {
        TextFont tick = ink.font(FontRole.TICK);
        int muted = ink.color(InkColor.FG_MUTED);
        double foot = height - BELOW;
        for (double value : f.up().ticks(5)) {
            double at = Math.rint(f.py(value)) + 0.5;
            pen.line(LEFT, at, f.width() - RIGHT, at, Stroke.of(ink.color(value == 0 ? InkColor.BORDER_STRONG : InkColor.GRID), 1));
            pen.text(tickText(value), LEFT - 6, tick.centred(at), Anchor.END, tick, muted);
        }
        for (double value : f.across().ticks(8)) {
            double at = Math.rint(f.px(value)) + 0.5;
            pen.line(at, TOP, at, foot, Stroke.of(ink.color(value == 0 ? InkColor.BORDER_STRONG : InkColor.GRID), 1));
            pen.text(tickText(value), at, foot + 14, Anchor.MIDDLE, tick, muted);
        }
        pen.text("input of the neuron (pre-activation)", (LEFT + f.width() - RIGHT) / 2, foot + 31, Anchor.MIDDLE, ink.font(FontRole.NOTE), muted);
    }

    private static String tickText(double value) {
        return value == Math.rint(value) ? Numbers.integer((long) value) : Numbers.format(value);
    }

    private void histogram(Pen pen, Ink ink, Frame f, double height) {
        int[] counts = new int[BINS];
        int most = 1;
        for (float input : inputs) {
            if (shown(input)) {
                int bin = Math.clamp((int) (f.across().place(input) * BINS), 0, BINS - 1);
                most = Math.max(most, ++counts[bin]);
            }
        }
        double foot = height - BELOW;
        double room = foot - f.bottom() - 6;
        double wide = (f.width() - LEFT - RIGHT) / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            double tall = room * counts[bin] / most;
            double at = Math.rint(LEFT + bin * wide);
            pen.fillRect(at, foot - tall, Math.rint(LEFT + (bin + 1) * wide) - at - 1, tall, 0, ink.color(InkColor.BAR));
        }
        pen.line(LEFT, Math.rint(foot) + 0.5, f.width() - RIGHT, Math.rint(foot) + 0.5, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
    }

    private void curve(Pen pen, Frame f, float[] values, Stroke stroke) {
        double[] xs = new double[x.length];
        double[] ys = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            xs[i] = f.px(x[i]);
            ys[i] = f.py(Math.min(values[i], f.up().high()));
        }
        pen.polyline(xs, ys, xs.length, stroke);
    }

    private void key(Pen pen, Ink ink) {
        TextFont note = ink.font(FontRole.CAPTION);
        double at = LEFT + 10;
        pen.line(at, TOP + 12, at + 22, TOP + 12, Stroke.round(ink.color(InkColor.FG), 2.4));
        pen.text(name, at + 28, note.centred(TOP + 12), Anchor.START, note, ink.color(InkColor.FG));
        pen.line(at, TOP + 30, at + 22, TOP + 30, Stroke.round(ink.color(InkColor.FG_SUBTLE), 1.75).dash(Stroke.Dash.DASHED));
        pen.text("its slope", at + 28, note.centred(TOP + 30), Anchor.START, note, ink.color(InkColor.FG_MUTED));
        pen.fillCircle(at + 11, TOP + 48, 3, ink.color(InkColor.FG_MUTED));
        pen.text("neurons", at + 28, note.centred(TOP + 48), Anchor.START, note, ink.color(InkColor.FG_MUTED));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        Frame f = frame(width, height);
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < x.length; i += Math.max(1, x.length / 24)) {
            parts.add(reading(f, i));
        }
        return parts;
    }

    private Reading reading(Frame f, int i) {
        return new Reading(x[i], y[i], slope[i], new Box(f.px(x[i]) - 5, f.py(Math.min(y[i], f.up().high())) - 5, 10, 10));
    }

    /// The nearest dot within reach, else the place on the curve.
    @Override
    public Hit hit(Ink ink, double px, double py, double width, double height) {
        Frame f = frame(width, height);
        int best = -1;
        double nearest = 8 * 8;
        for (int i = 0; i < inputs.length; i++) {
            double dx = f.px(inputs[i]) - px;
            double dy = f.py(outputs[i]) - py;
            if (dx * dx + dy * dy < nearest) {
                nearest = dx * dx + dy * dy;
                best = i;
            }
        }
        if (best >= 0) {
            return new Dot(best, inputs[best], outputs[best], new Box(f.px(inputs[best]) - 5, f.py(outputs[best]) - 5, 10, 10));
        }
        double share = (px - LEFT) / (width - LEFT - RIGHT);
        return share < 0 || share > 1 ? Hit.NONE : reading(f, (int) Math.round(share * (x.length - 1)));
    }

    @Override
    public String describe() {
        long zero = 0;
        for (float input : inputs) {
            zero += input <= 0 ? 1 : 0;
        }
        return name + " with the inputs of " + inputs.length + " neurons; " + zero + " of them are not above zero.";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationPicture o && o.y == y && o.inputs == inputs && o.selected == selected;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(inputs) * 31 + selected;
    }
}
