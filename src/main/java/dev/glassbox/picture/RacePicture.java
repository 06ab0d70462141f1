package dev.glassbox.picture;

import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.Pen.Anchor;
import java.util.Arrays;
import java.util.List;

/// Two generators side by side: which attention cells each fills for the newest token, what it all cost, and how long every token took.
///
/// @param n       tokens read for the newest token
/// @param last    tokens at the end of the race
/// @param written the tokens both wrote
/// @param same    whether their logits were the same bit for bit
public record RacePicture(Lane cached, Lane plain, int n, int last, String written, boolean same) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 26;
    private static final double FOOT = 50;
    private static final double LEAST_BARS = 84;

    /// One generator.
    ///
    /// @param facts name and value of what is counted
    /// @param milliseconds of each token
    /// @param newest attention cells of the newest token
    public record Lane(String title, List<String[]> facts, double[] milliseconds, long newest) {
        public Lane {
            facts = List.copyOf(facts);
        }
    }

    /// A lane that can be pointed at.
    public record Part(boolean cached, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(984, 460);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double half = (width - 2 * BLEED - 32) / 2;
        double slowest = Math.max(1e-9, Math.max(usual(cached.milliseconds), usual(plain.milliseconds)));
        lane(pen, ink, cached, true, BLEED, half, height, slowest);
        lane(pen, ink, plain, false, BLEED + half + 32, half, height, slowest);
        TextFont mono = ink.font(FontRole.MONO);
        TextFont bold = ink.font(FontRole.CAPTION_BOLD);
        String end = written;
        while (mono.width("… " + end) > width - 2 * BLEED && end.length() > 1) {
            end = end.substring(end.offsetByCodePoints(0, 1));
        }
        pen.text(end.equals(written) ? written : "… " + end, BLEED, height - 30, Anchor.START, mono, ink.color(InkColor.FG));
        pen.text(same ? "✓ Both wrote the same tokens; all their logits agree bit for bit." : "The two differ: please report this model.", BLEED, height - 9, Anchor.START, bold,
                ink.color(same ? InkColor.FG : InkColor.ERROR));
    }

    /// What nine tenths stay below: one token that had to wait for another program must not flatten all others.
    private static double usual(double[] milliseconds) {
        double[] sorted = milliseconds.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * 9 / 10] * 1.1;
    }

    private void lane(Pen pen, Ink ink, Lane lane, boolean keeps, double left, double width, double height, double slowest) {
        TextFont heading = ink.font(FontRole.HEADING);
        pen.text(lane.title, left, heading.centred(12), Anchor.START, heading, ink.color(InkColor.FG));
        double side = Math.max(60, Math.min(width * 0.48, height - HEAD - FOOT - LEAST_BARS - 40));
        grid(pen, ink, keeps, left, side);
        facts(pen, ink, lane, left + side + 20, width - side - 20);
        double top = HEAD + side + 40;
        double bars = height - FOOT - top;
        TextFont note = ink.font(FontRole.NOTE);
        pen.text(note.fitted("milliseconds of each token, same scale on both sides; it ends at " + Numbers.format(slowest), width), left, top - 6, Anchor.START, note, ink.color(InkColor.FG_MUTED));
        pen.save();
        pen.translate(left, top);
        List<Bar> all = Arrays.stream(lane.milliseconds).mapToObj(ms -> Bar.of("", ms)).toList();
        if (!all.isEmpty()) {
            BarPicture.columns("ms", all).between(0, slowest).writing(false, false).paint(pen, ink, width, bars - 14);
        }
        pen.restore();
    }

    /// Rows are queries, columns keys; what is computed for the newest token is dark.
    private void grid(Pen pen, Ink ink, boolean keeps, double left, double side) {
        int[] argb = new int[last * last];
        int dark = ink.color(InkColor.FG);
        int pale = ink.color(InkColor.BORDER);
        for (int query = 0; query < last; query++) {
            for (int key = 0; key < last; key++) {
                boolean newest = query == n - 1;
                argb[query * last + key] = key > query || query >= n ? 0 : newest || !keeps ? dark : pale;
            }
        }
        pen.cells(new Cells(last, last, argb), left, HEAD, side, side);
        pen.strokeRect(left + 0.5, HEAD + 0.5, side - 1, side - 1, 0, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        TextFont note = ink.font(FontRole.NOTE);
        pen.text(note.fitted(keeps ? "one new row; pale: kept from before" : "every row again", side), left, HEAD + side + 14, Anchor.START, note, ink.color(InkColor.FG_MUTED));
    }

    private static void facts(Pen pen, Ink ink, Lane lane, double left, double width) {
        TextFont caption = ink.font(FontRole.CAPTION);
        TextFont mono = ink.font(FontRole.MONO);
        for (int i = 0; i < lane.facts.size(); i++) {
            double y = HEAD + 14 + i * 40;
            pen.text(caption.fitted(lane.facts.get(i)[0], width), left, y, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            pen.text(mono.fitted(lane.facts.get(i)[1], width), left, y + 17, Anchor.START, mono, ink.color(InkColor.FG));
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        double half = (width - 2 * BLEED - 32) / 2;
        return List.of(new Part(true, new Box(0, 0, half + 16, height - FOOT), words(cached)), new Part(false, new Box(half + 24, 0, half + 16, height - FOOT), words(plain)));
    }

    private static String words(Lane lane) {
        StringBuilder words = new StringBuilder(lane.title);
        lane.facts.forEach(fact -> words.append(", ").append(fact[0]).append(' ').append(fact[1]));
        return words.toString();
    }

    @Override
    public String describe() {
        return "For the token after " + Numbers.integer(n) + " tokens the cache fills " + Numbers.integer(cached.newest) + " attention cells in each head, without it "
                + Numbers.integer(plain.newest) + " are filled; " + (same ? "both give the same bits." : "the two differ.");
    }
}
