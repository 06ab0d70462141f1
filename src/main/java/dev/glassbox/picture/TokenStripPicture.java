package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A sentence as token chips: text above, id below, the likely next token dashed. In the window chips are nodes; this is
/// their picture for export.
///
/// @param tokens  printable forms
/// @param ids     one per token
/// @param at      query and key to ring
/// @param next    printable form of the most likely next token, empty for none
/// @param nextP   its probability
public record TokenStripPicture(List<String> tokens, List<Integer> ids, Selection at, String next, double nextP) implements Picture {

    private static final double HEIGHT = 44;
    private static final double GAP = 6;
    private static final double ARROW = 32;

    /// A chip.
    public record Chip(int position, Box box, String text) implements Hit {}

    public TokenStripPicture {
        tokens = List.copyOf(tokens);
        ids = List.copyOf(ids);
        if (ids.size() != tokens.size()) {
            throw new IllegalArgumentException("There must be one id per token, " + tokens.size() + ", not " + ids.size() + ".");
        }
    }

    @Override
    public Size preferredSize() {
        return new Size(880, 64);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        List<Hit> chips = parts(ink, width, height);
        for (Hit hit : chips) {
            Chip chip = (Chip) hit;
            boolean guess = chip.position() == tokens.size();
            String label = guess ? next : tokens.get(chip.position());
            String below = guess ? "p " + Numbers.probability(nextP) : Integer.toString(ids.get(chip.position()));
            if (guess) {
                arrow(pen, ink, chip.box());
            }
            chip(pen, ink, chip.box(), label, below, border(ink, chip.position()));
        }
    }

    private Stroke border(Ink ink, int position) {
        if (position == tokens.size()) {
            return Stroke.of(ink.color(InkColor.BORDER_STRONG), 1).dash(Stroke.Dash.SHORT);
        }
        if (position == at.query()) {
            return Stroke.of(ink.color(InkColor.Q), 2);
        }
        return position == at.key() ? Stroke.of(ink.color(InkColor.K), 2) : Stroke.of(ink.color(InkColor.BORDER_STRONG), 1);
    }

    private static void chip(Pen pen, Ink ink, Box box, String label, String below, Stroke border) {
        double inset = border.width() / 2;
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(InkColor.BG_SURFACE));
        pen.strokeRect(box.x() + inset, box.y() + inset, box.width() - 2 * inset, box.height() - 2 * inset, 8, border);
        TokenLabel.paint(pen, ink, label, box.centreX(), box.y() + 18, Anchor.MIDDLE, ink.font(FontRole.TOKEN),
                ink.color(InkColor.FG), box.width() - 12);
        pen.text(below, box.centreX(), box.y() + 36, Anchor.MIDDLE, ink.font(FontRole.TICK), ink.color(InkColor.FG_SUBTLE));
    }

    private static void arrow(Pen pen, Ink ink, Box box) {
        double y = box.centreY();
        double x = box.x() - 11;
        Stroke stroke = Stroke.round(ink.color(InkColor.FG_SUBTLE), 1.5);
        pen.line(x - 11, y, x, y, stroke);
        pen.polyline(new double[] {x - 4, x, x - 4}, new double[] {y - 4, y, y + 4}, 3, stroke);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> chips = new ArrayList<>();
        double x = 0;
        double y = Math.max(0, Math.min(10, (height - HEIGHT) / 2));
        int all = tokens.size() + (next.isEmpty() ? 0 : 1);
        for (int i = 0; i < all; i++) {
            boolean guess = i == tokens.size();
            String label = guess ? next : tokens.get(i);
            String below = guess ? "p " + Numbers.probability(nextP) : Integer.toString(ids.get(i));
            double chip = Math.max(ink.font(FontRole.TOKEN).width(label), ink.font(FontRole.TICK).width(below)) + 22;
            double before = guess ? ARROW - GAP : 0;
            if (x > 0 && x + before + chip > width) {
                x = guess ? -before : 0;
                y += HEIGHT + GAP;
            }
            x += before;
            chips.add(new Chip(i, new Box(Math.max(0, x), y, chip, HEIGHT), label + ", " + (guess ? "next, " + below : "id " + below)));
            x += chip + GAP;
        }
        return chips;
    }

    @Override
    public String describe() {
        String sentence = tokens.size() + " tokens: " + String.join(" ", tokens);
        return next.isEmpty() ? sentence + "." : sentence + "; most likely next " + next + ", " + Numbers.probability(nextP) + ".";
    }
}
