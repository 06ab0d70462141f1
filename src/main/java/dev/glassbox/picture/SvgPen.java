package dev.glassbox.picture;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;

/// Writes what is painted as SVG 1.1 text: text stays text, cells become one rectangle each up to [#CELL_LIMIT], beyond
/// that an embedded PNG.
public final class SvgPen implements Pen {

    /// So many cells of one grid are written as rectangles.
    public static final int CELL_LIMIT = 4096;

    private final Ink ink;
    private final StringBuilder body = new StringBuilder();
    private final Deque<Integer> openGroups = new ArrayDeque<>();
    private int clips;

    private SvgPen(Ink ink) {
        this.ink = ink;
        openGroups.push(0);
    }

    /// A whole SVG file of `picture`.
    ///
    /// @param background ARGB of the ground, 0 for none
    public static String write(Picture picture, Ink ink, double width, double height, int background) {
        SvgPen pen = new SvgPen(ink);
        if (background != 0) {
            pen.fillRect(0, 0, width, height, 0, background);
        }
        picture.paint(pen, ink, width, height);
        return pen.document(width, height, picture.describe());
    }

    private String document(double width, double height, String title) {
        while (openGroups.size() > 1) {
            restore();
        }
        closeGroups(openGroups.peek());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%s" height="%s" viewBox="0 0 %s %s" role="img">
                <title>%s</title>
                <defs>
                <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse">
                <rect width="8" height="8" fill="%s"/>
                <path d="M-2,2 L2,-2 M-2,10 L10,-2 M6,10 L10,6" stroke="%s" stroke-width="1.2"/>
                </pattern>
                </defs>
                %s</svg>
                """.formatted(n(width), n(height), n(width), n(height), escape(title), Argb.hex(ink.color(InkColor.HATCH_BG)),
                Argb.hex(ink.color(InkColor.HATCH)), body);
    }

    @Override
    public void save() {
        openGroups.push(0);
    }

    @Override
    public void restore() {
        closeGroups(openGroups.pop());
    }

    private void closeGroups(int groups) {
        body.append("</g>\n".repeat(groups));
    }

    private void open(String attributes) {
        body.append("<g ").append(attributes).append(">\n");
        openGroups.push(openGroups.pop() + 1);
    }

    @Override
    public void translate(double dx, double dy) {
        open("transform=\"translate(" + n(dx) + " " + n(dy) + ")\"");
    }

    @Override
    public void scale(double factor) {
        open("transform=\"scale(" + n(factor) + ")\"");
    }

    @Override
    public void rotate(double degrees) {
        open("transform=\"rotate(" + n(degrees) + ")\"");
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        String id = "clip" + clips++;
        body.append("<clipPath id=\"").append(id).append("\"><rect").append(box(x, y, width, height)).append("/></clipPath>\n");
        open("clip-path=\"url(#" + id + ")\"");
    }

    @Override
    public void fillRect(double x, double y, double width, double height, double radius, int argb) {
        body.append("<rect").append(box(x, y, width, height)).append(rounding(radius)).append(fill(argb)).append("/>\n");
    }

    @Override
    public void strokeRect(double x, double y, double width, double height, double radius, Stroke stroke) {
        body.append("<rect").append(box(x, y, width, height)).append(rounding(radius)).append(stroke(stroke)).append("/>\n");
    }

    @Override
    public void fillCircle(double x, double y, double radius, int argb) {
        body.append(circle(x, y, radius)).append(fill(argb)).append("/>\n");
    }

    @Override
    public void strokeCircle(double x, double y, double radius, Stroke stroke) {
        body.append(circle(x, y, radius)).append(stroke(stroke)).append("/>\n");
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        body.append("<path d=\"M").append(n(x1)).append(' ').append(n(y1)).append('L').append(n(x2)).append(' ').append(n(y2))
                .append('"').append(stroke(stroke)).append("/>\n");
    }

    @Override
    public void polyline(double[] xs, double[] ys, int count, Stroke stroke) {
        body.append("<polyline points=\"").append(points(xs, ys, count)).append('"').append(stroke(stroke)).append("/>\n");
    }

    @Override
    public void fillPolygon(double[] xs, double[] ys, int count, int argb) {
        body.append("<polygon points=\"").append(points(xs, ys, count)).append('"').append(fill(argb)).append("/>\n");
    }

    @Override
    public void curves(double[] points, int count, Stroke stroke) {
        body.append("<path d=\"");
        for (int i = 0; i < 8 * count; i += 8) {
            body.append('M').append(n(points[i])).append(' ').append(n(points[i + 1])).append('C');
            for (int j = 2; j < 8; j++) {
                body.append(n(points[i + j])).append(j == 7 ? "" : " ");
            }
        }
        body.append('"').append(stroke(stroke)).append("/>\n");
    }

    @Override
    public void text(String text, double x, double baseline, Anchor anchor, TextFont font, int argb) {
        if (text.isEmpty()) {
            return;
        }
        String align = switch (anchor) {
            case START -> "";
            case MIDDLE -> " text-anchor=\"middle\"";
            case END -> " text-anchor=\"end\"";
        };
        String families = font.face().mono() ? "'JetBrains Mono', Consolas, Menlo, monospace" : "Inter, 'Segoe UI', sans-serif";
        body.append("<text x=\"").append(n(x)).append("\" y=\"").append(n(baseline)).append('"').append(align)
                .append(" font-family=\"").append(families).append("\" font-size=\"").append(n(font.size()))
                .append("\" font-weight=\"").append(font.face().weight()).append('"').append(fill(argb))
                .append(" xml:space=\"preserve\">").append(escape(text)).append("</text>\n");
    }

    @Override
    public void cells(Cells cells, double x, double y, double width, double height) {
        if (cells.argb().length > CELL_LIMIT) {
            byte[] png = PngWriter.encode(cells.argb(), cells.columns(), cells.rows());
            body.append("<image").append(box(x, y, width, height))
                    .append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(png)).append("\"/>\n");
            return;
        }
        double w = width / cells.columns();
        double h = height / cells.rows();
        body.append("<g shape-rendering=\"crispEdges\">\n");
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                if (Argb.alpha(cells.at(row, column)) > 0) {
                    fillRect(x + column * w, y + row * h, w, h, 0, cells.at(row, column));
                }
            }
        }
        body.append("</g>\n");
    }

    @Override
    public void hatch(double x, double y, double width, double height) {
        body.append("<rect").append(box(x, y, width, height)).append(" fill=\"url(#hatch)\"/>\n");
    }

    private static String box(double x, double y, double width, double height) {
        return " x=\"" + n(x) + "\" y=\"" + n(y) + "\" width=\"" + n(Math.max(0, width)) + "\" height=\"" + n(Math.max(0, height)) + "\"";
    }

    private static String rounding(double radius) {
        return radius > 0 ? " rx=\"" + n(radius) + "\"" : "";
    }

    private static String circle(double x, double y, double radius) {
        return "<circle cx=\"" + n(x) + "\" cy=\"" + n(y) + "\" r=\"" + n(radius) + "\"";
    }

    private static String fill(int argb) {
        return " fill=\"" + Argb.hex(argb) + "\"" + opacity("fill-opacity", argb);
    }

    private static String stroke(Stroke stroke) {
        String dash = stroke.dash() == Stroke.Dash.SOLID ? ""
                : " stroke-dasharray=\"" + n(stroke.dash().on()) + " " + n(stroke.dash().off()) + "\"";
        String round = stroke.round() ? " stroke-linecap=\"round\" stroke-linejoin=\"round\"" : "";
        return " fill=\"none\" stroke=\"" + Argb.hex(stroke.argb()) + "\"" + opacity("stroke-opacity", stroke.argb())
                + " stroke-width=\"" + n(stroke.width()) + "\"" + dash + round;
    }

    private static String opacity(String attribute, int argb) {
        int alpha = Argb.alpha(argb);
        return alpha == 255 ? "" : " " + attribute + "=\"" + n(alpha / 255.0) + "\"";
    }

    private static String points(double[] xs, double[] ys, int count) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < count; i++) {
            points.append(i == 0 ? "" : " ").append(n(xs[i])).append(',').append(n(ys[i]));
        }
        return points.toString();
    }

    /// At most three decimals, never an exponent.
    private static String n(double value) {
        double rounded = Math.round(value * 1000) / 1000.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : String.format(Locale.ROOT, "%.3f", rounded);
    }

    /// XML 1.0 text: the five characters escaped, control characters it does not allow replaced by U+FFFD.
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                default -> {
                    boolean allowed = c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD
                            || c >= 0x10000;
                    escaped.appendCodePoint(allowed ? c : 0xFFFD);
                }
            }
        });
        return escaped.toString();
    }
}
