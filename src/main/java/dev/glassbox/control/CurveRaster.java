package dev.glassbox.control;

import dev.glassbox.picture.Argb;
import dev.glassbox.picture.Pen.Curves;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Paints bundles of curves into an image, pixel column by pixel column.
///
/// For curves that run from left to right and are level at both ends this takes a fraction of the time of the software pipeline's general
/// rasterizer, which walks through all edges of a path in every eighth of a pixel row: half of the cost of a frame of the Live lens.
///
/// A stroke of width w that rises by s pixels a column covers a band of height `w·√(1 + s²)` whose middle moves by s within the column, so what
/// it covers there has the profile of a trapezoid, see [Band]. Within a bundle the greatest coverage counts, so that crossings of
/// translucent curves do not add up.
final class CurveRaster {

    private static final int MOST_PIXELS = 4_000_000;

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final int[] pixels;
    /// Column by column, because that is how it is written.
    private final float[] coverage;
    private final Band band = new Band();
    private int[] touched = new int[8192];
    private int touchedCount;

    /// Curve parameter and dx/dt in the middle of each column, for curves with these horizontal coordinates.
    private final double[] parameters;
    private final double[] speeds;
    private double known0 = Double.NaN;
    private double known1;
    private double known2;
    private double known3;

    /// The curves, clipped to a canvas of `canvasWidth` × `canvasHeight` pixels, or null if they would need too large an image.
    ///
    /// @param scale pixels per unit of the points
    /// @param dx    the pixel where their x = 0 lies
    static CurveRaster of(List<Curves> bundles, double scale, double dx, double dy, double canvasWidth, double canvasHeight) {
        double left = canvasWidth;
        double right = 0;
        double top = canvasHeight;
        double bottom = 0;
        for (Curves bundle : bundles) {
            double half = bundle.stroke().width() * scale / 2 + 1;
            for (int i = 0; i < 8 * bundle.count(); i += 8) {
                double[] p = bundle.points();
                left = Math.min(left, dx + scale * p[i] - half);
                right = Math.max(right, dx + scale * p[i + 6] + half);
                top = Math.min(top, dy + scale * Math.min(p[i + 1], p[i + 7]) - half);
                bottom = Math.max(bottom, dy + scale * Math.max(p[i + 1], p[i + 7]) + half);
            }
        }
        int x = (int) Math.floor(Math.max(0, left));
        int y = (int) Math.floor(Math.max(0, top));
        int columns = (int) Math.ceil(Math.min(canvasWidth, right)) - x;
        int rows = (int) Math.ceil(Math.min(canvasHeight, bottom)) - y;
        if (columns <= 0 || rows <= 0 || (long) columns * rows > MOST_PIXELS) {
            return null;
        }
        CurveRaster raster = new CurveRaster(x, y, columns, rows);
        bundles.forEach(bundle -> raster.add(bundle, scale, dx, dy));
        return raster;
    }

    private CurveRaster(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        coverage = new float[width * height];
        parameters = new double[width];
        speeds = new double[width];
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    Image image() {
        return new WritableImage(new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance()));
    }

    private void add(Curves bundle, double scale, double dx, double dy) {
        touchedCount = 0;
        for (int i = 0; i < 8 * bundle.count(); i += 8) {
            curve(bundle.points(), i, bundle.stroke().width() * scale, scale, dx - left, dy - top);
        }
        blend(bundle.stroke().argb());
    }

    private void curve(double[] p, int at, double thickness, double scale, double dx, double dy) {
        double x0 = dx + scale * p[at];
        double x3 = dx + scale * p[at + 6];
        double y0 = dy + scale * p[at + 1];
        double y1 = dy + scale * p[at + 3];
        double y2 = dy + scale * p[at + 5];
        double y3 = dy + scale * p[at + 7];
        int first = Math.max(0, (int) Math.floor(x0));
        int last = Math.min(width, (int) Math.ceil(x3)) - 1;
        solve(x0, dx + scale * p[at + 2], dx + scale * p[at + 4], x3, first, last);
        for (int c = first; c <= last; c++) {
            double inside = Math.min(c + 1, x3) - Math.max(c, x0);
            double t = parameters[c];
            double rise = slope(y0, y1, y2, y3, t) / speeds[c];
            band.set(value(y0, y1, y2, y3, t), thickness / 2 * Math.sqrt(1 + rise * rise), Math.abs(rise) * inside);
            cover(c, inside);
        }
    }

