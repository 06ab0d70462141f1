package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which rows of a table get a gradient in one step, each way it comes in on a strip of its own: one line a row, taller for more.
///
/// @param strips from top to bottom
/// @param selected a row that is marked on all strips, −1 for none
public record RowGradientsPicture(List<Strip> strips, int selected) implements Picture {

    /// @param note beside the name: how many rows
    /// @param norms one for each row of the table
    public record Strip(String name, String note, float[] norms) {}

    /// A row on a strip.
    public record Row(int id, Box box, String text) implements Hit {}

    public RowGradientsPicture {
        strips = List.copyOf(strips);
    }

    @Override
    public Size preferredSize() {
        return new Size(380, 60 * strips.size());
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    private Box box(int strip, double width, double height) {
        double tall = height / strips.size();
        return new Box(FlowLayout.BLEED, strip * tall + 20, width - 2 * FlowLayout.BLEED, Math.max(6, tall - 30));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont name = ink.font(FontRole.CAPTION_BOLD);
        TextFont caption = ink.font(FontRole.CAPTION);
        float largest = 0;
        for (Strip strip : strips) {
            for (float norm : strip.norms) {
                largest = Float.isFinite(norm) ? Math.max(largest, norm) : largest;
            }
        }
        for (int s = 0; s < strips.size(); s++) {
            Strip strip = strips.get(s);
            Box box = box(s, width, height);
            pen.text(strip.name, box.x(), box.y() - 6, Anchor.START, name, ink.color(InkColor.FG));
            pen.text(caption.fitted(strip.note, box.width() - name.width(strip.name) - 10), box.right(), box.y() - 6, Anchor.END, caption, ink.color(InkColor.FG_MUTED));
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), 0, ink.color(InkColor.BG_SUBTLE));
            bars(pen, ink, strip.norms, largest, box);
            if (selected >= 0 && selected < strip.norms.length) {
                double x = box.x() + box.width() * (selected + 0.5) / strip.norms.length;
                pen.strokeRect(x - 3, box.y() - 1, 6, box.height() + 2, 0, Stroke.of(ink.color(InkColor.Q), 1.5));
            }
        }
    }

    /// One line a pixel: the largest of the rows that fall on it. The height is the root of the share, so that small ones are seen.
    private static void bars(Pen pen, Ink ink, float[] norms, float largest, Box box) {
        int columns = (int) Math.min(norms.length, box.width());
        double wide = box.width() / columns;
        for (int c = 0; c < columns; c++) {
            float norm = 0;
            for (int row = (int) ((long) c * norms.length / columns); row < (int) ((long) (c + 1) * norms.length / columns); row++) {
                norm = Math.max(norm, norms[row]);
            }
            if (norm > 0) {
                double tall = Math.max(1.5, box.height() * Math.sqrt(norm / largest));
                pen.fillRect(box.x() + c * wide, box.bottom() - tall, Math.max(0.75, wide), tall, 0, ink.color(InkColor.GRADIENT));
            }
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int s = 0; s < strips.size() && selected >= 0 && selected < strips.get(s).norms.length; s++) {
            parts.add(row(s, selected, width, height));
        }
        return parts;
    }

    private Row row(int strip, int id, double width, double height) {
        Box box = box(strip, width, height);
        double wide = box.width() / strips.get(strip).norms.length;
        return new Row(id, new Box(box.x() + id * wide, box.y(), wide, box.height()),
                strips.get(strip).name + ", row " + id + ": gradient " + Numbers.format(strips.get(strip).norms[id]));
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        for (int s = 0; s < strips.size(); s++) {
            Box box = box(s, width, height);
            if (box.contains(x, y)) {
                int n = strips.get(s).norms.length;
                return row(s, Math.clamp((int) ((x - box.x()) / box.width() * n), 0, n - 1), width, height);
            }
        }
        return Hit.NONE;
    }

    @Override
    public Optional<NumberTable> numbers() {
        List<List<Object>> rows = new ArrayList<>();
        for (Strip strip : strips) {
            for (int id = 0; id < strip.norms.length; id++) {
                rows.add(List.of(id, strip.name, strip.norms[id]));
            }
        }
        return Optional.of(new NumberTable(List.of("id", "way", "length of the gradient"), rows));
    }

    @Override
    public String describe() {
        return String.join("; ", strips.stream().map(strip -> strip.name + ": " + strip.note).toList()) + ".";
    }
}
