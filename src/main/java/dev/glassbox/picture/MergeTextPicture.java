package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A short text as tiles after some numbers of merges. In the line of the moment the newest pair is outlined and grows together.
///
/// @param lines   from the start to all merges
/// @param columns characters of the text
/// @param glue    how far the newest pair has grown together, 0…1
public record MergeTextPicture(List<Line> lines, int columns, double glue) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 22;
    private static final double LEFT = 48;
    private static final double RIGHT = 34;
    private static final double TALLEST = 44;
    private static final double WIDEST = 20;
    /// Lower lines give way to each other.
    private static final double ROOMY = 28;

    /// The text after some merges.
    ///
    /// @param name below the number: "start", "now", "all" or ""
    public record Line(int merges, String name, boolean now, List<Tile> tiles) {
        public Line {
            tiles = List.copyOf(tiles);
        }
    }

    /// A token.
    ///
    /// @param from first column
    /// @param to   the column after the last
    /// @param seam column where the newest merge joined its parts; −1 for other tokens
    public record Tile(String label, int from, int to, int seam) {}

    /// A line that can be pointed at.
    public record Row(int merges, Box box, String text) implements Hit {}

    public MergeTextPicture {
        lines = List.copyOf(lines);
    }

    @Override
    public Size preferredSize() {
        return new Size(420, 200);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (lines.isEmpty()) {
            return;
        }
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text("merges", LEFT - 12, caption.centred(HEAD / 2), Anchor.END, caption, ink.color(InkColor.FG_MUTED));
        pen.text("tokens", width - 4, caption.centred(HEAD / 2), Anchor.END, caption, ink.color(InkColor.FG_MUTED));
        List<Line> shown = shown(height);
        double pitch = pitch(height, shown.size());
        for (int i = 0; i < shown.size(); i++) {
            line(pen, ink, shown.get(i), HEAD + i * pitch, pitch, width);
        }
    }

    private void line(Pen pen, Ink ink, Line line, double top, double pitch, double width) {
        double middle = top + pitch / 2;
        TextFont number = ink.font(line.now() ? FontRole.MONO_BOLD : FontRole.MONO);
        TextFont note = ink.font(FontRole.NOTE);
        boolean two = pitch >= 32 && !line.name().isEmpty();
        pen.text(Numbers.integer(line.merges()), LEFT - 12, two ? middle - 1 : number.centred(middle), Anchor.END, number, ink.color(InkColor.FG));
        if (two) {
            pen.text(line.name(), LEFT - 12, middle + 12, Anchor.END, note, ink.color(InkColor.FG_MUTED));
        }
        pen.text(Integer.toString(line.tiles().size()), width - 4, number.centred(middle), Anchor.END, ink.font(FontRole.MONO_BOLD), ink.color(InkColor.FG));
        double cell = Math.min(WIDEST, (width - LEFT - RIGHT) / Math.max(1, columns));
        double high = Math.rint(Math.min(30, pitch - 5));
        for (Tile tile : line.tiles()) {
            tile(pen, ink, tile, line.now(), new Box(LEFT + tile.from() * cell, Math.rint(middle - high / 2), (tile.to() - tile.from()) * cell - 1.5, high), cell);
        }
    }

    private void tile(Pen pen, Ink ink, Tile tile, boolean now, Box box, double cell) {
        boolean fresh = tile.seam() > tile.from();
        double radius = Math.min(5, box.width() / 4);
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), radius, ink.color(now ? InkColor.BG_SURFACE : InkColor.BG_INSET));
        Stroke line = Stroke.of(ink.color(now ? InkColor.FG : InkColor.BORDER_STRONG), fresh ? 2.5 : now ? 1.5 : 1);
        double inset = line.width() / 2;
        pen.strokeRect(box.x() + inset, box.y() + inset, box.width() - 2 * inset, box.height() - 2 * inset, radius, line);
        if (fresh && glue < 1) {
            double x = box.x() + (tile.seam() - tile.from()) * cell - 0.75;
            double half = (box.height() / 2 - 2) * (1 - glue);
            pen.line(x, box.centreY() - half, x, box.centreY() + half, line);
        }
        TextFont font = ink.font(fresh ? FontRole.MONO_BOLD : FontRole.MONO);
        TextFont fitting = font.width(tile.label()) > box.width() - 6 ? ink.font(FontRole.TICK) : font;
        if (fitting.width(tile.label()) <= box.width() + 1) {
            TokenLabel.paint(pen, ink, tile.label(), box.centreX(), fitting.centred(box.centreY()), Anchor.MIDDLE, fitting, ink.color(InkColor.FG), box.width() + 1);
        }
    }

    /// When it is low, the lines between give way.
    private List<Line> shown(double height) {
        int fit = Math.max(2, (int) ((height - HEAD) / ROOMY));
        if (lines.size() <= fit) {
            return lines;
        }
        List<Line> kept = new ArrayList<>(lines);
        for (int i = kept.size() - 2; i > 0 && kept.size() > fit; i--) {
            if (!kept.get(i).now()) {
                kept.remove(i);
            }
        }
        return kept.size() > fit ? kept.subList(0, fit) : kept;
    }

    private static double pitch(double height, int rows) {
        return Math.min(TALLEST, Math.floor((height - HEAD) / rows));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        List<Line> shown = shown(height);
        double pitch = pitch(height, Math.max(1, shown.size()));
        for (int i = 0; i < shown.size(); i++) {
            Line line = shown.get(i);
            parts.add(new Row(line.merges(), new Box(0, HEAD + i * pitch, width, pitch), text(line)));
        }
        return parts;
    }

    private static String text(Line line) {
        return "after " + Numbers.integer(line.merges()) + (line.merges() == 1 ? " merge " : " merges ") + line.tiles().size() + " tokens: "
                + String.join(" ", line.tiles().stream().map(Tile::label).toList());
    }

    @Override
    public String describe() {
        return lines.stream().filter(Line::now).findFirst().map(line -> text(line) + ".").map(t -> "A" + t.substring(1)).orElse("No text yet.");
    }
}
