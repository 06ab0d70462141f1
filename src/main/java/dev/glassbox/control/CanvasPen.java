package dev.glassbox.control;

import dev.glassbox.picture.Argb;
import dev.glassbox.picture.Cells;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Pen;
import dev.glassbox.picture.Stroke;
import dev.glassbox.picture.TextFont;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Affine;

/// A [Pen] on a canvas. Keeps fonts, colours and the hatch, so one pen should be used for many frames.
public final class CanvasPen implements Pen {

    private static final double FULL_TURN = 360;
    /// Wider lines are outlines of areas, which seldom look the same twice.
    private static final double LINE = 6;

    private final GraphicsContext g;
    private final Map<TextFont, Font> fonts = new HashMap<>();
    private final Map<Integer, Color> colors = new HashMap<>();
    private final ImagePattern hatch;
    private final double density;
    private final Stamps stamps;
    private final Affine at = new Affine();

    /// @param density device pixels per logical pixel, for the hatch
    public CanvasPen(GraphicsContext g, Ink ink, double density) {
        this.g = g;
        this.density = density;
        this.stamps = new Stamps(g, this::color);
        this.hatch = HatchPattern.of(ink.color(InkColor.HATCH), ink.color(InkColor.HATCH_BG), density);
        g.setImageSmoothing(false);
        g.setTextBaseline(VPos.BASELINE);
    }

    @Override
    public void save() {
        g.save();
    }

    @Override
    public void restore() {
        g.restore();
    }

    @Override
    public void translate(double dx, double dy) {
        g.translate(dx, dy);
    }

    @Override
    public void scale(double factor) {
        g.scale(factor, factor);
    }

    @Override
    public void rotate(double degrees) {
        g.rotate(degrees);
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        g.beginPath();
        if (onPixels()) { // the pipeline cuts whole pixels by itself; for parts of pixels it paints everything aside and through a mask
            double left = Math.rint(x);
            double top = Math.rint(y);
            g.rect(left, top, Math.rint(x + width) - left, Math.rint(y + height) - top);
        } else {
            g.rect(x, y, width, height);
        }
        g.clip();
    }

    @Override
    public void fillRect(double x, double y, double width, double height, double radius, int argb) {
        double arc = Math.min(2 * radius, Math.min(width, height));
        if (arc > 0 && onPixels()) {
            stamps.fill(x, y, width, height, arc / 2, argb);
            return;
        }
        g.setFill(color(argb));
        if (arc > 0) {
            g.fillRoundRect(x, y, width, height, arc, arc);
        } else {
            g.fillRect(x, y, width, height);
        }
    }

    @Override
    public void strokeRect(double x, double y, double width, double height, double radius, Stroke stroke) {
        boolean solid = stroke.dash() == Stroke.Dash.SOLID;
        if (solid && radius <= 0) {
            edges(x, y, width, height, -stroke.width() / 2, stroke);
            return;
        }
        double arc = Math.min(2 * radius, Math.min(width, height));
        if (solid && onPixels()) {
            stamps.stroke(x, y, width, height, arc / 2, stroke);
        } else {
            use(stroke);
            g.strokeRoundRect(x, y, width, height, arc, arc);
        }
    }

    /// The four straight edges as rectangles: a stroked path would be rasterized over the whole area it encloses.
    private void edges(double x, double y, double width, double height, double inset, Stroke stroke) {
        double line = stroke.width();
        double half = line / 2;
        double side = Math.max(inset, half);
        g.setFill(color(stroke.argb()));
        g.fillRect(x + inset, y - half, width - 2 * inset, line);
        g.fillRect(x + inset, y + height - half, width - 2 * inset, line);
        g.fillRect(x - half, y + side, line, height - 2 * side);
        g.fillRect(x + width - half, y + side, line, height - 2 * side);
    }

