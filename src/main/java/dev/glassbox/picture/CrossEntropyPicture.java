package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.List;

/// The loss of a true token over the probability it was given: `−ln p`, with a point to drag.
///
/// @param token the true one
/// @param p     of the point
/// @param model what the model gives the token; not a number without one
/// @param vocabulary V, for the line of a random guess
public record CrossEntropyPicture(String token, double p, double model, int vocabulary) implements Picture {

    /// Smaller probabilities are drawn at the left edge.
    public static final double SMALLEST = 0.001;
    private static final double LEFT = 44;
    private static final double BOTTOM = 34;
    private static final double TOP = 14;
    private static final double RIGHT = 16;
    private static final double HIGH = 7;
    private static final int POINTS = 240;

    /// Where the mouse is on the axis of p.
    public record At(double p, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(984, 140);
    }

    /// In nats; infinite for p = 0.
    public static double loss(double p) {
        return -Math.log(p);
    }

    private double x(double share, double width) {
        return LEFT + Math.clamp(share, 0, 1) * (width - LEFT - RIGHT);
    }

    private double y(double loss, double height) {
        return height - BOTTOM - Math.clamp(loss, 0, top()) / top() * (height - BOTTOM - TOP);
    }

    private double top() {
        return Math.max(HIGH, Math.log(vocabulary) + 0.5);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont tick = ink.font(FontRole.TICK);
        TextFont note = ink.font(FontRole.NOTE);
        int muted = ink.color(InkColor.FG_MUTED);
        for (double loss : Axis.linear(0, top()).ticks(4)) {
            double y = Math.rint(y(loss, height)) + 0.5;
            pen.line(LEFT, y, width - RIGHT, y, Stroke.of(ink.color(InkColor.GRID), 1));
            pen.text(Numbers.format(loss), LEFT - 8, tick.centred(y), Anchor.END, tick, muted);
        }
        for (int i = 0; i <= 10; i += 2) {
            pen.text(i == 0 ? "0" : i == 10 ? "1" : "0." + i, x(i / 10.0, width), height - BOTTOM + 15, Anchor.MIDDLE, tick, muted);
        }
        pen.text("p of the true token", width - RIGHT, height - 4, Anchor.END, note, muted);
        pen.text("loss −ln p in nats", LEFT, height - 4, Anchor.START, note, muted);
        double[] xs = new double[POINTS];
        double[] ys = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double share = SMALLEST * Math.pow(1 / SMALLEST, i / (POINTS - 1.0));
            xs[i] = x(share, width);
            ys[i] = y(loss(share), height);
        }
        pen.polyline(xs, ys, POINTS, Stroke.round(ink.color(InkColor.FG), 2));
        double guess = Math.rint(y(Math.log(vocabulary), height)) + 0.5;
        pen.line(LEFT, guess, width - RIGHT, guess, Stroke.of(muted, 1).dash(Stroke.Dash.DASHED));
        pen.text("random guess: ln " + Numbers.integer(vocabulary) + " = " + Numbers.format(Math.log(vocabulary)), width - RIGHT, guess - 5, Anchor.END, note, muted);
        if (!Double.isNaN(model)) {
            pen.strokeCircle(x(model, width), y(loss(model), height), 5, Stroke.of(ink.color(InkColor.FG), 1.5));
        }
        double px = x(p, width);
        double py = y(loss(p), height);
        pen.line(px, py, px, height - BOTTOM, Stroke.of(muted, 1).dash(Stroke.Dash.DOTTED));
        pen.fillCircle(px, py, 6, ink.color(InkColor.FG));
        TextFont mono = ink.font(FontRole.MONO_BOLD);
        String words = "−ln " + shown(p) + " = " + Numbers.fixed(loss(p), 3);
        boolean left = px > width - RIGHT - mono.width(words) - 24;
        pen.text(words, left ? px - 12 : px + 12, Math.max(TOP + 10, py - 10), left ? Anchor.END : Anchor.START, mono, ink.color(InkColor.FG));
    }

    private static String shown(double value) {
        return Numbers.format(value);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        return List.of(0.01, 0.1, 0.5, 0.9, 0.99).stream().map(share -> (Hit) at(share, width, height)).toList();
    }

    private At at(double share, double width, double height) {
        double x = x(share, width);
        return new At(share, new Box(x - 8, y(loss(share), height) - 8, 16, 16), "p " + shown(share) + ", loss " + shown(loss(share)) + " nats");
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return Hit.NONE;
        }
        return at(Math.clamp((x - LEFT) / (width - LEFT - RIGHT), SMALLEST, 1), width, height);
    }

    @Override
    public String describe() {
        return "If the true next token is " + token + " and it was given p = " + shown(p) + ", the loss is " + shown(loss(p))
                + " nats; a random guess costs ln " + Numbers.integer(vocabulary) + " = " + shown(Math.log(vocabulary)) + ".";
    }
}
