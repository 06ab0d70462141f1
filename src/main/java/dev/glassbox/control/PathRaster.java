package dev.glassbox.control;

import dev.glassbox.picture.Argb;
import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Paints a round line through many points, or a small convex polygon, into an image.
///
/// A pixel whose centre lies at distance d outside the shape is covered by `½ − d`, at least 0 and at most 1, as in [Stamps]; but these shapes
/// change with every frame, so nothing is kept. The toolkit's own rasterizer does more than this and pays for it: the curve of the timeline
/// alone took a sixth of its time, and its code was compiled anew again and again while the shapes changed.
final class PathRaster {

    private static final int MOST_PIXELS = 4_000_000;
    /// Longer segments are laid in pieces, so that the box that is searched for each stays small.
    private static final double PIECE = 16;
    private static final int MOST_CORNERS = 24;

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] coverage;

    private PathRaster(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        coverage = new float[width * height];
    }

    /// Points in pixels, clipped to a canvas; null for nothing to see, or for more than is worth an image.
    private static PathRaster around(double[] xs, double[] ys, int count, double reach, double canvasWidth, double canvasHeight) {
        double left = canvasWidth;
        double right = 0;
        double top = canvasHeight;
        double bottom = 0;
        for (int i = 0; i < count; i++) {
            left = Math.min(left, xs[i]);
            right = Math.max(right, xs[i]);
            top = Math.min(top, ys[i]);
            bottom = Math.max(bottom, ys[i]);
        }
        int x = (int) Math.floor(Math.max(0, left - reach));
        int y = (int) Math.floor(Math.max(0, top - reach));
        int columns = (int) Math.ceil(Math.min(canvasWidth, right + reach)) - x;
        int rows = (int) Math.ceil(Math.min(canvasHeight, bottom + reach)) - y;
        boolean fits = columns > 0 && rows > 0 && (long) columns * rows <= MOST_PIXELS;
        return fits ? new PathRaster(x, y, columns, rows) : null;
    }

    static PathRaster polyline(double[] xs, double[] ys, int count, double thickness, double canvasWidth, double canvasHeight) {
        double half = thickness / 2;
        PathRaster raster = around(xs, ys, count, half + 1, canvasWidth, canvasHeight);
        for (int i = 0; raster != null && i + 1 < count; i++) {
            int pieces = (int) Math.max(1, Math.ceil(Math.hypot(xs[i + 1] - xs[i], ys[i + 1] - ys[i]) / PIECE));
            for (int p = 0; p < pieces; p++) {
                double from = (double) p / pieces;
                double to = (p + 1.0) / pieces;
                raster.segment(between(xs[i], xs[i + 1], from), between(ys[i], ys[i + 1], from), between(xs[i], xs[i + 1], to),
                        between(ys[i], ys[i + 1], to), half);
            }
        }
        return raster;
    }

    /// Null also for a polygon that is not convex.
    static PathRaster polygon(double[] xs, double[] ys, int count, double canvasWidth, double canvasHeight) {
        double turn = turn(xs, ys, count);
        PathRaster raster = turn == 0 ? null : around(xs, ys, count, 1, canvasWidth, canvasHeight);
        if (raster != null) {
            raster.inside(xs, ys, count, turn);
        }
        return raster;
    }

    private static double between(double a, double b, double share) {
        return a + share * (b - a);
    }

    /// 1 or −1, the way a convex polygon turns; 0 for any other.
    private static double turn(double[] xs, double[] ys, int count) {
        if (count < 3 || count > MOST_CORNERS) {
            return 0;
        }
        double turn = 0;
        for (int i = 0; i < count; i++) {
            int j = (i + 1) % count;
            int k = (i + 2) % count;
            double cross = Math.signum((xs[j] - xs[i]) * (ys[k] - ys[j]) - (ys[j] - ys[i]) * (xs[k] - xs[j]));
            if (turn * cross < 0) {
                return 0;
            }
            turn = turn == 0 ? cross : turn;
        }
        return turn;
    }

    private void segment(double ax, double ay, double bx, double by, double half) {
        double reach = half + 0.5;
        int firstRow = Math.max(0, (int) Math.floor(Math.min(ay, by) - reach) - top);
        int lastRow = Math.min(height - 1, (int) Math.floor(Math.max(ay, by) + reach) - top);
        int firstColumn = Math.max(0, (int) Math.floor(Math.min(ax, bx) - reach) - left);
        int lastColumn = Math.min(width - 1, (int) Math.floor(Math.max(ax, bx) + reach) - left);
        double ux = bx - ax;
        double uy = by - ay;
        double scale = 1 / Math.max(1e-9, ux * ux + uy * uy);
        for (int row = firstRow; row <= lastRow; row++) {
            double py = top + row + 0.5 - ay;
            for (int column = firstColumn; column <= lastColumn; column++) {
                double px = left + column + 0.5 - ax;
                double along = Math.clamp((px * ux + py * uy) * scale, 0, 1);
                double dx = px - along * ux;
                double dy = py - along * uy;
                double squared = dx * dx + dy * dy;
                if (squared < reach * reach) {
                    int i = row * width + column;
                    coverage[i] = Math.max(coverage[i], (float) Math.min(1, reach - Math.sqrt(squared)));
                }
            }
        }
    }

    /// Inside is left of every edge; outside a corner this takes the nearer edge's line for the edge.
    private void inside(double[] xs, double[] ys, int count, double turn) {
        double[] nx = new double[count];
        double[] ny = new double[count];
        for (int e = 0; e < count; e++) {
            double ex = xs[(e + 1) % count] - xs[e];
            double ey = ys[(e + 1) % count] - ys[e];
            double length = Math.max(1e-9, Math.sqrt(ex * ex + ey * ey));
            nx[e] = turn * ey / length;
            ny[e] = -turn * ex / length;
        }
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double outside = -Double.MAX_VALUE;
                for (int e = 0; e < count && outside < 0.5; e++) {
                    outside = Math.max(outside, (left + column + 0.5 - xs[e]) * nx[e] + (top + row + 0.5 - ys[e]) * ny[e]);
                }
                coverage[row * width + column] = (float) Math.clamp(0.5 - outside, 0, 1);
            }
        }
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    Image image(int argb) {
        int[] pixels = new int[width * height];
        float alpha = Argb.alpha(argb);
        for (int i = 0; i < pixels.length; i++) {
            if (coverage[i] > 0) {
                float a = alpha * coverage[i];
                pixels[i] = (int) (a + 0.5f) << 24 | part(a, Argb.red(argb)) << 16 | part(a, Argb.green(argb)) << 8 | part(a, Argb.blue(argb));
            }
        }
        return new WritableImage(new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance()));
    }

    private static int part(float alpha, int value) {
        return (int) (alpha / 255 * value + 0.5f);
    }
}