    private void solve(double x0, double x1, double x2, double x3, int first, int last) {
        if (x0 == known0 && x1 == known1 && x2 == known2 && x3 == known3) {
            return;
        }
        known0 = x0;
        known1 = x1;
        known2 = x2;
        known3 = x3;
        double t = 0;
        for (int c = first; c <= last; c++) {
            t = parameter(x0, x1, x2, x3, (Math.max(c, x0) + Math.min(c + 1, x3)) / 2, t);
            parameters[c] = t;
            speeds[c] = Math.max(1e-9, slope(x0, x1, x2, x3, t));
        }
    }

    /// Lays the band over one pixel column, of which it takes a share.
    private void cover(int c, double share) {
        int low = Math.max(0, (int) Math.floor(band.top()));
        int high = Math.min(height - 1, (int) Math.floor(band.bottom()));
        double above = band.until(low);
        for (int row = low; row <= high; row++) {
            double until = band.until(row + 1);
            float covered = (float) (share * (until - above));
            above = until;
            int i = c * height + row;
            if (covered > coverage[i]) {
                if (coverage[i] == 0) {
                    touch(i);
                }
                coverage[i] = covered;
            }
        }
    }

    /// How much of a pixel column a level band of height 2·half covers on average while its middle moves by `rise`: all of the column where
    /// the band always is, nothing where it never is, and a ramp between.
    private static final class Band {
        private double middle;
        private double plateau;
        private double reach;
        private double peak;

        void set(double middle, double half, double rise) {
            this.middle = middle;
            plateau = Math.abs(half - rise / 2);
            reach = half + rise / 2;
            peak = rise <= 2 * half ? 1 : 2 * half / rise;
        }

        double top() {
            return middle - reach;
        }

        double bottom() {
            return middle + reach;
        }

        /// The area covered between the middle and y, negative above it.
        double until(double y) {
            double far = Math.min(Math.abs(y - middle), reach);
            double area = peak * far;
            if (far > plateau) {
                area -= peak * (far - plateau) * (far - plateau) / (2 * (reach - plateau));
            }
            return y < middle ? -area : area;
        }
    }

    private void touch(int pixel) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, 2 * touchedCount);
        }
        touched[touchedCount++] = pixel;
    }

    /// Lays the bundle over what is there, premultiplied, and clears the coverage for the next one.
    private void blend(int argb) {
        float alpha = Argb.alpha(argb) / 255f;
        for (int n = 0; n < touchedCount; n++) {
            int at = touched[n];
            float a = alpha * Math.min(1, coverage[at]);
            coverage[at] = 0;
            int i = at % height * width + at / height;
            int under = pixels[i];
            float rest = 1 - a;
            pixels[i] = (int) (255 * a + rest * (under >>> 24) + 0.5f) << 24
                    | (int) (a * Argb.red(argb) + rest * (under >> 16 & 255) + 0.5f) << 16
                    | (int) (a * Argb.green(argb) + rest * (under >> 8 & 255) + 0.5f) << 8
                    | (int) (a * Argb.blue(argb) + rest * (under & 255) + 0.5f);
        }
    }

    /// Where x(t) = `x`, from a guess a little before it; x grows with t.
    private static double parameter(double x0, double x1, double x2, double x3, double x, double guess) {
        double t = guess;
        for (int i = 0; i < 4; i++) {
            t = Math.clamp(t + (x - value(x0, x1, x2, x3, t)) / Math.max(1e-9, slope(x0, x1, x2, x3, t)), 0, 1);
        }
        return t;
    }

    private static double value(double p0, double p1, double p2, double p3, double t) {
        double u = 1 - t;
        return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
    }

    private static double slope(double p0, double p1, double p2, double p3, double t) {
        double u = 1 - t;
        return 3 * (u * u * (p1 - p0) + 2 * u * t * (p2 - p1) + t * t * (p3 - p2));
    }
}
