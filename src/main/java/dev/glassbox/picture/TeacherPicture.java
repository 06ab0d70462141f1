package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Teacher forcing beside free running: on the left the true sentence is fed and every guess judged, on the right the model reads what it wrote.
///
/// @param rows one for each token but the last
/// @param parted the first row in which the two read different tokens; the number of rows when they never do
/// @param vocabulary V, for the random guess
public record TeacherPicture(List<Row> rows, int parted, int vocabulary) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 46;
    private static final double LOWEST = 18;
    private static final double HIGHEST = 28;

    /// @param read the true token that is fed; @param guess the most likely next; @param next the true next
    /// @param p    of the true next
    /// @param own  what free running read at this place
    /// @param wrote what it wrote then
    public record Row(String read, String guess, String next, double p, String own, String wrote) {}

    /// A row that can be pointed at.
    public record Part(int row, Box box, String text) implements Hit {}

    public TeacherPicture {
        rows = List.copyOf(rows);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 400);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    private double pitch(double height) {
        return Math.clamp((height - HEAD) / Math.max(1, rows.size()), LOWEST, HIGHEST);
    }

    private int shown(double height) {
        return Math.min(rows.size(), Math.max(1, (int) ((height - HEAD) / pitch(height))));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont heading = ink.font(FontRole.HEADING);
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        if (rows.isEmpty()) {
            pen.text("A sentence of at least two tokens is needed.", BLEED, caption.centred(12), Anchor.START, caption, muted);
            return;
        }
        double[] x = columns(width);
        pen.text("Teacher forcing (training)", x[0], heading.centred(10), Anchor.START, heading, ink.color(InkColor.FG));
        pen.text("Free running (generation)", x[5], heading.centred(10), Anchor.START, heading, ink.color(InkColor.FG));
        String[] names = {"reads the true", "guesses", "true next", "p(true next)", "loss", "reads its own", "writes"};
        for (int c = 0; c < names.length; c++) {
            pen.text(names[c], x[c], caption.centred(31), Anchor.START, caption, muted);
        }
        double pitch = pitch(height);
        TextFont mono = ink.font(FontRole.MONO);
        double most = Math.max(Math.log(vocabulary), 1);
        for (int r = 0; r < shown(height); r++) {
            Row row = rows.get(r);
            double middle = HEAD + (r + 0.5) * pitch;
            double y = mono.centred(middle);
            int fg = ink.color(InkColor.FG);
            double room = x[1] - x[0] - 10;
            TokenLabel.paint(pen, ink, row.read, x[0], y, Anchor.START, mono, fg, room);
            boolean right = row.guess.equals(row.next);
            TokenLabel.paint(pen, ink, row.guess + (right ? " ✓" : ""), x[1], y, Anchor.START, mono, right ? fg : muted, room);
            TokenLabel.paint(pen, ink, row.next, x[2], y, Anchor.START, mono, fg, room);
            pen.text(Numbers.probability(row.p), x[3] + 60, y, Anchor.END, mono, fg);
            double loss = -Math.log(row.p);
            double wide = x[5] - x[4] - 80;
            pen.fillRect(x[4], middle - 5, Math.max(1, wide * Math.min(1, loss / most)), 10, 3, ink.color(InkColor.BORDER_STRONG));
            pen.text(Numbers.fixed(loss, 2), x[5] - 30, y, Anchor.END, mono, fg);
            boolean apart = r >= parted;
            TextFont own = ink.font(apart ? FontRole.MONO_BOLD : FontRole.MONO);
            TokenLabel.paint(pen, ink, row.own, x[5], y, Anchor.START, own, apart ? fg : muted, room);
            TokenLabel.paint(pen, ink, row.wrote, x[6], y, Anchor.START, mono, fg, room);
        }
        pen.line(x[5] - 16.5, 2, x[5] - 16.5, HEAD + shown(height) * pitch, Stroke.of(ink.color(InkColor.BORDER), 1));
    }

    private static double[] columns(double width) {
        double room = width - 2 * BLEED;
        double[] share = {0, 0.135, 0.27, 0.395, 0.495, 0.72, 0.86};
        double[] x = new double[share.length];
        for (int c = 0; c < x.length; c++) {
            x[c] = BLEED + share[c] * room;
        }
        return x;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int r = 0; r < (rows.isEmpty() ? 0 : shown(height)); r++) {
            Row row = rows.get(r);
            parts.add(new Part(r, new Box(0, HEAD + r * pitch(height), width, pitch(height)), "after " + row.read + " guesses " + row.guess + ", true " + row.next + ", p "
                    + Numbers.probability(row.p) + "; free running reads " + row.own + " and writes " + row.wrote));
        }
        return parts;
    }

    @Override
    public String describe() {
        long right = rows.stream().filter(row -> row.guess.equals(row.next)).count();
        return "Teacher forcing guesses " + right + " of " + rows.size() + " tokens; free running " + (parted >= rows.size() ? "writes the same sentence."
                : "reads another token from place " + parted + " on.");
    }
}
