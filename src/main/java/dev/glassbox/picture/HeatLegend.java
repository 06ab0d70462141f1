package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// A colour scale with its end values and unit on one line, and what the hatching means.
///
/// @param scale the scale
/// @param hatch what hatched cells are; empty when there are none
public record HeatLegend(HeatScale scale, String hatch) implements Picture {

    private static final double LEAST = 16;
    private static final double BAR = 120;
    private static final double GAP = 8;

    @Override
    public Size preferredSize() {
        return new Size(hatch.isEmpty() ? 300 : 390, 24);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        paintFrom(pen, ink, height, Anchor.END, width);
    }

    /// Paints from the left or to the right end of `room`.
    void paintFrom(Pen pen, Ink ink, double height, Anchor side, double room) {
        TextFont sans = ink.font(FontRole.CAPTION);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        int muted = ink.color(InkColor.FG_MUTED);
        Stroke frame = Stroke.of(ink.color(InkColor.BORDER_STRONG), 1);
        String low = Numbers.brief(scale.low());
        String high = Numbers.brief(scale.high());
        double numbers = mono.width(low) + mono.width(high) + 2 * GAP;
        double hatched = hatch.isEmpty() ? 0 : 2 * GAP + 22 + GAP + sans.width(hatch);
        if (numbers + LEAST + hatched > room) {
            hatched = 0; // what hatching means is said elsewhere too; the numbers are not
        }
        double bar = Math.floor(Math.clamp(room - numbers - hatched, LEAST, room < 300 ? BAR / 2 : BAR));
        double ends = numbers + bar;
        double left = room - ends - hatched - 12;
        String noun = scale.unit().substring(scale.unit().lastIndexOf(' ') + 1); // "weight" says more than "attention w…"
        String unit = left < 30 ? "" : sans.fitted(sans.width(scale.unit()) <= left ? scale.unit() : noun, left);
        double named = unit.isEmpty() ? 0 : 12 + sans.width(unit);
        double x = side == Anchor.END ? room - ends - named - hatched : 0;
        double y = height / 2;
        double top = Math.rint(y - 5);
        pen.text(low, x, mono.centred(y), Anchor.START, mono, muted);
        x = Math.rint(x + mono.width(low) + GAP);
        int[] colors = new int[(int) bar];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = scale.color(ink, scale.low() + (scale.high() - scale.low()) * i / (colors.length - 1));
        }
        pen.cells(new Cells(colors.length, 1, colors), x, top, bar, 11);
        pen.strokeRect(x + 0.5, top + 0.5, bar - 1, 10, 0, frame);
        x += bar + GAP;
        pen.text(high, x, mono.centred(y), Anchor.START, mono, muted);
        x += mono.width(high);
        if (!unit.isEmpty()) {
            pen.text(unit, x + 12, sans.centred(y), Anchor.START, sans, muted);
            x += named;
        }
        if (hatched > 0) {
            x = Math.rint(x + 2 * GAP);
            pen.hatch(x, top, 22, 11);
            pen.strokeRect(x + 0.5, top + 0.5, 21, 10, 0, frame);
            pen.text(hatch, x + 22 + GAP, sans.centred(y), Anchor.START, sans, muted);
        }
    }

    @Override
    public String describe() {
        return "Colours show " + (scale.unit().isEmpty() ? "values" : scale.unit()) + " from " + Numbers.brief(scale.low()) + " to "
                + Numbers.brief(scale.high()) + (hatch.isEmpty() ? "." : "; hatched cells are " + hatch + ".");
    }
}
