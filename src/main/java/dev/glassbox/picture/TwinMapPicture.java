package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.List;
import java.util.Optional;

/// An attention map of one of two runs, or the difference of both.
///
/// @param map     the cells
/// @param between whether it shows B − A: then the scale runs from run A's colour over paper to run B's
/// @param answers whether the cells one to the right of the diagonal are outlined: the next token, which is the answer
/// @param arrow   row whose answer an arrow points at; −1 for none
public record TwinMapPicture(HeatmapPicture map, boolean between, boolean answers, int arrow) implements Picture {

    private static final String WORDS = "reads the answer";
    private static final double WORDS_HEIGHT = 20;
    /// Length of the head of the arrow.
    private static final double HEAD = 11;

    @Override
    public Size preferredSize() {
        return map.preferredSize();
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        map.paint(pen, between ? betweenRuns(ink) : ink, width, height);
        int tokens = map.map().rows().size();
        if (answers) {
            for (int row = 0; row + 1 < tokens; row++) {
                Box cell = map.cellHit(row, row + 1, ink, width, height).box();
                pen.strokeRect(cell.x() + 1, cell.y() + 1, cell.width() - 2, cell.height() - 2, 0, Stroke.of(ink.color(InkColor.RUN_B), 2));
            }
        }
        if (arrow >= 0 && arrow + 1 < tokens) {
            paintArrow(pen, ink, width, height);
        }
    }

    private static Ink betweenRuns(Ink ink) {
        return new Ink(ink.colors(), ink.sequential(), ColorScale.of(List.of(ink.color(InkColor.RUN_A), ink.color(InkColor.BG_SURFACE),
                ink.color(InkColor.RUN_B))), ink.scale());
    }

    /// From the lower left corner, where a head that reads the answer reads nothing: the words must not lie on the answers.
    private void paintArrow(Pen pen, Ink ink, double width, double height) {
        Box cell = map.cellHit(arrow, arrow + 1, ink, width, height).box();
        Box area = map.cellArea(ink, width, height);
        TextFont font = ink.font(FontRole.CAPTION_BOLD);
        double wide = font.width(WORDS) + 12;
        double top = area.bottom() - WORDS_HEIGHT;
        boolean beside = cell.bottom() + 14 > top; // no room for an arrow from below
        double left = Math.max(0, beside ? Math.min(area.x(), cell.x() - 14 - wide) : Math.min(area.x(), area.right() - wide));
        double tipX = cell.x() + 2;
        double tipY = beside ? cell.centreY() : cell.bottom() - 2;
        double fromX = beside ? left + wide : Math.min(tipX - 6, left + wide * 0.6);
        double fromY = beside ? top + WORDS_HEIGHT / 2 : top;
        double along = Math.hypot(fromX - tipX, fromY - tipY);
        double dx = (fromX - tipX) / along * Math.min(HEAD, 0.7 * along);
        double dy = (fromY - tipY) / along * Math.min(HEAD, 0.7 * along);
        for (int halo = 1; halo >= 0; halo--) {
            Stroke stroke = Stroke.round(ink.color(halo == 1 ? InkColor.BG_SURFACE : InkColor.FG), halo == 1 ? 6 : 2.5);
            pen.line(fromX, fromY, tipX, tipY, stroke);
            pen.polyline(new double[] {tipX + 0.8 * dx - 0.6 * dy, tipX, tipX + 0.8 * dx + 0.6 * dy},
                    new double[] {tipY + 0.8 * dy + 0.6 * dx, tipY, tipY + 0.8 * dy - 0.6 * dx}, 3, stroke);
        }
        pen.fillRect(left, top, wide, WORDS_HEIGHT, 5, ink.color(InkColor.FG));
        pen.text(WORDS, left + wide / 2, font.centred(top + WORDS_HEIGHT / 2), Anchor.MIDDLE, font, ink.color(InkColor.BG_SURFACE));
    }

    @Override
    public Optional<Picture> legend() {
        return between ? Optional.of(new BetweenLegend(map.map().scale())) : map.legend();
    }

    /// The scale of a difference, right-aligned on one line.
    private record BetweenLegend(HeatScale scale) implements Picture {
        @Override
        public Size preferredSize() {
            return new Size(250, 24);
        }

        @Override
        public void paint(Pen pen, Ink ink, double width, double height) {
            new HeatLegend(scale, "").paint(pen, betweenRuns(ink), width, height);
        }

        @Override
        public String describe() {
            return "Colours show " + scale.unit() + " from run A's to run B's.";
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        return map.parts(ink, width, height);
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        return map.hit(ink, x, y, width, height);
    }

    @Override
    public Optional<Hit> step(Hit from, int dx, int dy, Ink ink, double width, double height) {
        return map.step(from, dx, dy, ink, width, height);
    }

    @Override
    public String describe() {
        return map.describe() + (arrow >= 0 ? " The arrow points at the cell that reads the answer." : "");
    }
}
