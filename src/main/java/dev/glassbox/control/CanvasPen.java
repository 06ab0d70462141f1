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
        g.rect(x, y, width, height);
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
        boolean plain = stroke.dash() == Stroke.Dash.SOLID && !stroke.round();
        double half = stroke.width() / 2;
        if (plain && y1 == y2) {
            g.setFill(color(stroke.argb()));
            g.fillRect(Math.min(x1, x2), y1 - half, Math.abs(x2 - x1), stroke.width());
        } else if (plain && x1 == x2) {
            g.setFill(color(stroke.argb()));
            g.fillRect(x1 - half, Math.min(y1, y2), stroke.width(), Math.abs(y2 - y1));
        } else {
            use(stroke);
            g.strokeLine(x1, y1, x2, y2);
        }
    }

    @Override
    public void polyline(double[] xs, double[] ys, int count, Stroke stroke) {
        if (stroke.dash() != Stroke.Dash.SOLID || !onPixels() || !stamps.polyline(xs, ys, count, stroke)) {
            use(stroke);
            g.strokePolyline(xs, ys, count);
        }
    }

    @Override
    public void fillPolygon(double[] xs, double[] ys, int count, int argb) {
        g.setFill(color(argb));
        g.fillPolygon(xs, ys, count);
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
        g.getTransform(at);
        boolean wholePixels = density == 1 || density == at.getMxx();
        CurveRaster raster = wholePixels
                ? CurveRaster.of(bundles, at.getMxx(), at.getTx(), at.getTy(), g.getCanvas().getWidth(), g.getCanvas().getHeight())
                : null;
        if (raster == null) {
            Pen.super.curves(bundles);
            return;
        }
        g.save();
        g.setTransform(new Affine());
        g.drawImage(raster.image(), raster.left(), raster.top());
        g.restore();
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
        PixelBuffer<IntBuffer> pixels = new PixelBuffer<>(cells.columns(), cells.rows(),
                IntBuffer.wrap(premultiplied(cells.argb())), PixelFormat.getIntArgbPreInstance());
        g.drawImage(new WritableImage(pixels), x, y, width, height);
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
