package dev.glassbox.picture;

import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.Pen.Anchor;

/// Paints the bars of a [BarPicture] where its [BarLayout] puts them.
record BarPainter(BarPicture picture, BarLayout at) {

    private static final double THICKEST = 16;
    /// Under this width of a column its value does not fit above it.
    private static final double ROOM_FOR_VALUE = 40;
    private static final double HANDLE = 4;

    void paint(Pen pen, Ink ink) {
        for (int i = 0; i < at.shown(); i++) {
            bar(pen, ink, i);
        }
        lines(pen, ink);
        long hidden = picture.bars().size() - at.shown() + picture.style().more();
        if (at.rows() && hidden > 0) {
            TextFont font = ink.font(FontRole.CAPTION);
            pen.text(Numbers.integer(hidden) + " more", 0, font.centred(at.shown() * at.pitch() + 9), Anchor.START, font, ink.color(InkColor.FG_MUTED));
        }
    }

    private void bar(Pen pen, Ink ink, int i) {
        Bar bar = picture.bars().get(i);
        boolean chosen = i == picture.style().highlight();
        Box cell = at.cell(i);
        if (chosen) {
            pen.fillRect(cell.x(), cell.y(), cell.width(), cell.height(), 3, ink.color(InkColor.BG_SUBTLE));
        }
        double middle = at.rows() ? cell.centreY() : cell.centreX();
        if (bar.paired()) {
            double thick = Math.max(2, Math.min(THICKEST / 2, at.pitch() * 0.32));
            body(pen, ink, bar.value(), middle - thick - 0.5, thick, bar.cut(), picture.style().first());
            body(pen, ink, bar.other(), middle + 0.5, thick, bar.cut(), picture.style().second());
        } else {
            double thick = at.rows() ? Math.max(3, Math.min(THICKEST, at.pitch() * 0.5)) : Math.max(2, Math.min(44, at.pitch() - 6));
            body(pen, ink, bar.value(), middle - thick / 2, thick, bar.cut(), chosen ? InkColor.FG : picture.style().first());
        }
        write(pen, ink, bar, cell, chosen);
    }

    private void body(Pen pen, Ink ink, double value, double side, double thick, boolean cut, InkColor color) {
        if (!Double.isFinite(value)) {
            return;
        }
        double start = Math.min(at.base(), at.at(value));
        double length = Math.max(value == 0 ? 0 : 1, Math.abs(at.at(value) - at.base()));
        Box box = at.rows() ? new Box(start, side, length, thick) : new Box(side, start, thick, length);
        if (cut) {
            pen.hatch(box.x(), box.y(), box.width(), box.height());
            pen.strokeRect(box.x() + 0.5, box.y() + 0.5, Math.max(0, box.width() - 1), Math.max(0, box.height() - 1), 2, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        } else {
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), Math.min(3, Math.min(box.width(), box.height()) / 2), ink.color(color));
        }
    }

    private void write(Pen pen, Ink ink, Bar bar, Box cell, boolean chosen) {
        TextFont mono = ink.font(chosen ? FontRole.MONO_BOLD : FontRole.MONO);
        int strong = ink.color(bar.cut() ? InkColor.FG_MUTED : InkColor.FG);
        if (at.rows()) {
            if (picture.style().labels()) {
                TokenLabel.paint(pen, ink, bar.label(), 0, mono.centred(cell.centreY()), Anchor.START, mono, strong, at.label() - 10);
            }
            if (picture.style().values()) {
                rowValues(pen, ink, bar, cell, strong);
            }
            return;
        }
        TextFont tick = ink.font(FontRole.MONO_SMALL);
        if (picture.style().labels() && at.pitch() >= 14) {
            TokenLabel.paint(pen, ink, bar.label(), cell.centreX(), at.from() + 14, Anchor.MIDDLE, tick, strong, at.pitch() - 2);
        }
        if (picture.style().values() && at.pitch() >= ROOM_FOR_VALUE && !bar.text().isEmpty()) {
            double top = Math.min(at.base(), Math.min(at.at(bar.value()), bar.paired() ? at.at(bar.other()) : at.base()));
            pen.text(bar.text(), cell.centreX(), top - 4, Anchor.MIDDLE, tick, strong);
        }
    }

    private void rowValues(Pen pen, Ink ink, Bar bar, Box cell, int strong) {
        double right = cell.right();
        if (!bar.paired()) {
            TextFont mono = ink.font(FontRole.MONO);
            pen.text(bar.text(), right, mono.centred(cell.centreY()), Anchor.END, mono, strong);
            return;
        }
        TextFont small = ink.font(at.pitch() >= 27 ? FontRole.MONO_SMALL : FontRole.TICK);
        boolean both = at.pitch() >= 24;
        double apart = both ? at.pitch() * 0.24 : 0;
        if (both) {
            pen.text(bar.text(), right, small.centred(cell.centreY() - apart), Anchor.END, small, strong);
        }
        pen.text(bar.otherText(), right, small.centred(cell.centreY() + apart), Anchor.END, small, strong);
    }

    /// The threshold on the value axis and the cut between bars, each with a handle that says it can be dragged.
    private void lines(Pen pen, Ink ink) {
        BarPicture.Style style = picture.style();
        Stroke line = Stroke.of(ink.color(InkColor.FG), 2);
        if (!Double.isNaN(style.threshold())) {
            double pixel = Math.rint(at.at(style.threshold()));
            if (at.rows()) {
                line(pen, ink, pixel, 0, pixel, at.shown() * at.pitch(), line);
            } else {
                line(pen, ink, 0, pixel, at.shown() * at.pitch(), pixel, line);
            }
        }
        if (style.cutAfter() >= 0 && style.cutAfter() <= at.shown()) {
            double pixel = Math.rint(style.cutAfter() * at.pitch());
            if (at.rows()) {
                line(pen, ink, at.from(), pixel, at.across(), pixel, line);
            } else {
                line(pen, ink, pixel, 0, pixel, at.from(), line);
            }
        }
    }

    private static void line(Pen pen, Ink ink, double x1, double y1, double x2, double y2, Stroke line) {
        pen.line(x1, y1, x2, y2, line);
        pen.fillCircle(x1, y1, HANDLE, ink.color(InkColor.FG));
    }
}
