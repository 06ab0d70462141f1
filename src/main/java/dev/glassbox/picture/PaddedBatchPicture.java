package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A batch of words of different lengths: their ids with special tokens and padding, the loss of each position and the gradient that
/// goes back into it. Padded positions are hatched; both numbers are zero there.
///
/// @param rows one per word, all of the same length
public record PaddedBatchPicture(List<Row> rows) implements Picture {

    private static final double BLEED = 8;
    private static final double LEFT = 104;
    private static final double TALLEST = 104;
    private static final double WIDEST = 76;

    /// A word.
    public record Row(String word, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /// A position.
    ///
    /// @param target   what comes next; "" when the position does not count
    /// @param loss     in nats
    /// @param gradient length of ∂loss/∂x
    public record Cell(String label, int id, boolean special, boolean padded, String target, double loss, double gradient) {}

    /// A position that can be pointed at.
    public record Position(int row, int position, Box box, String text) implements Hit {}

    public PaddedBatchPicture {
        rows = List.copyOf(rows);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, 330);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont note = ink.font(FontRole.NOTE);
        double pitch = pitch(height);
        for (int r = 0; r < rows.size(); r++) {
            double top = r * pitch;
            double chip = chip(pitch);
            TextFont heading = ink.font(FontRole.HEADING);
            pen.text(rows.get(r).word(), BLEED, heading.centred(top + chip / 2), Anchor.START, heading, ink.color(InkColor.FG));
            int muted = ink.color(InkColor.FG_MUTED);
            double[] lines = lines(top, chip, pitch);
            if (lines.length > 2) {
                pen.text("target", BLEED, note.centred(lines[2]), Anchor.START, note, muted);
            }
            pen.text("loss, nats", BLEED, note.centred(lines[0]), Anchor.START, note, muted);
            pen.text("gradient |∂L/∂x|", BLEED, note.centred(lines[1]), Anchor.START, note, muted);
            for (int t = 0; t < rows.get(r).cells().size(); t++) {
                cell(pen, ink, rows.get(r).cells().get(t), box(r, t, width, pitch), lines);
            }
        }
    }

    private static void cell(Pen pen, Ink ink, Cell cell, Box box, double[] lines) {
        double radius = cell.special() ? 0 : 6;
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), radius, ink.color(cell.padded() ? InkColor.HATCH_BG : InkColor.BG_SURFACE));
        if (cell.padded()) {
            pen.hatch(box.x() + 1, box.y() + 1, box.width() - 2, box.height() - 2);
            pen.fillRect(box.centreX() - 17, box.centreY() - 8, 34, 16, 3, ink.color(InkColor.BG_SURFACE));
        }
        pen.strokeRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, radius, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        TextFont token = cell.special() ? ink.font(FontRole.MONO_SMALL_BOLD) : ink.font(FontRole.TOKEN);
        TextFont tick = ink.font(FontRole.TICK);
        int color = ink.color(cell.padded() ? InkColor.FG_SUBTLE : InkColor.FG);
        boolean two = box.height() >= 32 && !cell.padded();
        pen.text(cell.label(), box.centreX(), two ? box.centreY() - 1 : token.centred(box.centreY()), Anchor.MIDDLE, token, color);
        if (two) {
            pen.text(Integer.toString(cell.id()), box.centreX(), box.centreY() + 13, Anchor.MIDDLE, tick, ink.color(InkColor.FG_SUBTLE));
        }
        boolean silent = cell.target().isEmpty();
        int ink0 = ink.color(silent ? InkColor.FG_SUBTLE : InkColor.FG);
        pen.text(silent ? "0" : Numbers.format(cell.loss()), box.centreX(), tick.centred(lines[0]), Anchor.MIDDLE, tick, ink0);
        pen.text(cell.gradient() == 0 ? "0" : Numbers.format(cell.gradient()), box.centreX(), tick.centred(lines[1]), Anchor.MIDDLE, tick,
                cell.gradient() == 0 ? ink0 : ink.color(InkColor.GRADIENT_TEXT));
        if (lines.length > 2) {
            pen.text(silent ? "none" : "→ " + cell.target(), box.centreX(), tick.centred(lines[2]), Anchor.MIDDLE, tick, ink0);
        }
    }

    private double pitch(double height) {
        return Math.max(40, Math.min(TALLEST, Math.floor(height / Math.max(1, rows.size()))));
    }

    private static double chip(double pitch) {
        return pitch >= 88 ? 36 : Math.max(14, pitch - 42);
    }

    /// Middles of the lines of loss and gradient, and of the target when there is room for it.
    private static double[] lines(double top, double chip, double pitch) {
        return pitch >= 88 ? new double[] {top + chip + 27, top + chip + 43, top + chip + 11}
                : new double[] {top + chip + 11, top + chip + 26};
    }

    private Box box(int row, int position, double width, double pitch) {
        double cell = Math.min(WIDEST, (width - LEFT - BLEED) / Math.max(1, rows.getFirst().cells().size()));
        return new Box(LEFT + position * cell, row * pitch + 1, cell - 4, chip(pitch));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            for (int t = 0; t < rows.get(r).cells().size(); t++) {
                Cell cell = rows.get(r).cells().get(t);
                parts.add(new Position(r, t, box(r, t, width, pitch(height)), cell.label() + ", id " + cell.id()
                        + (cell.target().isEmpty() ? ", does not count: loss 0, gradient " + Numbers.format(cell.gradient())
                                : ", next " + cell.target() + ", loss " + Numbers.format(cell.loss()) + ", gradient " + Numbers.format(cell.gradient()))));
            }
        }
        return parts;
    }

    @Override
    public String describe() {
        long padded = rows.stream().flatMap(row -> row.cells().stream()).filter(Cell::padded).count();
        return rows.size() + (rows.size() == 1 ? " word" : " words") + " as a batch; " + padded + " padded positions have loss 0 and gradient 0.";
    }
}
