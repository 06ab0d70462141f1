package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// A hatched field and what it means, right-aligned on one line.
public record HatchLegend(String meaning) implements Picture {

    @Override
    public Size preferredSize() {
        return new Size(170, 24);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont sans = ink.font(FontRole.CAPTION);
        double y = height / 2;
        pen.text(meaning, width, sans.centred(y), Anchor.END, sans, ink.color(InkColor.FG_MUTED));
        double x = Math.rint(width - sans.width(meaning) - 8 - 22);
        pen.hatch(x, Math.rint(y - 6), 22, 12);
        pen.strokeRect(x + 0.5, Math.rint(y - 6) + 0.5, 21, 11, 0, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
    }

    @Override
    public String describe() {
        return "Hatched: " + meaning + ".";
    }
}
