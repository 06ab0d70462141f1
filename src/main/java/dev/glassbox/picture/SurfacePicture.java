package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A loss over a plane as colours and contour lines, with ways through it.
///
/// @param x      places of the columns, ascending
/// @param y      places of the rows, ascending
/// @param losses row-major `[y, x]`
/// @param ways   each from the origin
public record SurfacePicture(double[] x, double[] y, float[] losses, List<Way> ways) implements Picture {

    private static final double BELOW = 22;
    private static final double LEFT = 20;
    private static final int LEVELS = 9;
    private static final Stroke.Dash[] DASHES = {Stroke.Dash.SOLID, Stroke.Dash.DASHED, Stroke.Dash.SHORT, Stroke.Dash.DOTTED};

    /// One way.
    ///
    /// @param end what it arrives at, in words
    public record Way(String name, double[] x, double[] y, String end) {}

    /// The end of a way, or a cell.
    public record Place(Box box, String text) implements Hit {}

    public SurfacePicture {
        ways = List.copyOf(ways);
    }

    @Override
    public Size preferredSize() {
        return new Size(560, 300);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        Box plot = plot(width, height);
        double[] range = range();
        HeatScale scale = HeatScale.sequential(range[0], range[1], "nats");
        int[] colors = new int[losses.length];
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < x.length; column++) {
                // rows count upwards, cells downwards
                colors[(y.length - 1 - row) * x.length + column] = scale.color(ink, losses[row * x.length + column]);
            }
        }
        pen.cells(new Cells(x.length, y.length, colors), plot.x(), plot.y(), plot.width(), plot.height());
        for (int level = 1; level < LEVELS; level++) {
            contour(pen, ink, plot, range[0] + (range[1] - range[0]) * level * level / (LEVELS * LEVELS));
        }
        pen.strokeRect(plot.x(), plot.y(), plot.width(), plot.height(), 0, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text("towards AdamW's end →", plot.x(), height - 5, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        pen.text("↑ SGD's own way", plot.right(), height - 5, Anchor.END, caption, ink.color(InkColor.FG_MUTED));
        for (int i = 0; i < ways.size(); i++) {
            way(pen, ink, plot, ways.get(i), DASHES[i % DASHES.length]);
        }
        double startX = px(plot, 0);
        double startY = py(plot, 0);
        pen.fillCircle(startX, startY, 5, ink.color(InkColor.BG_SURFACE));
        pen.strokeCircle(startX, startY, 5, Stroke.of(ink.color(InkColor.FG), 2.5));
        labels(pen, ink, plot);
    }

    private void way(Pen pen, Ink ink, Box plot, Way way, Stroke.Dash dash) {
        double[] xs = new double[way.x().length];
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = px(plot, way.x()[i]);
            ys[i] = py(plot, way.y()[i]);
        }
        pen.polyline(xs, ys, xs.length, Stroke.round(ink.color(InkColor.BG_SURFACE), 5.5));
        pen.polyline(xs, ys, xs.length, Stroke.round(ink.color(InkColor.FG), 2.2).dash(dash));
        pen.fillCircle(xs[xs.length - 1], ys[xs.length - 1], 4.5, ink.color(InkColor.FG));
        pen.strokeCircle(xs[xs.length - 1], ys[xs.length - 1], 5.5, Stroke.of(ink.color(InkColor.BG_SURFACE), 1.5));
    }

    private void labels(Pen pen, Ink ink, Box plot) {
        TextFont font = ink.font(FontRole.CAPTION_BOLD);
        List<Box> taken = new ArrayList<>();
        for (Way way : ways) {
            double wide = font.width(way.name()) + 10;
            double x = px(plot, way.x()[way.x().length - 1]);
            double y = py(plot, way.y()[way.y().length - 1]);
            double left = x + 10 + wide > plot.right() ? x - 10 - wide : x + 10;
            Box box = new Box(left, Math.clamp(y - 10, plot.y(), plot.bottom() - 20), wide, 20);
            for (int tries = 0; tries < 8 && collides(box, taken); tries++) {
                double down = y - 10 + (tries % 2 == 0 ? 1 : -1) * 22 * (tries / 2 + 1);
                box = new Box(left, Math.clamp(down, plot.y(), plot.bottom() - 20), wide, 20);
            }
            taken.add(box);
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), 5, ink.color(InkColor.BG_SURFACE, 0.9));
            pen.text(way.name(), box.centreX(), font.centred(box.centreY()), Anchor.MIDDLE, font, ink.color(InkColor.FG));
        }
    }

    private static boolean collides(Box box, List<Box> taken) {
        return taken.stream().anyMatch(box::overlaps);
    }

    /// Straight pieces through the squares between four points (marching squares).
    private void contour(Pen pen, Ink ink, Box plot, double level) {
        Stroke stroke = Stroke.of(ink.color(InkColor.FG, 0.35), 1);
        for (int row = 0; row + 1 < y.length; row++) {
            for (int column = 0; column + 1 < x.length; column++) {
                double[] cross = new double[8];
                int found = 0;
                for (int side = 0; side < 4 && found < 8; side++) {
                    int c1 = column + (side == 1 || side == 2 ? 1 : 0);
                    int r1 = row + (side == 2 || side == 3 ? 1 : 0);
                    int c2 = column + (side == 0 || side == 1 ? 1 : 0);
                    int r2 = row + (side == 1 || side == 2 ? 1 : 0);
                    double a = losses[r1 * x.length + c1];
                    double b = losses[r2 * x.length + c2];
                    if (a < level != b < level) {
                        double share = (level - a) / (b - a);
                        cross[found++] = cellX(plot, c1 + share * (c2 - c1));
                        cross[found++] = cellY(plot, r1 + share * (r2 - r1));
                    }
                }
                for (int i = 0; i + 3 < found; i += 4) {
                    pen.line(cross[i], cross[i + 1], cross[i + 2], cross[i + 3], stroke);
                }
            }
        }
    }

    private static Box plot(double width, double height) {
        return new Box(LEFT, 4.5, Math.max(20, width - 2 * LEFT), Math.max(20, height - BELOW - 5));
    }

    /// The middle of a cell, fractions allowed.
    private double cellX(Box plot, double column) {
        return plot.x() + (column + 0.5) / x.length * plot.width();
    }

    private double cellY(Box plot, double row) {
        return plot.bottom() - (row + 0.5) / y.length * plot.height();
    }

    private double px(Box plot, double value) {
        return cellX(plot, (value - x[0]) / (x[x.length - 1] - x[0]) * (x.length - 1));
    }

    private double py(Box plot, double value) {
        return cellY(plot, (value - y[0]) / (y[y.length - 1] - y[0]) * (y.length - 1));
    }

    private double[] range() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float loss : losses) {
            if (Float.isFinite(loss)) {
                low = Math.min(low, loss);
                high = Math.max(high, loss);
            }
        }
        return high > low ? new double[] {low, high} : new double[] {0, 1};
    }

    @Override
    public Optional<Picture> legend() {
        double[] range = range();
        return Optional.of(new HeatLegend(HeatScale.sequential(range[0], range[1], "nats"), ""));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        Box plot = plot(width, height);
        List<Hit> parts = new ArrayList<>();
        for (Way way : ways) {
            double endX = px(plot, way.x()[way.x().length - 1]);
            double endY = py(plot, way.y()[way.y().length - 1]);
            parts.add(new Place(new Box(endX - 8, endY - 8, 16, 16), way.name() + ": " + way.end()));
        }
        return parts;
    }

    @Override
    public String describe() {
        double[] range = range();
        return "A slice of the loss surface from " + Numbers.format(range[0]) + " to " + Numbers.format(range[1]) + " nats with the ways of "
                + String.join(", ", ways.stream().map(Way::name).toList()) + ".";
    }
}
