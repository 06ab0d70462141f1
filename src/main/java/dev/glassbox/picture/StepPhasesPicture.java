package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The calls of one training step in order, the active one lit.
///
/// @param calls  their names
/// @param does   what each does, a few words
/// @param active index of the one that is being made; −1 = none
public record StepPhasesPicture(List<String> calls, List<String> does, int active) implements Picture {

    private static final double GAP = 22;
    private static final double TALLEST = 56;

    /// One call.
    public record Call(int index, Box box, String text) implements Hit {}

    public StepPhasesPicture {
        calls = List.copyOf(calls);
        does = List.copyOf(does);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, TALLEST);
    }

    private Box box(int index, double width, double height) {
        double wide = (width - GAP * (calls.size() - 1)) / calls.size();
        double tall = Math.min(TALLEST, height - 2);
        return new Box(Math.rint(index * (wide + GAP)) + 0.5, Math.rint((height - tall) / 2) + 0.5, Math.floor(wide) - 1, tall);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont name = ink.font(FontRole.HEADING);
        TextFont note = ink.font(FontRole.NOTE);
        for (int i = 0; i < calls.size(); i++) {
            Box box = box(i, width, height);
            boolean lit = i == active;
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(lit ? InkColor.FG : InkColor.BG_SUBTLE));
            pen.strokeRect(box.x(), box.y(), box.width(), box.height(), 8, Stroke.of(ink.color(lit ? InkColor.FG : InkColor.BORDER_STRONG), 1));
            boolean two = box.height() >= 40;
            String title = (i + 1) + " " + calls.get(i);
            pen.text(name.fitted(title, box.width() - 12), box.centreX(), name.centred(two ? box.y() + box.height() * 0.34 : box.centreY()), Anchor.MIDDLE,
                    name, ink.color(lit ? InkColor.BG_SURFACE : InkColor.FG));
            if (two) {
                pen.text(note.fitted(does.get(i), box.width() - 10), box.centreX(), note.centred(box.y() + box.height() * 0.7), Anchor.MIDDLE, note,
                        ink.color(lit ? InkColor.BG_SURFACE : InkColor.FG_MUTED));
            }
            if (i > 0) {
                double x = box.x() - GAP / 2;
                double y = box.centreY();
                pen.polyline(new double[] {x - 3, x + 2, x - 3}, new double[] {y - 5, y, y + 5}, 3, Stroke.round(ink.color(InkColor.FG_SUBTLE), 1.5));
            }
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            parts.add(new Call(i, box(i, width, height), calls.get(i) + ": " + does.get(i)));
        }
        return parts;
    }

    @Override
    public String describe() {
        return active < 0 ? "One step is " + calls.size() + " calls: " + String.join(", ", calls) + "."
                : "Call " + (active + 1) + " of " + calls.size() + ": " + calls.get(active) + ".";
    }
}
