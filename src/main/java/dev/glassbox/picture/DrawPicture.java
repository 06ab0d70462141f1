package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The draw: the line from 0 to 1, cut into one stretch per token, and where the random number falls.
///
/// @param stretches from the most probable down; together 1 with `rest`
/// @param rest  width of all tokens not named, at the right end
/// @param u     in [0, 1); not a number when nothing is drawn
/// @param drawn index of the stretch hit; −1 when it is in the rest
/// @param verdict below the line: what the counts say
public record DrawPicture(List<Stretch> stretches, double rest, double u, int drawn, String verdict) implements Picture {

    private static final double BLEED = 8;
    private static final double LEFT = 100;
    private static final double TOP = 20;
    private static final double TALL = 42;

    /// @param count of the rolls that fell here; −1 before they were made
    public record Stretch(String label, double p, long count) {}

    /// A stretch that can be pointed at.
    public record Part(int index, Box box, String text) implements Hit {}

    public DrawPicture {
        stretches = List.copyOf(stretches);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 110);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    private Box box(int index, double width, double height) {
        double from = 0;
        for (int i = 0; i < index; i++) {
            from += stretches.get(i).p;
        }
        double room = width - LEFT - BLEED;
        return new Box(LEFT + from * room, TOP, stretches.get(index).p * room, tall(height));
    }

    private static double tall(double height) {
        return Math.clamp(height - TOP - 42, 22, TALL);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont mono = ink.font(FontRole.MONO);
        double room = width - LEFT - BLEED;
        double middle = TOP + tall(height) / 2;
        boolean draws = !Double.isNaN(u);
        pen.text(draws ? "u = " + Numbers.fixed(u, 3) : "argmax", BLEED, mono.centred(middle), Anchor.START, mono, ink.color(InkColor.FG));
        for (int i = 0; i < stretches.size(); i++) {
            stretch(pen, ink, i, box(i, width, height));
        }
        if (rest > 0) {
            double x = LEFT + (1 - rest) * room;
            pen.fillRect(x + 1, TOP, Math.max(1, rest * room - 1), tall(height), 3, ink.color(InkColor.BG_SUBTLE));
            TextFont caption = ink.font(FontRole.CAPTION);
            if (rest * room > 90) {
                pen.text(caption.fitted("all others " + Numbers.probability(rest), rest * room - 12), x + rest * room / 2, caption.centred(middle), Anchor.MIDDLE,
                        caption, ink.color(InkColor.FG_MUTED));
            }
        }
        if (draws) {
            double x = LEFT + u * room;
            pen.fillPolygon(new double[] {x - 6, x + 6, x}, new double[] {TOP - 11, TOP - 11, TOP - 2}, 3, ink.color(InkColor.FG));
        }
        TextFont caption = ink.font(FontRole.CAPTION);
        double below = TOP + tall(height) + 13;
        for (int i = 0; i < stretches.size(); i++) {
            Box box = box(i, width, height);
            String count = stretches.get(i).count < 0 ? "" : Numbers.integer(stretches.get(i).count);
            String full = count + " of 1,000 rolls";
            String shown = count.isEmpty() || caption.width(count) > box.width() - 2 ? "" : caption.width(full) <= box.width() - 8 ? full : count;
            pen.text(shown, box.centreX(), caption.centred(below), Anchor.MIDDLE, caption, ink.color(InkColor.FG_MUTED));
        }
        pen.text(caption.fitted(verdict, room), LEFT, caption.centred(below + 20), Anchor.START, caption, ink.color(InkColor.FG_MUTED));
    }

    private void stretch(Pen pen, Ink ink, int i, Box box) {
        boolean hit = i == drawn;
        double wide = Math.max(1, box.width() - 1);
        pen.fillRect(box.x(), box.y(), wide, box.height(), Math.min(4, wide / 2), ink.color(hit ? InkColor.FG : InkColor.BG_SUBTLE));
        if (wide > 4) {
            pen.strokeRect(box.x() + 0.5, box.y() + 0.5, wide - 1, box.height() - 1, 4, Stroke.of(ink.color(hit ? InkColor.FG : InkColor.BORDER_STRONG), 1));
        }
        TextFont bold = ink.font(FontRole.MONO_BOLD);
        TextFont mono = ink.font(FontRole.MONO);
        int color = ink.color(hit ? InkColor.BG_SURFACE : InkColor.FG);
        String p = Numbers.probability(stretches.get(i).p);
        double number = mono.width(p);
        double y = bold.centred(box.centreY());
        boolean both = box.width() > number + bold.width(stretches.get(i).label) + 28;
        if (both) {
            pen.text(p, box.right() - 10, y, Anchor.END, mono, color);
        }
        if (box.width() > 30) {
            pen.text(bold.fitted(stretches.get(i).label, box.width() - (both ? number + 24 : 12)), box.x() + (both ? 10 : 6), y, Anchor.START, bold, color);
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            parts.add(new Part(i, box(i, width, height), stretch.label + ", p " + Numbers.probability(stretch.p)
                    + (stretch.count < 0 ? "" : ", " + stretch.count + " of 1,000 rolls")));
        }
        return parts;
    }

    @Override
    public String describe() {
        String token = drawn >= 0 && drawn < stretches.size() ? stretches.get(drawn).label : "a token not named";
        return (Double.isNaN(u) ? "Temperature 0: argmax takes " + token + " without a draw." : "The random number " + Numbers.fixed(u, 3) + " falls on " + token + ".")
                + (verdict.isEmpty() ? "" : " " + verdict);
    }
}
