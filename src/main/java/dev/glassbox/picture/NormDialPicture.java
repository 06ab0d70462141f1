package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A vector of two numbers to drag, and what the two norms make of it: layer norm knows only two points, RMS norm a circle.
///
/// @param x     `[2]`
/// @param layer `[2]`, the vector after layer norm
/// @param rms   `[2]`, the vector after RMS norm
/// @param lines what is written beside the plane
public record NormDialPicture(List<Double> x, List<Double> layer, List<Double> rms, List<String> lines) implements Picture {

    private static final double REACH = 3;
    private static final double STEP = 0.5;

    /// A place of the plane.
    public record Spot(double x, double y, Box box) implements Hit {
        @Override public String text() {
            return "x = (" + Numbers.fixed(x, 2) + ", " + Numbers.fixed(y, 2) + ")";
        }
    }

    public NormDialPicture {
        x = List.copyOf(x);
        layer = List.copyOf(layer);
        rms = List.copyOf(rms);
        lines = List.copyOf(lines);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 260);
    }

    private static double side(double width, double height) {
        return Math.max(20, Math.min(height - 4, width * 0.45));
    }

    private static double px(double value, double side) {
        return 8 + side / 2 + value / REACH * side / 2;
    }

    private static double py(double value, double side) {
        return 2 + side / 2 - value / REACH * side / 2;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double side = side(width, height);
        pen.save();
        pen.clip(8, 2, side, side);
        for (int i = -3; i <= 3; i++) {
            Stroke line = Stroke.of(ink.color(i == 0 ? InkColor.BORDER_STRONG : InkColor.GRID), 1);
            pen.line(Math.rint(px(i, side)) + 0.5, 2, Math.rint(px(i, side)) + 0.5, side + 2, line);
            pen.line(8, Math.rint(py(i, side)) + 0.5, 8 + side, Math.rint(py(i, side)) + 0.5, line);
        }
        pen.strokeCircle(px(0, side), py(0, side), Math.sqrt(2) / REACH * side / 2, Stroke.of(ink.color(InkColor.FG_SUBTLE), 1.5).dash(Stroke.Dash.SHORT));
        for (int sign : new int[] {-1, 1}) {
            double cx = px(sign, side);
            double cy = py(-sign, side);
            pen.strokeRect(cx - 5, cy - 5, 10, 10, 0, Stroke.of(ink.color(InkColor.FG_SUBTLE), 1.5).dash(Stroke.Dash.SHORT));
        }
        arrow(pen, ink, side, x.get(0), x.get(1), 3, InkColor.FG);
        pen.line(px(x.get(0), side), py(x.get(1), side), px(rms.get(0), side), py(rms.get(1), side), Stroke.of(ink.color(InkColor.FG_SUBTLE), 1).dash(Stroke.Dash.FINE));
        pen.line(px(x.get(0), side), py(x.get(1), side), px(layer.get(0), side), py(layer.get(1), side), Stroke.of(ink.color(InkColor.FG_SUBTLE), 1).dash(Stroke.Dash.FINE));
        pen.fillCircle(px(rms.get(0), side), py(rms.get(1), side), 6, ink.color(InkColor.FG));
        pen.fillRect(px(layer.get(0), side) - 6, py(layer.get(1), side) - 6, 12, 12, 0, ink.color(InkColor.FG));
        pen.fillCircle(px(x.get(0), side), py(x.get(1), side), 8, ink.color(InkColor.BG_SURFACE));
        pen.strokeCircle(px(x.get(0), side), py(x.get(1), side), 8, Stroke.of(ink.color(InkColor.FG), 2.5));
        pen.restore();
        pen.strokeRect(8.5, 2.5, side - 1, side - 1, 0, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        double pitch = Math.min(24, (side - 6) / Math.max(1, lines.size()));
        for (int i = 0; i < lines.size(); i++) {
            pen.text(mono.fitted(lines.get(i), width - side - 44), side + 36, mono.centred(2 + pitch * (i + 0.5)), Anchor.START, mono, ink.color(InkColor.FG));
        }
    }

    private static void arrow(Pen pen, Ink ink, double side, double x, double y, double width, InkColor color) {
        pen.line(px(0, side), py(0, side), px(x, side), py(y, side), Stroke.round(ink.color(color), width));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        double side = side(width, height);
        List<Hit> parts = new ArrayList<>();
        for (double b = REACH; b >= -REACH; b -= STEP) {
            for (double a = -REACH; a <= REACH; a += STEP) {
                parts.add(new Spot(a, b, new Box(px(a, side) - 6, py(b, side) - 6, 12, 12)));
            }
        }
        return parts;
    }

    @Override
    public Hit hit(Ink ink, double px, double py, double width, double height) {
        double side = side(width, height);
        if (px < 8 || px > 8 + side || py < 2 || py > 2 + side) {
            return Hit.NONE;
        }
        double a = ((px - 8) / side * 2 - 1) * REACH;
        double b = -((py - 2) / side * 2 - 1) * REACH;
        return new Spot(a, b, new Box(px - 6, py - 6, 12, 12));
    }

    @Override
    public String describe() {
        return "The vector (" + Numbers.fixed(x.get(0), 2) + ", " + Numbers.fixed(x.get(1), 2) + ") becomes (" + Numbers.fixed(layer.get(0), 2) + ", "
                + Numbers.fixed(layer.get(1), 2) + ") after layer norm and (" + Numbers.fixed(rms.get(0), 2) + ", " + Numbers.fixed(rms.get(1), 2)
                + ") after RMS norm.";
    }
}
