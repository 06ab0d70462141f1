package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The same view at several moments of a run, side by side: attention of one head, and the most likely next tokens.
///
/// @param stills in the order of their steps
/// @param viewed the step on screen; its still has an ink frame
public record FilmPicture(List<Still> stills, int viewed) implements Picture {

    private static final double GAP = 8;
    private static final double HEADER = 20;
    private static final double INSET = 7;
    private static final double ABOVE = 4;

    /// @param step  of the moment
    /// @param loss  then, in nats; NaN when it was not measured
    /// @param map   attention weights
    /// @param next  the most likely next tokens, the likeliest first
    public record Still(int step, double loss, Heatmap map, List<Next> next) {
        public Still {
            next = List.copyOf(next);
        }
    }

    /// A token that may come next.
    public record Next(String label, double probability) {}

    /// A still under the mouse.
    public record Frame(int step, Box box, String text) implements Hit {}

    public FilmPicture {
        stills = List.copyOf(stills);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, 128);
    }

    private Box box(int index, double width, double height) {
        double wide = (width - (stills.size() - 1) * GAP) / stills.size();
        return new Box(index * (wide + GAP), ABOVE, wide, height - ABOVE - 1);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (stills.isEmpty()) {
            TextFont caption = ink.font(FontRole.CAPTION);
            pen.text("The moments are being read …", width / 2, caption.centred(height / 2), Anchor.MIDDLE, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        for (int i = 0; i < stills.size(); i++) {
            Box box = box(i, width, height);
            boolean here = stills.get(i).step() == viewed;
            pen.strokeRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, 8,
                    Stroke.of(ink.color(here ? InkColor.FG : InkColor.BORDER), here ? 2 : 1));
            paint(pen, ink, stills.get(i), box);
        }
    }

    private static void paint(Pen pen, Ink ink, Still still, Box box) {
        TextFont strong = ink.font(FontRole.CAPTION_BOLD);
        TextFont note = ink.font(FontRole.TICK);
        double left = box.x() + INSET;
        double right = box.right() - INSET;
        double baseline = strong.centred(box.y() + HEADER / 2 + 2);
        String step = Numbers.integer(still.step());
        pen.text(step, left, baseline, Anchor.START, strong, ink.color(InkColor.FG));
        String loss = Double.isNaN(still.loss()) ? "" : "loss " + Numbers.format(still.loss());
        if (strong.width(step) + note.width(loss) + 8 <= right - left) {
            pen.text(loss, right, baseline, Anchor.END, note, ink.color(InkColor.FG_MUTED));
        }
        double top = box.y() + HEADER + 2;
        double side = Math.max(10, Math.min(box.bottom() - INSET - top, (right - left) * 0.5));
        pen.save();
        pen.translate(left, top);
        HeatmapPicture.of(still.map()).looking(new HeatmapPicture.Look(false, false, false, true, 40)).paint(pen, ink, side, side);
        pen.restore();
        double column = left + side + 7;
        double line = Math.min(28, (box.bottom() - INSET - top) / Math.max(1, still.next().size()));
        for (int i = 0; i < still.next().size(); i++) {
            next(pen, ink, still.next().get(i), column, right, top + i * line, line);
        }
    }

    private static void next(Pen pen, Ink ink, Next next, double left, double right, double top, double height) {
        TextFont font = ink.font(FontRole.MONO_SMALL);
        String share = Numbers.probability(next.probability());
        boolean both = font.width(next.label()) + 5 + ink.font(FontRole.TICK).width(share) <= right - left; // else the bar alone says it
        double baseline = font.centred(top + (height - 5) / 2);
        pen.text(font.fitted(next.label(), right - left), left, baseline, Anchor.START, font, ink.color(InkColor.FG));
        if (both) {
            pen.text(share, right, baseline, Anchor.END, ink.font(FontRole.TICK), ink.color(InkColor.FG_MUTED));
        }
        pen.fillRect(left, top + height - 5, right - left, 2.5, 1, ink.color(InkColor.BG_SUBTLE));
        pen.fillRect(left, top + height - 5, (right - left) * Math.clamp(next.probability(), 0, 1), 2.5, 1, ink.color(InkColor.BAR));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < stills.size(); i++) {
            Still still = stills.get(i);
            parts.add(new Frame(still.step(), box(i, width, height), "step " + Numbers.integer(still.step())
                    + (Double.isNaN(still.loss()) ? "" : ", loss " + Numbers.format(still.loss()))
                    + (still.next().isEmpty() ? "" : ", next " + still.next().getFirst().label() + " " + Numbers.probability(still.next().getFirst().probability()))));
        }
        return parts;
    }

    @Override
    public String describe() {
        if (stills.isEmpty()) {
            return "The moments are being read.";
        }
        List<String> guesses = stills.stream().filter(still -> !still.next().isEmpty())
                .map(still -> "at step " + Numbers.integer(still.step()) + " " + still.next().getFirst().label()).toList();
        return "The same sentence at " + stills.size() + " moments; most likely next: " + String.join(", ", guesses) + ".";
    }
}
