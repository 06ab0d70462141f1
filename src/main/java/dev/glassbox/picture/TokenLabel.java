package dev.glassbox.picture;

/// Paints a token's printable form: the dot that stands for a leading space is muted, the rest in the given colour.
public final class TokenLabel {

    private static final char SPACE_DOT = '·';

    private TokenLabel() {}

    /// Paints `label` and returns its width.
    ///
    /// @param maxWidth the label is shortened with "…" to fit
    public static double paint(Pen pen, Ink ink, String label, double x, double baseline, Pen.Anchor anchor,
                               TextFont font, int argb, double maxWidth) {
        String shown = font.fitted(label, maxWidth);
        double width = font.width(shown);
        double left = switch (anchor) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        if (shown.length() > 1 && shown.charAt(0) == SPACE_DOT) {
            pen.text("·", left, baseline, Pen.Anchor.START, font, dotColor(ink, argb));
            pen.text(shown.substring(1), left + font.width("·"), baseline, Pen.Anchor.START, font, argb);
        } else {
            pen.text(shown, left, baseline, Pen.Anchor.START, font, argb);
        }
        return width;
    }

    private static int dotColor(Ink ink, int argb) {
        return argb == ink.color(InkColor.FG) ? ink.color(InkColor.FG_SUBTLE) : argb;
    }
}
