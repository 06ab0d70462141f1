package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A plain table: a label at the left of each row, numbers right-aligned under their headings.
///
/// @param name opens the describing sentence
/// @param headings one for each column of numbers
/// @param chosen row on a band; −1 for none
/// @param notes  lines below the table, as many as there is room for
public record TablePicture(String name, List<String> headings, List<Row> rows, int chosen, List<String> notes) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 32;
    private static final double TALLEST = 34;
    private static final double LINE = 20;
    private static final double LABELS = 0.24;

    /// @param cells one for each heading; empty for nothing to say
    public record Row(String label, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /// A row that can be pointed at.
    public record Part(int row, Box box, String text) implements Hit {}

    public TablePicture {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, height());
    }

    /// The height at which every row has its full room.
    double height() {
        return HEAD + rows.size() * TALLEST + notes.size() * LINE + 12;
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    private double pitch(double height) {
        return Math.clamp((height - HEAD - notes.size() * LINE - 12) / Math.max(1, rows.size()), 20, TALLEST);
    }

    private double right(int column, double width) {
        double labels = LABELS * width;
        return labels + (width - BLEED - labels) * (column + 1) / headings.size();
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        TextFont body = ink.font(FontRole.BODY);
        TextFont mono = ink.font(FontRole.MONO);
        int muted = ink.color(InkColor.FG_MUTED);
        double room = (width - BLEED - LABELS * width) / headings.size() - 12;
        for (int c = 0; c < headings.size(); c++) {
            pen.text(caption.fitted(headings.get(c), room + 8), right(c, width), caption.centred(14), Anchor.END, caption, muted);
        }
        pen.line(BLEED, HEAD - 4.5, width - BLEED, HEAD - 4.5, Stroke.of(ink.color(InkColor.BORDER), 1));
        double pitch = pitch(height);
        for (int r = 0; r < rows.size(); r++) {
            double middle = HEAD + (r + 0.5) * pitch;
            if (r == chosen) {
                pen.fillRect(0, HEAD + r * pitch, width, pitch, 5, ink.color(InkColor.BG_SUBTLE));
            }
            pen.text(body.fitted(rows.get(r).label, LABELS * width - BLEED), BLEED, body.centred(middle), Anchor.START, body, ink.color(InkColor.FG));
            for (int c = 0; c < headings.size(); c++) {
                TextFont font = mono.width(rows.get(r).cells.get(c)) > room ? ink.font(FontRole.TICK) : mono;
                pen.text(font.fitted(rows.get(r).cells.get(c), room + 10), right(c, width), font.centred(middle), Anchor.END, font, ink.color(InkColor.FG));
            }
        }
        for (int i = 0; i < notes.size() && HEAD + rows.size() * pitch + 10 + (i + 1) * LINE <= height; i++) { // a cut line helps nobody
            pen.text(caption.fitted(notes.get(i), width - 2 * BLEED), BLEED, caption.centred(HEAD + rows.size() * pitch + 10 + (i + 0.5) * LINE), Anchor.START, caption, muted);
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder words = new StringBuilder(rows.get(r).label);
            for (int c = 0; c < headings.size(); c++) {
                words.append(rows.get(r).cells.get(c).isEmpty() ? "" : ", " + headings.get(c) + " " + rows.get(r).cells.get(c));
            }
            parts.add(new Part(r, new Box(0, HEAD + r * pitch(height), width, pitch(height)), words.toString()));
        }
        return parts;
    }

    @Override
    public String describe() {
        return rows.isEmpty() ? name + ": nothing yet." : name + ": " + parts(Ink.light(), 984, 400).get(Math.max(0, chosen)).text() + ".";
    }
}