    @Override
    public void fillCircle(double x, double y, double radius, int argb) {
        if (onPixels()) {
            stamps.fill(x - radius, y - radius, 2 * radius, 2 * radius, radius, argb);
        } else {
            g.setFill(color(argb));
            g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
        }
    }

    @Override
    public void strokeCircle(double x, double y, double radius, Stroke stroke) {
        if (stroke.dash() == Stroke.Dash.SOLID && onPixels()) {
            stamps.stroke(x - radius, y - radius, 2 * radius, 2 * radius, radius, stroke);
        } else {
            use(stroke);
            g.strokeArc(x - radius, y - radius, 2 * radius, 2 * radius, 0, FULL_TURN, ArcType.CHORD);
        }
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        double half = stroke.width() / 2;
        if (stroke.round() || x1 != x2 && y1 != y2) {
            use(stroke);
            g.strokeLine(x1, y1, x2, y2);
            return;
        }
        g.setFill(color(stroke.argb()));
        boolean level = y1 == y2;
        double length = level ? Math.abs(x2 - x1) : Math.abs(y2 - y1);
        boolean solid = stroke.dash() == Stroke.Dash.SOLID;
        double on = solid ? length : stroke.dash().on();
        // Rectangles, the dashes too: a stroked path would be rasterized in eighths of a pixel row.
        for (double at = 0; at < length; at += on + stroke.dash().off()) {
            double dash = Math.min(on, length - at);
            if (level) {
                g.fillRect(x1 < x2 ? x1 + at : x1 - at - dash, y1 - half, dash, stroke.width());
            } else {
                g.fillRect(x1 - half, y1 < y2 ? y1 + at : y1 - at - dash, stroke.width(), dash);
            }
        }
    }

    @Override
    public void polyline(double[] xs, double[] ys, int count, Stroke stroke) {
        boolean ours = stroke.dash() == Stroke.Dash.SOLID && stroke.round();
        if (ours && stroke.width() <= LINE && onPixels() && stamps.polyline(xs, ys, count, stroke)) {
            return;
        }
        PathRaster raster = ours && wholePixels()
                ? PathRaster.polyline(across(xs, count), down(ys, count), count, at.getMxx() * stroke.width(), canvasWidth(), canvasHeight())
                : null;
        if (raster != null) {
            image(raster.image(stroke.argb()), raster.left(), raster.top());
        } else {
            use(stroke);
            g.strokePolyline(xs, ys, count);
        }
    }

    @Override
    public void fillPolygon(double[] xs, double[] ys, int count, int argb) {
        PathRaster raster = wholePixels() ? PathRaster.polygon(across(xs, count), down(ys, count), count, canvasWidth(), canvasHeight()) : null;
        if (raster != null) {
            image(raster.image(argb), raster.left(), raster.top());
        } else {
            g.setFill(color(argb));
            g.fillPolygon(xs, ys, count);
        }
    }

    /// In pixels of the canvas, under the transform [#wholePixels] has read.
    private double[] across(double[] xs, int count) {
        double[] pixels = new double[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = at.getMxx() * xs[i] + at.getTx();
        }
        return pixels;
    }

    private double[] down(double[] ys, int count) {
        double[] pixels = new double[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = at.getMyy() * ys[i] + at.getTy();
        }
        return pixels;
    }

    private double canvasWidth() {
        return g.getCanvas().getWidth();
    }

    private double canvasHeight() {
        return g.getCanvas().getHeight();
    }

    @Override
    public void curves(double[] points, int count, Stroke stroke) {
        use(stroke);
        g.beginPath();
        for (int i = 0; i < 8 * count; i += 8) {
            g.moveTo(points[i], points[i + 1]);
            g.bezierCurveTo(points[i + 2], points[i + 3], points[i + 4], points[i + 5], points[i + 6], points[i + 7]);
        }
        g.stroke();
    }

