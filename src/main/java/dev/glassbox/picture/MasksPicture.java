package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Who may read whom, for several masks on the same sentence: open cells are filled, closed ones hatched.
///
/// @param tokens   the sentence
/// @param masks    one below the other
/// @param query    the selected token
/// @param selected index of the mask in use, −1 for none
public record MasksPicture(List<String> tokens, List<Mask> masks, int query, int selected) implements Picture {

    private static final double WORDS = 158;

    /// @param name   `causal`
    /// @param remark one line more
    /// @param open   `[T, T]`, rows are queries
    public record Mask(String name, String remark, boolean[] open) {

        /// Open cells of a row.
        public int open(int row) {
            int tokens = (int) Math.rint(Math.sqrt(open.length));
            int count = 0;
            for (int key = 0; key < tokens; key++) {
                count += open[row * tokens + key] ? 1 : 0;
            }
            return count;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Mask o && o.name.equals(name) && java.util.Arrays.equals(o.open, open);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    public record Cell(int mask, int row, int column, Box box, String text) implements Hit {}

    public MasksPicture {
        tokens = List.copyOf(tokens);
        masks = List.copyOf(masks);
    }

    @Override
    public Size preferredSize() {
        return new Size(340, 120 * masks.size());
    }

    private Box grid(int mask, double width, double height) {
        double pitch = height / masks.size();
        double side = Math.max(20, Math.min(pitch - 12, width - WORDS - 16));
        return new Box(8, Math.rint(mask * pitch + 2), side, side);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        int t = tokens.size();
        TextFont bold = ink.font(FontRole.CAPTION_BOLD);
        TextFont caption = ink.font(FontRole.CAPTION);
        for (int m = 0; m < masks.size(); m++) {
            Mask mask = masks.get(m);
            Box grid = grid(m, width, height);
            double cell = grid.width() / t;
            pen.hatch(grid.x(), grid.y(), grid.width(), grid.height());
            for (int i = 0; i < t * t; i++) {
                if (mask.open()[i]) {
                    double x = Math.rint(grid.x() + i % t * cell);
                    double y = Math.rint(grid.y() + i / t * cell);
                    double gap = cell > 5 ? 1 : 0;
                    pen.fillRect(x, y, Math.rint(grid.x() + (i % t + 1) * cell) - x, Math.rint(grid.y() + (i / t + 1) * cell) - y, 0, ink.color(InkColor.BG_SURFACE));
                    pen.fillRect(x, y, Math.rint(grid.x() + (i % t + 1) * cell) - x - gap, Math.rint(grid.y() + (i / t + 1) * cell) - y - gap, 0,
                            ink.color(i / t == query ? InkColor.Q : InkColor.BAR));
                }
            }
            pen.strokeRect(grid.x() - 0.5, grid.y() - 0.5, grid.width() + 1, grid.height() + 1, 0,
                    Stroke.of(ink.color(m == selected ? InkColor.FG : InkColor.BORDER_STRONG), m == selected ? 2 : 1));
            double x = grid.right() + 12;
            double room = width - x - 4;
            double y = grid.y() + 14;
            pen.text(bold.fitted(mask.name(), room), x, y, Anchor.START, bold, ink.color(InkColor.FG));
            for (String line : wrapped(mask.remark(), caption, room)) {
                y += 17;
                pen.text(line, x, y, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            }
            if (query >= 0 && query < t && y + 17 < grid.bottom() + 10) {
                pen.text(caption.fitted(tokens.get(query) + " reads " + mask.open(query) + " of " + t, room), x, y + 17, Anchor.START, caption, ink.color(InkColor.Q_TEXT));
            }
        }
    }

    private static List<String> wrapped(String text, TextFont font, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && font.width(longer) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        int t = tokens.size();
        for (int m = 0; m < masks.size() && t <= 32; m++) {
            Box grid = grid(m, width, height);
            double cell = grid.width() / t;
            for (int i = 0; i < t * t; i++) {
                parts.add(new Cell(m, i / t, i % t, new Box(grid.x() + i % t * cell, grid.y() + i / t * cell, cell, cell), masks.get(m).name() + ": "
                        + tokens.get(i / t) + (masks.get(m).open()[i] ? " reads " : " does not see ") + tokens.get(i % t)));
            }
        }
        return parts;
    }

    @Override
    public String describe() {
        List<String> lines = masks.stream().map(mask -> mask.name() + ": " + mask.remark()).toList();
        return String.join(". ", lines) + ".";
    }
}
