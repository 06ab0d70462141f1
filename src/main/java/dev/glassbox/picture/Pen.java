package dev.glassbox.picture;

import java.util.List;

/// The few operations every picture is made of. Colours are ARGB integers, lengths logical pixels, y grows downwards.
public interface Pen {

    void save();

    void restore();

    void translate(double dx, double dy);

    /// Multiplies all lengths from here to the next [#restore].
    void scale(double factor);

    /// Turns what follows about the origin, clockwise, until the next [#restore].
    void rotate(double degrees);

    /// Nothing outside this rectangle is painted until the next [#restore].
    void clip(double x, double y, double width, double height);

    void fillRect(double x, double y, double width, double height, double radius, int argb);

    void strokeRect(double x, double y, double width, double height, double radius, Stroke stroke);

    void fillCircle(double x, double y, double radius, int argb);

    void strokeCircle(double x, double y, double radius, Stroke stroke);

    void line(double x1, double y1, double x2, double y2, Stroke stroke);

    /// An open line through the first `count` points.
    void polyline(double[] xs, double[] ys, int count, Stroke stroke);

    void fillPolygon(double[] xs, double[] ys, int count, int argb);

    /// Cubic curves painted as one path: eight numbers each, start, two control points, end. Where they cross, a
    /// translucent colour does not add up.
    void curves(double[] points, int count, Stroke stroke);

    /// Bundles of curves one over the other. A pen may take a faster way here for curves that run from left to right and are level at both
    /// ends; each bundle looks as [#curves(double\[\], int, Stroke)] paints it.
    default void curves(List<Curves> bundles) {
        bundles.forEach(bundle -> curves(bundle.points(), bundle.count(), bundle.stroke()));
    }

    /// What one call of [#curves(double\[\], int, Stroke)] paints.
    record Curves(double[] points, int count, Stroke stroke) {}

    void text(String text, double x, double baseline, Anchor anchor, TextFont font, int argb);

    /// A grid of coloured cells stretched over a rectangle with hard edges.
    void cells(Cells cells, double x, double y, double width, double height);

    /// The diagonal hatch that means "not part of it": masked, cut, not trained.
    void hatch(double x, double y, double width, double height);

    /// Where along the text its x coordinate lies.
    enum Anchor { START, MIDDLE, END }
}
