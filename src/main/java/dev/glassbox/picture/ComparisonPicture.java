package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Several things side by side, one row for each aspect; what differs from the reference column is bold on a band.
///
/// @param titles    of the columns
/// @param aspects   of the rows
/// @param values    one list for each row
/// @param reference index of the column the others are compared with
public record ComparisonPicture(List<String> titles, List<String> aspects, List<List<String>> values, int reference) implements Picture {

    private static final double HEAD = 26;
    private static final double HIGHEST = 26;

    public record Cell(int row, int column, boolean differs, Box box, String text) implements Hit {}

    public ComparisonPicture {
        titles = List.copyOf(titles);
        aspects = List.copyOf(aspects);
        values = values.stream().map(List::copyOf).toList();
    }

    @Override
    public Size preferredSize() {
        return new Size(640, HEAD + 22 * aspects.size());
    }

    /// Whether a cell says something else than the reference column.
    public boolean differs(int row, int column) {
        return !values.get(row).get(column).equals(values.get(row).get(reference));
    }

    private double name(Ink ink) {
        TextFont font = ink.font(FontRole.CAPTION);
        return 16 + aspects.stream().mapToDouble(font::width).max().orElse(0);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        double left = name(ink);
        double wide = (width - left) / titles.size();
        double row = Math.min(HIGHEST, (height - HEAD) / aspects.size());
        for (int r = 0; r < aspects.size(); r++) {
            for (int c = 0; c < titles.size(); c++) {
                parts.add(new Cell(r, c, differs(r, c), new Box(left + c * wide, HEAD + r * row, wide - 4, row),
                        titles.get(c) + ", " + aspects.get(r) + ": " + values.get(r).get(c)));
            }
        }
        return parts;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        TextFont bold = ink.font(FontRole.CAPTION_BOLD);
        double left = name(ink);
        double wide = (width - left) / titles.size();
        for (int c = 0; c < titles.size(); c++) {
            pen.text(bold.fitted(titles.get(c), wide - 10), left + c * wide + 6, 16, Anchor.START, bold, ink.color(InkColor.FG));
            if (c == reference) {
                pen.line(left + c * wide + 6, 22, left + (c + 1) * wide - 10, 22, Stroke.of(ink.color(InkColor.FG), 2));
            }
        }
        for (Hit hit : parts(ink, width, height)) {
            Cell cell = (Cell) hit;
            Box box = cell.box();
            if (cell.column() == 0) {
                pen.text(aspects.get(cell.row()), 4, caption.centred(box.centreY()), Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            }
            if (cell.differs()) {
                pen.fillRect(box.x(), box.y() + 1, box.width(), box.height() - 2, 4, ink.color(InkColor.BG_SUBTLE));
            }
            TextFont font = cell.differs() ? bold : caption;
            pen.text(font.fitted(values.get(cell.row()).get(cell.column()), box.width() - 10), box.x() + 6, font.centred(box.centreY()), Anchor.START, font,
                    ink.color(InkColor.FG));
        }
    }

    @Override
    public String describe() {
        List<String> counts = new ArrayList<>();
        for (int c = 0; c < titles.size(); c++) {
            int differences = 0;
            for (int r = 0; r < aspects.size(); r++) {
                differences += differs(r, c) ? 1 : 0;
            }
            if (c != reference) {
                counts.add(titles.get(c) + " in " + differences);
            }
        }
        return "Of " + aspects.size() + " aspects these differ from " + titles.get(reference) + ": " + String.join(", ", counts) + ".";
    }
}
