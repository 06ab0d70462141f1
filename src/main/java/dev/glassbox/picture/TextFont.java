package dev.glassbox.picture;

/// A typeface at a size, as [Ink#font] hands it out.
public record TextFont(Face face, double size) {

    private static final double ROUNDING = 1e-3;

    /// The width of `text` in this font, from the font file's own advance widths.
    public double width(String text) {
        return FontTable.of(face).width(text) * size;
    }

    /// From the baseline to the top of a digit or capital, for centring text on a line.
    public double capHeight() {
        return size * (face.mono() ? 0.73 : 0.727);
    }

    /// The baseline that centres capitals and digits on `y`.
    public double centred(double y) {
        return y + capHeight() / 2;
    }

    public TextFont times(double factor) {
        return new TextFont(face, size * factor);
    }

    /// `text`, or its longest beginning that fits into `width` together with "…".
    public String fitted(String text, double width) {
        if (width(text) <= width + ROUNDING) {
            return text;
        }
        int[] codePoints = text.codePoints().toArray();
        for (int keep = codePoints.length - 1; keep > 0; keep--) {
            String shorter = new String(codePoints, 0, keep) + "…";
            if (width(shorter) <= width + ROUNDING) {
                return shorter;
            }
        }
        return "…";
    }
}