    @Override
    public void curves(List<Curves> bundles) {
        CurveRaster raster = wholePixels() ? CurveRaster.of(bundles, at.getMxx(), at.getTx(), at.getTy(), canvasWidth(), canvasHeight()) : null;
        if (raster == null) {
            Pen.super.curves(bundles);
        } else {
            image(raster.image(), raster.left(), raster.top());
        }
    }

    /// An image of canvas pixels in its place.
    private void image(Image image, double left, double top) {
        g.save();
        g.setTransform(new Affine());
        g.drawImage(image, left, top);
        g.restore();
    }

    /// Whether what is rasterized pixel by pixel of the canvas looks right: the screen has as many, and nothing is turned.
    private boolean wholePixels() {
        g.getTransform(at);
        return (density == 1 || density == at.getMxx()) && at.getMxx() == at.getMyy() && at.getMxy() == 0 && at.getMyx() == 0;
    }

    @Override
    public void text(String text, double x, double baseline, Anchor anchor, TextFont font, int argb) {
        g.setFill(color(argb));
        g.setFont(fonts.computeIfAbsent(font, wanted -> BundledFonts.font(wanted.face(), wanted.size())));
        g.setTextAlign(switch (anchor) {
            case START -> TextAlignment.LEFT;
            case MIDDLE -> TextAlignment.CENTER;
            case END -> TextAlignment.RIGHT;
        });
        g.fillText(text, x, baseline);
    }

    @Override
    public void cells(Cells cells, double x, double y, double width, double height) {
        if (CellRaster.fits(width, height) && onPixels()) {
            CellRaster raster = CellRaster.of(cells, x, y, width, height);
            g.drawImage(image(raster.columns(), raster.rows(), raster.argb()), raster.x(), raster.y());
        } else {
            g.drawImage(image(cells.columns(), cells.rows(), cells.argb()), x, y, width, height);
        }
    }

    private static WritableImage image(int columns, int rows, int[] argb) {
        return new WritableImage(new PixelBuffer<>(columns, rows, IntBuffer.wrap(premultiplied(argb)), PixelFormat.getIntArgbPreInstance()));
    }

    private static int[] premultiplied(int[] argb) {
        for (int pixel : argb) {
            if (pixel != 0 && Argb.alpha(pixel) != 255) {
                int[] copy = new int[argb.length];
                for (int i = 0; i < argb.length; i++) {
                    double a = Argb.alpha(argb[i]) / 255.0;
                    copy[i] = Argb.alpha(argb[i]) << 24 | (int) Math.round(Argb.red(argb[i]) * a) << 16
                            | (int) Math.round(Argb.green(argb[i]) * a) << 8 | (int) Math.round(Argb.blue(argb[i]) * a);
                }
                return copy;
            }
        }
        return argb;
    }

    @Override
    public void hatch(double x, double y, double width, double height) {
        g.setFill(hatch);
        g.fillRect(x, y, width, height);
    }

    /// Whether a unit is a pixel of the screen, and whole numbers lie between pixels.
    private boolean onPixels() {
        g.getTransform(at);
        return density == 1 && at.getMxx() == 1 && at.getMyy() == 1 && at.getTx() == Math.rint(at.getTx()) && at.getTy() == Math.rint(at.getTy());
    }

    private void use(Stroke stroke) {
        g.setStroke(color(stroke.argb()));
        g.setLineWidth(stroke.width());
        g.setLineCap(stroke.round() ? StrokeLineCap.ROUND : StrokeLineCap.BUTT);
        g.setLineJoin(stroke.round() ? StrokeLineJoin.ROUND : StrokeLineJoin.MITER);
        if (stroke.dash() == Stroke.Dash.SOLID) {
            g.setLineDashes((double[]) null);
        } else {
            g.setLineDashes(stroke.dash().on(), stroke.dash().off());
        }
    }

    private Color color(int argb) {
        return colors.computeIfAbsent(argb, c -> Color.rgb(Argb.red(c), Argb.green(c), Argb.blue(c), Argb.alpha(c) / 255.0));
    }
}
