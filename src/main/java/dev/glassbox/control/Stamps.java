package dev.glassbox.control;

import dev.glassbox.picture.Argb;
import dev.glassbox.picture.Stroke;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// Small shapes, and the corners of large ones, kept as images: dots, bars, frames, check marks. A picture holds hundreds of them, alike from
/// frame to frame, and the software pipeline takes many times longer to rasterize one than to copy it.
///
/// A pixel whose centre lies at distance d outside the shape is covered by `½ − d`, at least 0 and at most 1. Places and sizes are rounded to a
/// quarter of a pixel, so that equal shapes share an image. Only for a canvas whose units are pixels.
final class Stamps {

    private static final double LARGEST = 40;
    private static final double PHASES = 4;
    private static final int MOST = 2_000;
    /// Stands for "longer than a stamp": the far end does not matter for a corner.
    private static final double LONG = 4 * LARGEST;

    private final GraphicsContext g;
    private final IntFunction<Color> colors;
    private final Map<Key, Image> images = new HashMap<>();

    Stamps(GraphicsContext g, IntFunction<Color> colors) {
        this.g = g;
        this.colors = colors;
    }

    /// @param line of an outline; 0 for a filled shape
    private record Key(Shape shape, double line, int argb, int columns, int rows) {}

    private sealed interface Shape {
        /// How far a point lies outside, in pixels; negative inside.
        double distance(double x, double y);
    }

    private record RoundRect(Part x, Part y, double radius) implements Shape {
        @Override
        public double distance(double px, double py) {
            double dx = x.distance(px) + radius;
            double dy = y.distance(py) + radius;
            return Math.min(Math.max(dx, dy), 0) + Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) - radius;
        }
    }

    /// The points lie one after the other: x, y, x, y, …
    private record Polyline(List<Double> points) implements Shape {
        @Override
        public double distance(double px, double py) {
            double nearest = Double.MAX_VALUE;
            for (int i = 0; i + 3 < points.size(); i += 2) {
                double x = points.get(i);
                double y = points.get(i + 1);
                double dx = points.get(i + 2) - x;
                double dy = points.get(i + 3) - y;
                double along = Math.clamp(((px - x) * dx + (py - y) * dy) / Math.max(1e-9, dx * dx + dy * dy), 0, 1);
                nearest = Math.min(nearest, Math.hypot(px - x - along * dx, py - y - along * dy));
            }
            return nearest;
        }
    }

    /// What one side of a rectangle looks like from the pixel where a stamp begins.
    private record Part(double from, double length) {
        double distance(double p) {
            return Math.abs(p - from - length / 2) - length / 2;
        }
    }

    /// A run of whole pixels along one side; `part` is null in the middle of a long side, where nothing is round.
    private record Span(int from, int to, Part part) {}

    /// @param margin how far the line reaches beyond the side
    private static List<Span> spans(double from, double length, double radius, double margin) {
        int first = (int) Math.floor(from - margin);
        int last = (int) Math.ceil(from + length + margin);
        if (length <= LARGEST) {
            return List.of(new Span(first, last, new Part(from - first, length)));
        }
        int corner = (int) Math.ceil(radius + margin) + 1;
        int tail = last - corner;
        return List.of(new Span(first, first + corner, new Part(from - first, LONG)), new Span(first + corner, tail, null),
                new Span(tail, last, new Part(from + length - LONG - tail, LONG)));
    }

    void fill(double x, double y, double width, double height, double radius, int argb) {
        double left = phase(x);
        double top = phase(y);
        double right = phase(x + width);
        double bottom = phase(y + height);
        for (Span across : spans(left, right - left, radius, 0)) {
            for (Span down : spans(top, bottom - top, radius, 0)) {
                if (across.part() != null && down.part() != null) {
                    draw(new RoundRect(across.part(), down.part(), radius), 0, argb, across, down);
                } else {
                    rect(Math.max(left, across.from()), Math.max(top, down.from()), Math.min(right, across.to()), Math.min(bottom, down.to()), argb);
                }
            }
        }
    }

    void stroke(double x, double y, double width, double height, double radius, Stroke stroke) {
        double left = phase(x);
        double top = phase(y);
        double right = phase(x + width);
        double bottom = phase(y + height);
        double half = stroke.width() / 2;
        for (Span across : spans(left, right - left, radius, half)) {
            for (Span down : spans(top, bottom - top, radius, half)) {
                if (across.part() != null && down.part() != null) {
                    draw(new RoundRect(across.part(), down.part(), radius), stroke.width(), stroke.argb(), across, down);
                }
            }
            if (across.part() == null) {
                rect(across.from(), top - half, across.to(), top + half, stroke.argb());
                rect(across.from(), bottom - half, across.to(), bottom + half, stroke.argb());
            }
        }
        for (Span down : spans(top, bottom - top, radius, half)) {
            if (down.part() == null) {
                rect(left - half, down.from(), left + half, down.to(), stroke.argb());
                rect(right - half, down.from(), right + half, down.to(), stroke.argb());
            }
        }
    }

    /// Whether this line was drawn: it must be small and round.
    boolean polyline(double[] xs, double[] ys, int count, Stroke stroke) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            left = Math.min(left, xs[i]);
            top = Math.min(top, ys[i]);
            right = Math.max(right, xs[i]);
            bottom = Math.max(bottom, ys[i]);
        }
        if (count < 2 || !stroke.round() || right - left > LARGEST || bottom - top > LARGEST) {
            return false;
        }
        double reach = stroke.width() / 2;
        Span across = new Span((int) Math.floor(left - reach), (int) Math.ceil(right + reach) + 1, null);
        Span down = new Span((int) Math.floor(top - reach), (int) Math.ceil(bottom + reach) + 1, null);
        List<Double> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(phase(xs[i]) - across.from());
            points.add(phase(ys[i]) - down.from());
        }
        draw(new Polyline(points), stroke.width(), stroke.argb(), across, down);
        return true;
    }

    private static double phase(double place) {
        return Math.rint(place * PHASES) / PHASES;
    }

    private void rect(double left, double top, double right, double bottom, int argb) {
        if (right > left && bottom > top) {
            g.setFill(colors.apply(argb));
            g.fillRect(left, top, right - left, bottom - top);
        }
    }

    private void draw(Shape shape, double line, int argb, Span across, Span down) {
        int columns = across.to() - across.from();
        int rows = down.to() - down.from();
        if (columns > 0 && rows > 0) {
            if (images.size() > MOST) {
                images.clear();
            }
            g.drawImage(images.computeIfAbsent(new Key(shape, line, argb, columns, rows), Stamps::image), across.from(), down.from());
        }
    }

    private static Image image(Key key) {
        int[] pixels = new int[key.columns() * key.rows()];
        for (int row = 0; row < key.rows(); row++) {
            for (int column = 0; column < key.columns(); column++) {
                double d = key.shape().distance(column + 0.5, row + 0.5);
                double outside = key.line() == 0 ? d : Math.abs(d) - key.line() / 2;
                double a = Math.clamp(0.5 - outside, 0, 1) * Argb.alpha(key.argb());
                pixels[row * key.columns() + column] = (int) Math.round(a) << 24 | part(a, Argb.red(key.argb())) << 16
                        | part(a, Argb.green(key.argb())) << 8 | part(a, Argb.blue(key.argb()));
            }
        }
        return new WritableImage(new PixelBuffer<>(key.columns(), key.rows(), IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance()));
    }

    private static int part(double alpha, int value) {
        return (int) Math.round(alpha / 255 * value);
    }
}
