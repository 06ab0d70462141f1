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

    private void paintArrow(Pen pen, Ink ink, double width, double height) {
        Box cell = map.cellHit(arrow, arrow + 1, ink, width, height).box();
        Box area = map.cellArea(ink, width, height);
        double reach = Math.max(26, 1.7 * cell.width());
        boolean upwards = cell.right() + reach < area.right() && cell.y() - reach > area.y();
        double side = upwards ? 1 : -1;
        double tipX = upwards ? cell.right() - 2 : cell.x() + 2;
        double tipY = upwards ? cell.y() + 2 : cell.bottom() - 2;
        double fromX = tipX + side * reach;
        double fromY = Math.min(tipY - side * reach, area.bottom() - 12);
        for (int halo = 1; halo >= 0; halo--) {
            Stroke stroke = Stroke.round(ink.color(halo == 1 ? InkColor.BG_SURFACE : InkColor.FG), halo == 1 ? 6 : 2.5);
            pen.line(fromX, fromY, tipX, tipY, stroke);
            pen.polyline(new double[] {tipX + side * 11, tipX, tipX + side * 1}, new double[] {tipY - side * 1, tipY, tipY - side * 11}, 3, stroke);
        }
        TextFont font = ink.font(FontRole.CAPTION_BOLD);
        String words = "reads the answer";
        double wide = font.width(words) + 12;
        double left = Math.clamp(fromX - wide / 2, area.x(), Math.max(area.x(), area.right() - wide));
        double top = upwards ? Math.max(area.y(), fromY - 20) : Math.min(fromY, area.bottom() - 20);
        pen.fillRect(left, top, wide, 20, 5, ink.color(InkColor.FG));
        pen.text(words, left + wide / 2, font.centred(top + 10), Anchor.MIDDLE, font, ink.color(InkColor.BG_SURFACE));
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
