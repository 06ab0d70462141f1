package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A count of weights as a table: part, formula, formula with numbers, count, and whether the model really has so many.
///
/// @param rows     in the order of the data flow, the sum last
/// @param selected index of the ringed row, −1 for none
public record LedgerPicture(List<Row> rows, int selected) implements Picture {

    private static final double HEAD = 24;
    private static final double HIGHEST = 28;

    /// @param part    `token table`
    /// @param formula `V·d`
    /// @param numbers `475 · 64`
    /// @param one     weights in one of them
    /// @param times   `× 4`, or empty
    /// @param total   weights in all
    /// @param check   `✓`, or empty where it was not counted
    public record Row(String part, String formula, String numbers, String one, String times, String total, String check, boolean sum) {

        public Row(String part, String formula, String numbers, String one, String times, String total, String check) {
            this(part, formula, numbers, one, times, total, check, false);
        }
    }

    public record Line(int index, Row row, Box box) implements Hit {
        @Override public String text() {
            return row.part() + " " + row.formula() + (row.numbers().isEmpty() ? "" : " = " + row.numbers()) + " = " + row.one()
                    + (row.times().isEmpty() ? "" : ", " + row.times() + " = " + row.total());
        }
    }

    public LedgerPicture {
        rows = List.copyOf(rows);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, HEAD + 26 * rows.size());
    }

    private double row(double height) {
        return Math.min(HIGHEST, (height - HEAD) / Math.max(1, rows.size()));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            parts.add(new Line(i, rows.get(i), new Box(0, HEAD + i * row(height), width, row(height))));
        }
        return parts;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont head = ink.font(FontRole.CAPTION);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        TextFont bold = ink.font(FontRole.MONO_SMALL_BOLD);
        TextFont name = ink.font(FontRole.BODY);
        TextFont strong = ink.font(FontRole.HEADING);
        double formula = 8 + Math.min(200, width * 0.21);
        double check = width - 12;
        double total = check - 26;
        double times = total - widest(bold, rows, Row::total) - 24;
        double one = times - widest(mono, rows, Row::times) - 16;
        double numbers = formula + widest(mono, rows, Row::formula) + 24;
        double room = one - widest(mono, rows, Row::one) - 16 - numbers;
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text("part", 8, 15, Anchor.START, head, muted);
        pen.text("formula", formula, 15, Anchor.START, head, muted);
        pen.text("one", one, 15, Anchor.END, head, muted);
        pen.text("all", total, 15, Anchor.END, head, muted);
        for (Hit hit : parts(ink, width, height)) {
            Line line = (Line) hit;
            Row row = line.row();
            Box box = line.box();
            if (line.index() == selected) {
                pen.fillRect(0, box.y(), width, box.height(), 4, ink.color(InkColor.BG_SUBTLE));
            }
            if (row.sum()) {
                pen.line(8, Math.rint(box.y()) + 0.5, width - 8, Math.rint(box.y()) + 0.5, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
            }
            TextFont font = row.sum() ? strong : name;
            double base = mono.centred(box.centreY());
            int fg = ink.color(InkColor.FG);
            pen.text(font.fitted(row.part(), formula - 20), 8, font.centred(box.centreY()), Anchor.START, font, fg);
            pen.text(row.formula(), formula, base, Anchor.START, mono, fg);
            if (room > 80) {
                pen.text(mono.fitted(row.numbers(), room), numbers, base, Anchor.START, mono, muted);
            }
            pen.text(row.one(), one, base, Anchor.END, mono, muted);
            pen.text(row.times(), times, base, Anchor.END, mono, muted);
            pen.text(row.total(), total, base, Anchor.END, row.sum() ? bold : mono, fg);
            pen.text(row.check(), check, base, Anchor.END, mono, ink.color(InkColor.OK));
        }
    }

    private static double widest(TextFont font, List<Row> rows, java.util.function.Function<Row, String> column) {
        return rows.stream().mapToDouble(row -> font.width(column.apply(row))).max().orElse(0);
    }

    @Override
    public String describe() {
        return rows.isEmpty() ? "Nothing counted yet." : "In all " + rows.getLast().total() + " weights, in " + (rows.size() - 1) + " parts.";
    }
}
