package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import dev.glassbox.picture.TokenBench.Chip;
import dev.glassbox.picture.TokenBench.Kind;

/// Paints the chips of a [TokenBenchPicture].
final class TokenChipPainter {
    private static final double ID_FROM = 26;
    private static final double TWO_LINES = 28;

    private final Pen pen;
    private final Ink ink;
    private final TokenBenchLayout place;

    TokenChipPainter(Pen pen, Ink ink, TokenBenchLayout place) {
        this.pen = pen;
        this.ink = ink;
        this.place = place;
    }

    void paint(Chip chip, Box box, boolean ids, boolean lit) {
        boolean unknown = chip.kind() == Kind.UNKNOWN;
        double radius = chip.kind() == Kind.SPECIAL ? 0 : Math.min(5, Math.min(box.width(), box.height()) / 4);
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), radius, ink.color(unknown ? InkColor.HATCH_BG : InkColor.BG_SURFACE));
        if (unknown) {
            pen.hatch(box.x() + 1, box.y() + 1, box.width() - 2, box.height() - 2);
        }
        Stroke line = lit ? Stroke.of(ink.color(InkColor.FG), 2) : Stroke.of(ink.color(InkColor.BORDER_STRONG), 1);
        double inset = line.width() / 2;
        pen.strokeRect(box.x() + inset, box.y() + inset, box.width() - line.width(), box.height() - line.width(), radius, line);
        if (chip.slots() > 1) {
            slot(chip, box);
            return;
        }
        TextFont font = font(chip, box);
        String below = unknown ? "unknown" : chip.id();
        TextFont tick = unknown ? ink.font(FontRole.NOTE) : ink.font(FontRole.TICK);
        boolean twoLines = (ids || unknown) && !below.isEmpty() && box.height() >= TWO_LINES && box.width() >= ID_FROM;
        if (twoLines && tick.width(below) > box.width() - 4) {
            below = unknown ? "unk" : below;
            twoLines = tick.width(below) <= box.width() - 2;
        }
        double middle = box.centreY();
        double baseline = twoLines ? middle - 1 : font.centred(middle);
        if (unknown) {
            ground(chip.label(), below, font, tick, twoLines, box);
        }
        TokenLabel.paint(pen, ink, chip.label(), box.centreX(), baseline, Anchor.MIDDLE, font, ink.color(InkColor.FG), box.width() - 2);
        if (twoLines) {
            pen.text(below, box.centreX(), Math.min(box.bottom() - 4, middle + 13), Anchor.MIDDLE, tick,
                    ink.color(unknown ? InkColor.FG_MUTED : InkColor.FG_SUBTLE));
        }
    }

    private TextFont font(Chip chip, Box box) {
        TextFont token = ink.font(FontRole.TOKEN);
        boolean small = place.cell() < 18 || box.height() < TWO_LINES || token.width(chip.label()) > box.width() - 4;
        return small ? ink.font(FontRole.MONO_SMALL) : token;
    }

    /// Plain ground below the words on a hatched chip.
    private void ground(String label, String below, TextFont font, TextFont tick, boolean twoLines, Box box) {
        double wide = Math.min(box.width() - 6, Math.max(font.width(label), twoLines ? tick.width(below) : 0) + 8);
        double high = twoLines ? box.height() - 4 : Math.min(box.height() - 4, 18);
        pen.fillRect(box.centreX() - wide / 2, box.centreY() - high / 2, wide, high, 3, ink.color(InkColor.BG_SURFACE));
    }

    private void slot(Chip chip, Box box) {
        TextFont small = ink.font(FontRole.TICK);
        String label = chip.label().replace(" ", "");
        if (box.height() < small.capHeight() + 3 || small.width(label) > box.width()) {
            return;
        }
        pen.text(label, box.centreX(), small.centred(box.centreY()), Anchor.MIDDLE, small, ink.color(InkColor.FG));
    }
}
