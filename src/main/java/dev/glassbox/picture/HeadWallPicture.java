package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All heads at once as small maps: blocks downward, heads across, or in an order of merit. Heads that share keys and
/// values stand under one bracket.
///
/// @param heads   what each map shows, in the order shown
/// @param time    tokens of a map
/// @param masked  cells that take no part; empty for none
/// @param columns heads in a row
/// @param blocks  whether a row is a block; otherwise the order is one of merit and every map carries its own name
/// @param group   query heads that share keys and values; 1 for none
/// @param layer   block of the selected head, from 0
/// @param head    the selected head, from 0
public record HeadWallPicture(List<Head> heads, int time, boolean[] masked, int columns, boolean blocks, int group, int layer, int head)
        implements Picture {

    private static final double HEADING = 20;
    private static final double SIDE = 22;
    private static final double TEXT_FROM = 84;
    private static final double LINE = 16;

    /// One head.
    ///
    /// @param weights `[T, T]` from `offset` on; never written again
    /// @param lines   words below its map where there is room
    public record Head(int layer, int head, float[] weights, int offset, List<String> lines) {
        public Head {
            lines = List.copyOf(lines);
        }
    }

    /// A head under the mouse.
    public record Thumb(int layer, int head, Box box, String text) implements Hit {}

    public HeadWallPicture {
        heads = List.copyOf(heads);
    }

    @Override
    public Size preferredSize() {
        int rows = rows();
        return new Size(SIDE + columns * 48.0, HEADING + rows * 48.0);
    }

    @Override
    public Size minimumSize() {
        return new Size(120, 100);
    }

    private int rows() {
        return Math.max(1, (heads.size() + columns - 1) / columns);
    }

    private double pitchX(double width) {
        return (width - SIDE) / columns;
    }

    private int lines(double width, double height) {
        int most = heads.isEmpty() ? 0 : heads.getFirst().lines().size();
        for (int wanted = most; wanted > 0; wanted--) {
            if (pitchX(width) >= TEXT_FROM && (height - bracket()) / rows() - wanted * LINE >= TEXT_FROM - 40) {
                return wanted;
            }
        }
        return 0;
    }

    private double bracket() {
        return HEADING + (group > 1 && blocks ? 14 : 0);
    }

    private double side(double width, double height) {
        double room = Math.min(pitchX(width) - 8, (height - bracket()) / rows() - lines(width, height) * LINE - 8);
        return Math.max(6, Math.floor(room));
    }

    private Box place(int index, double width, double height) {
        double side = side(width, height);
        double pitchX = Math.min(pitchX(width), lines(width, height) > 0 ? pitchX(width) : side + 16);
        double pitchY = Math.min((height - bracket()) / rows(), side + lines(width, height) * LINE + 12);
        double x = SIDE + index % columns * pitchX;
        double y = bracket() + index / columns * pitchY;
        return new Box(Math.rint(x + (pitchX - side) / 2), Math.rint(y + 2), side, side);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        TextFont tick = ink.font(FontRole.TICK);
        int muted = ink.color(InkColor.FG_MUTED);
        int lines = lines(width, height);
        for (int i = 0; i < heads.size(); i++) {
            Head shown = heads.get(i);
            Box box = place(i, width, height);
            if (blocks && i < columns) {
                String name = box.width() + 12 >= caption.width("head " + (i + 1)) ? "head " + (i + 1) : Integer.toString(i + 1);
                pen.text(name, box.centreX(), 13, Anchor.MIDDLE, caption, muted);
            }
            if (blocks && i % columns == 0) {
                pen.text(Integer.toString(shown.layer() + 1), SIDE - 8, tick.centred(box.centreY()), Anchor.END, tick, muted);
            }
            map(pen, ink, shown, box);
            for (int line = 0; line < lines; line++) {
                double room = pitchX(width) - 6;
                pen.text(tick.fitted(shown.lines().get(line), room), box.centreX(), box.bottom() + 14 + line * LINE, Anchor.MIDDLE, tick,
                        ink.color(line == 0 ? InkColor.FG : InkColor.FG_MUTED));
            }
        }
        if (group > 1 && blocks) {
            brackets(pen, ink, width, height);
        }
    }

    private void map(Pen pen, Ink ink, Head shown, Box box) {
        pen.cells(Thumbnail.of(ink, shown.weights(), shown.offset(), time, time, masked, HeatScale.shares("weight"), ink.color(InkColor.BG_SUBTLE)),
                box.x(), box.y(), box.width(), box.height());
        boolean chosen = shown.layer() == layer && shown.head() == head;
        pen.strokeRect(box.x() - 0.5, box.y() - 0.5, box.width() + 1, box.height() + 1, 0, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        if (chosen) {
            pen.strokeRect(box.x() - 4, box.y() - 4, box.width() + 8, box.height() + 8, 4, Stroke.of(ink.color(InkColor.FG), 2.5));
        }
    }

    private void brackets(Pen pen, Ink ink, double width, double height) {
        Stroke line = Stroke.of(ink.color(InkColor.K), 2);
        for (int first = 0; first + group <= columns; first += group) {
            Box left = place(first, width, height);
            Box right = place(first + group - 1, width, height);
            double y = HEADING + 4;
            pen.line(left.x(), y, right.right(), y, line);
            pen.line(left.x() + 1, y, left.x() + 1, y + 5, line);
            pen.line(right.right() - 1, y, right.right() - 1, y + 5, line);
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            Head shown = heads.get(i);
            parts.add(new Thumb(shown.layer(), shown.head(), place(i, width, height), "block " + (shown.layer() + 1) + " head " + (shown.head() + 1)
                    + (shown.lines().isEmpty() ? "" : ", " + String.join(", ", shown.lines()).toLowerCase(Locale.ROOT))));
        }
        return parts;
    }

    @Override
    public String describe() {
        return heads.size() + (heads.size() == 1 ? " head" : " heads") + (group > 1 ? ", each " + group + " share keys and values" : "")
                + "; selected is block " + (layer + 1) + " head " + (head + 1) + ".";
    }
}
