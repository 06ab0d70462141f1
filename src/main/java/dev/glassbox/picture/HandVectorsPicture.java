package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.List;

/// Two vectors of two numbers each, to be moved by hand, with the angle between them.
///
/// @param lines what is said beside them
public record HandVectorsPicture(double ax, double ay, double bx, double by, List<String> lines) implements Picture {

    private static final double MARGIN = 18;
    private static final double TEXT = 190;

    /// The end of a vector.
    ///
    /// @param second whether it is the second one
    public record Tip(boolean second, Box box, String text) implements Hit {}

    public HandVectorsPicture {
        lines = List.copyOf(lines);
    }

    @Override
    public Size preferredSize() {
        return new Size(480, 300);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    private static double half(double width, double height) {
        return Math.max(20, Math.min((width - TEXT) / 2 - MARGIN, height / 2 - MARGIN));
    }

    private static double middleX(double width, double height) {
        return MARGIN + half(width, height);
    }

    /// The coordinates of a place, −1 to 1, in hundredths.
    public static double[] at(double x, double y, double width, double height) {
        double half = half(width, height);
        return new double[] {snapped((x - middleX(width, height)) / half), snapped((height / 2 - y) / half)};
    }

    private static double snapped(double value) {
        return Math.rint(Math.clamp(value, -1, 1) * 100) / 100;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double half = half(width, height);
        double x = middleX(width, height);
        double y = height / 2;
        Stroke grid = Stroke.of(ink.color(InkColor.GRID), 1);
        TextFont tick = ink.font(FontRole.TICK);
        for (int i = -2; i <= 2; i++) {
            pen.line(x + i * half / 2, y - half, x + i * half / 2, y + half, i == 0 ? Stroke.of(ink.color(InkColor.BORDER), 1) : grid);
            pen.line(x - half, y + i * half / 2, x + half, y + i * half / 2, i == 0 ? Stroke.of(ink.color(InkColor.BORDER), 1) : grid);
        }
        int subtle = ink.color(InkColor.FG_SUBTLE);
        pen.text(Numbers.MINUS + "1", x - half, y + 13, Anchor.START, tick, subtle);
        pen.text("1", x + half, y + 13, Anchor.END, tick, subtle);
        arc(pen, ink, x, y, half * 0.22);
        vector(pen, ink, x, y, half, ax, ay, "a", InkColor.Q, InkColor.Q_TEXT);
        vector(pen, ink, x, y, half, bx, by, "b", InkColor.K, InkColor.K_TEXT);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        double left = x + half + MARGIN + 12;
        for (int i = 0; i < lines.size(); i++) {
            pen.text(mono.fitted(lines.get(i), width - left - 4), left, y - lines.size() * 11 + i * 22 + 14, Anchor.START, mono, ink.color(InkColor.FG));
        }
    }

    private void arc(Pen pen, Ink ink, double x, double y, double radius) {
        if (Math.hypot(ax, ay) < 1e-9 || Math.hypot(bx, by) < 1e-9) {
            return;
        }
        double from = Math.atan2(ay, ax);
        double turn = Math.atan2(by, bx) - from;
        turn = turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
        int n = 24;
        double[] xs = new double[n + 1];
        double[] ys = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            xs[i] = x + radius * Math.cos(from + turn * i / n);
            ys[i] = y - radius * Math.sin(from + turn * i / n);
        }
        pen.polyline(xs, ys, n + 1, Stroke.round(ink.color(InkColor.FG_MUTED), 1.5));
    }

    private static void vector(Pen pen, Ink ink, double x, double y, double half, double vx, double vy, String name, InkColor color, InkColor text) {
        double ex = x + vx * half;
        double ey = y - vy * half;
        pen.line(x, y, ex, ey, Stroke.round(ink.color(color), 2.5));
        pen.fillCircle(ex, ey, 7, ink.color(color));
        pen.text(name, ex + (vx < 0 ? -14 : 14), ey + 4, Anchor.MIDDLE, ink.font(FontRole.MONO_BOLD), ink.color(text));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        return List.of(tip(false, width, height), tip(true, width, height));
    }

    private Tip tip(boolean second, double width, double height) {
        double half = half(width, height);
        double vx = second ? bx : ax;
        double vy = second ? by : ay;
        return new Tip(second, new Box(middleX(width, height) + vx * half, height / 2 - vy * half, 0, 0).grown(14),
                (second ? "b" : "a") + " = [" + Numbers.fixed(vx, 2) + ", " + Numbers.fixed(vy, 2) + "]");
    }

    @Override
    public String describe() {
        return "Two vectors: " + String.join(", ", lines) + ".";
    }
}
