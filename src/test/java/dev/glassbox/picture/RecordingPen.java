package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.List;

/// Remembers what was painted, so that a test can ask for it.
final class RecordingPen implements Pen {

    /// One text with its place.
    record Text(String text, double x, double baseline, TextFont font, int argb) {}

    /// One circle, filled or stroked.
    record Circle(double x, double y, double radius, int argb) {}

    /// One bundle of curves.
    record Curves(double[] points, int count, Stroke stroke) {}

    /// One filled rectangle.
    record Rect(Box box, int argb) {}

    /// One straight line.
    record Line(double x1, double y1, double x2, double y2) {}

    final List<Line> lines = new ArrayList<>();
    final List<Text> texts = new ArrayList<>();
    final List<Circle> circles = new ArrayList<>();
    final List<Curves> curves = new ArrayList<>();
    final List<Rect> rects = new ArrayList<>();
    final List<Cells> cells = new ArrayList<>();
    final List<Box> hatches = new ArrayList<>();
    final List<Integer> polylines = new ArrayList<>();
    private int depth;

    static RecordingPen of(Picture picture, Ink ink, double width, double height) {
        RecordingPen pen = new RecordingPen();
        picture.paint(pen, ink, width, height);
        if (pen.depth != 0) {
            throw new AssertionError("save and restore do not match: " + pen.depth);
        }
        return pen;
    }

    boolean wrote(String text) {
        return texts.stream().anyMatch(t -> t.text().equals(text));
    }

    @Override public void save() {
        depth++;
    }

    @Override public void restore() {
        depth--;
    }

    @Override public void translate(double dx, double dy) {}

    @Override public void scale(double factor) {}

    @Override public void rotate(double degrees) {}

    @Override public void clip(double x, double y, double width, double height) {}

    @Override public void fillRect(double x, double y, double width, double height, double radius, int argb) {
        rects.add(new Rect(new Box(x, y, width, height), argb));
    }

    @Override public void strokeRect(double x, double y, double width, double height, double radius, Stroke stroke) {}

    @Override public void fillCircle(double x, double y, double radius, int argb) {
        circles.add(new Circle(x, y, radius, argb));
    }

    @Override public void strokeCircle(double x, double y, double radius, Stroke stroke) {
        circles.add(new Circle(x, y, radius, stroke.argb()));
    }

    @Override public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        lines.add(new Line(x1, y1, x2, y2));
    }

    @Override public void polyline(double[] xs, double[] ys, int count, Stroke stroke) {
        polylines.add(count);
    }

    @Override public void fillPolygon(double[] xs, double[] ys, int count, int argb) {}

    @Override public void curves(double[] points, int count, Stroke stroke) {
        curves.add(new Curves(points.clone(), count, stroke));
    }

    @Override public void text(String text, double x, double baseline, Anchor anchor, TextFont font, int argb) {
        double width = font.width(text);
        double left = anchor == Anchor.START ? x : anchor == Anchor.MIDDLE ? x - width / 2 : x - width;
        texts.add(new Text(text, left, baseline, font, argb));
    }

    @Override public void cells(Cells painted, double x, double y, double width, double height) {
        cells.add(painted);
    }

    @Override public void hatch(double x, double y, double width, double height) {
        hatches.add(new Box(x, y, width, height));
    }
}
