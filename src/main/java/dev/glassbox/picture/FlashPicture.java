package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// FlashAttention's tiles (Dao et al. 2022): the square of scores is walked through tile by tile and never stored. Rows of q stay while k and v pass by; of each row only
/// a running maximum and a running sum are kept.
///
/// @param n    tokens
/// @param row, column of the tile being computed
/// @param facts name and value of what is counted
public record FlashPicture(long n, int row, int column, List<String[]> facts) implements Picture {

    /// The drawing has so many tiles on a side, however many there are.
    public static final int TILES = 8;
    private static final double BLEED = 8;
    private static final double STRIP = 22;

    /// A tile that can be pointed at.
    public record Tile(int row, int column, Box box, String text) implements Hit {}

    public FlashPicture {
        facts = List.copyOf(facts);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 420);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    private static double side(double width, double height) {
        return Math.max(80, Math.min(width * 0.46, height - STRIP - 46));
    }

    private static Box tile(int row, int column, double width, double height) {
        double each = side(width, height) / TILES;
        return new Box(BLEED + STRIP + 14 + column * each, STRIP + 26 + row * each, each, each);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double side = side(width, height);
        Box first = tile(0, 0, width, height);
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        for (int r = 0; r < TILES; r++) {
            for (int c = 0; c < TILES; c++) {
                tile(pen, ink, r, c, tile(r, c, width, height));
            }
        }
        double each = side / TILES;
        pen.text("k and v, in blocks", first.x(), 12, Anchor.START, caption, ink.color(InkColor.K_TEXT));
        pen.text("q", BLEED, first.y() - 8, Anchor.START, caption, ink.color(InkColor.Q_TEXT));
        pen.text("out", first.x() + side + 12, first.y() - 8, Anchor.START, caption, muted);
        for (int i = 0; i < TILES; i++) {
            boolean now = i == column;
            pen.fillRect(first.x() + i * each + 1, 20, each - 2, STRIP / 2 - 1, 2, ink.color(InkColor.K, now ? 1 : 0.25));
            pen.fillRect(first.x() + i * each + 1, 20 + STRIP / 2, each - 2, STRIP / 2 - 1, 2, ink.color(InkColor.V, now ? 1 : 0.25));
            pen.fillRect(BLEED, first.y() + i * each + 1, STRIP, each - 2, 2, ink.color(InkColor.Q, i == row ? 1 : 0.25));
            pen.fillRect(first.x() + side + 12, first.y() + i * each + 1, STRIP, each - 2, 2, ink.color(InkColor.FG, i < row ? 0.7 : i == row ? 0.35 : 0.08));
        }
        TextFont note = ink.font(FontRole.NOTE);
        pen.text("dotted: never stored; hatched: masked, not even computed", first.x(), first.y() + side + 15, Anchor.START, note, muted);
        double left = first.x() + side + 12 + STRIP + 36;
        TextFont mono = ink.font(FontRole.MONO);
        for (int i = 0; i < facts.size(); i++) {
            double y = first.y() + 4 + i * 46;
            pen.text(caption.fitted(facts.get(i)[0], width - left - BLEED), left, y, Anchor.START, caption, muted);
            pen.text(mono.fitted(facts.get(i)[1], width - left - BLEED), left, y + 18, Anchor.START, mono, ink.color(InkColor.FG));
        }
    }

    private void tile(Pen pen, Ink ink, int r, int c, Box box) {
        if (c > r) {
            pen.hatch(box.x(), box.y(), box.width(), box.height());
        } else if (r == row && c == column) {
            pen.fillRect(box.x() + 1, box.y() + 1, box.width() - 2, box.height() - 2, 2, ink.color(InkColor.FG));
        } else {
            Stroke dotted = Stroke.of(ink.color(InkColor.BORDER_STRONG), 1).dash(Stroke.Dash.DOTTED);
            pen.strokeRect(box.x() + 1.5, box.y() + 1.5, box.width() - 3, box.height() - 3, 0, dotted);
        }
    }

    private String words(int r, int c) {
        String rows = Numbers.integer(n * r / TILES) + " to " + Numbers.integer(n * (r + 1) / TILES - 1);
        String columns = Numbers.integer(n * c / TILES) + " to " + Numbers.integer(n * (c + 1) / TILES - 1);
        return "queries " + rows + ", keys " + columns + (c > r ? ", masked" : "");
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int r = 0; r < TILES; r++) {
            for (int c = 0; c < TILES; c++) {
                parts.add(new Tile(r, c, tile(r, c, width, height), words(r, c)));
            }
        }
        return parts;
    }

    @Override
    public String describe() {
        return "FlashAttention at " + Numbers.integer(n) + " tokens: " + words(row, column) + " are in fast memory; the full square is never stored.";
    }
}
