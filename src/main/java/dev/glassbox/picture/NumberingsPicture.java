package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The same tokens with the ids of several numberings, a row each. What stands in one column belongs together.
public record NumberingsPicture(List<Row> rows) implements Picture {

    private static final double BLEED = 8;
    private static final double LEFT = 160;
    private static final double TALLEST = 52;
    private static final double CHIP = 36;
    private static final double GAP = 6;
    private static final double NARROWEST = 32;

    /// A numbering.
    ///
    /// @param outcome what it makes of an example, behind the chips; "" for none
    /// @param check   whether a tick follows: the example was decoded again
    public record Row(String title, String note, List<Chip> chips, String outcome, boolean check) {
        public Row {
            chips = List.copyOf(chips);
        }
    }

    /// A token.
    ///
    /// @param lit whether the example uses it
    public record Chip(String label, int id, boolean lit) {}

    /// A token that can be pointed at.
    public record Cell(int row, int column, Box box, String text) implements Hit {}

    public NumberingsPicture {
        rows = List.copyOf(rows);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, 100);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double pitch = pitch(height);
        TextFont bold = ink.font(FontRole.HEADING);
        TextFont caption = ink.font(FontRole.CAPTION);
        double[] lefts = lefts(ink, width);
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            double middle = r * pitch + pitch / 2;
            boolean two = pitch >= 34;
            pen.text(bold.fitted(row.title(), LEFT - BLEED - 8), BLEED, two ? middle - 3 : bold.centred(middle), Anchor.START, bold, ink.color(InkColor.FG));
            if (two) {
                pen.text(caption.fitted(row.note(), LEFT - BLEED - 8), BLEED, middle + 14, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            }
            for (int c = 0; c + 1 < lefts.length && c < row.chips().size(); c++) {
                chip(pen, ink, row.chips().get(c), box(r, c, lefts, pitch));
            }
            outcome(pen, ink, row, lefts[lefts.length - 1] + 12, middle, width);
        }
    }

    private static void chip(Pen pen, Ink ink, Chip chip, Box box) {
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(InkColor.BG_SURFACE));
        Stroke line = chip.lit() ? Stroke.of(ink.color(InkColor.FG), 2) : Stroke.of(ink.color(InkColor.BORDER_STRONG), 1);
        double inset = line.width() / 2;
        pen.strokeRect(box.x() + inset, box.y() + inset, box.width() - line.width(), box.height() - line.width(), 8, line);
        TextFont mono = ink.font(FontRole.MONO);
        TextFont tick = ink.font(FontRole.TICK);
        boolean two = box.height() >= 28;
        TokenLabel.paint(pen, ink, chip.label(), box.centreX(), two ? box.centreY() - 1 : mono.centred(box.centreY()), Anchor.MIDDLE, mono,
                ink.color(InkColor.FG), box.width() - 4);
        if (two) {
            pen.text(Integer.toString(chip.id()), box.centreX(), box.centreY() + 12, Anchor.MIDDLE, tick, ink.color(InkColor.FG_SUBTLE));
        }
    }

    private static void outcome(Pen pen, Ink ink, Row row, double x, double middle, double width) {
        if (row.outcome().isEmpty()) {
            return;
        }
        TextFont mono = ink.font(FontRole.MONO_BOLD);
        String text = mono.fitted(row.outcome(), width - BLEED - 24 - x);
        pen.text(text, x, mono.centred(middle), Anchor.START, mono, ink.color(InkColor.FG));
        if (row.check()) {
            double tick = x + mono.width(text) + 8;
            pen.polyline(new double[] {tick, tick + 4, tick + 11}, new double[] {middle, middle + 4, middle - 5}, 3,
                    Stroke.round(ink.color(InkColor.OK), 2));
        }
    }

    private double pitch(double height) {
        return Math.max(16, Math.min(TALLEST, Math.floor(height / Math.max(1, rows.size()))));
    }

    private static Box box(int row, int column, double[] lefts, double pitch) {
        double high = Math.rint(Math.min(CHIP, pitch - 4));
        return new Box(lefts[column], Math.rint(row * pitch + (pitch - high) / 2), lefts[column + 1] - lefts[column] - GAP, high);
    }

    /// Where columns begin, and where the last one ends; columns that do not fit are left out.
    private double[] lefts(Ink ink, double width) {
        TextFont mono = ink.font(FontRole.MONO);
        TextFont tick = ink.font(FontRole.TICK);
        double outcome = rows.stream().mapToDouble(row -> row.outcome().isEmpty() ? 0 : mono.width(row.outcome()) + 56).max().orElse(0);
        int columns = rows.stream().mapToInt(row -> row.chips().size()).max().orElse(0);
        List<Double> lefts = new ArrayList<>(List.of(LEFT));
        for (int c = 0; c < columns; c++) {
            double wide = NARROWEST;
            for (Row row : rows) {
                if (c < row.chips().size()) {
                    Chip chip = row.chips().get(c);
                    wide = Math.max(wide, Math.max(mono.width(chip.label()), tick.width(Integer.toString(chip.id()))) + 16);
                }
            }
            double next = lefts.getLast() + Math.rint(wide) + GAP;
            if (next > width - BLEED - outcome) {
                break;
            }
            lefts.add(next);
        }
        return lefts.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> cells = new ArrayList<>();
        double[] lefts = lefts(ink, width);
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            for (int c = 0; c + 1 < lefts.length && c < row.chips().size(); c++) {
                cells.add(new Cell(r, c, box(r, c, lefts, pitch(height)), row.title() + ": " + row.chips().get(c).label() + " = " + row.chips().get(c).id()));
            }
        }
        return cells;
    }

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(text.isEmpty() ? "" : " ").append(row.title()).append(": ");
            text.append(String.join(", ", row.chips().stream().map(chip -> chip.label() + " " + chip.id()).toList())).append('.');
            text.append(row.outcome().isEmpty() ? "" : " " + row.outcome() + ".");
        }
        return text.toString();
    }
}
