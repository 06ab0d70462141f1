package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Continuations as a tree: one row each, beginning where it leaves the row above it, with its probability at the right.
///
/// @param rows in the order they came
/// @param selected the row in ink; −1 for none
/// @param first the first row shown
public record TreePicture(List<Row> rows, int selected, int first) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 26;
    private static final double ROW = 30;
    private static final double NAME = 66;
    private static final double SCORE = 176;
    private static final double CHIP_GAP = 4;
    /// Tokens shown before the first place where two rows differ, when those before them are left out.
    private static final int BEFORE = 3;

    /// @param parent row it leaves; −1 for one that begins at the prompt
    /// @param from   how many tokens it shares with it
    /// @param labels of all its tokens, the shared ones too
    /// @param score  `Σ ln p` over them
    public record Row(String name, int parent, int from, List<String> labels, double score) {}

    /// A row that can be pointed at.
    public record Part(int row, Box box, String text) implements Hit {}

    public TreePicture {
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

    /// How many rows a picture of this height shows.
    public static int rows(double height) {
        return Math.max(1, (int) ((height - HEAD) / ROW));
    }

    private int last(double height) {
        return Math.min(rows.size(), first + rows(height));
    }

    private double top(int row) {
        return HEAD + (row - first) * ROW;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        if (rows.isEmpty()) {
            pen.text("No continuation yet. Write one, or search for the most probable ones.", BLEED, caption.centred(HEAD / 2), Anchor.START, caption, muted);
            return;
        }
        int skipped = skipped(ink, width);
        pen.text("after the prompt" + (skipped == 0 ? "" : " and " + skipped + " more tokens"), BLEED + NAME, caption.centred(HEAD / 2), Anchor.START, caption, muted);
        pen.text("Σ ln p", width - BLEED - 88, caption.centred(HEAD / 2), Anchor.END, caption, muted);
        pen.text("p", width - BLEED, caption.centred(HEAD / 2), Anchor.END, caption, muted);
        List<double[]> places = places(ink, skipped);
        for (int r = first; r < last(height); r++) {
            row(pen, ink, r, skipped, places, width);
        }
    }

    private static double end(double width) {
        return width - BLEED - SCORE;
    }

    /// How many tokens that all rows share are left out: none as long as the place where they part lies on the left half.
    private int skipped(Ink ink, double width) {
        List<String> stem = rows.getFirst().labels;
        int shared = rows.size() < 2 ? 0 : stem.size();
        for (Row row : rows) {
            int same = 0;
            while (same < shared && same < row.labels.size() && row.labels.get(same).equals(stem.get(same))) {
                same++;
            }
            shared = Math.min(shared, same);
        }
        return places(ink, 0).getFirst()[shared] < end(width) / 2 ? 0 : Math.max(0, shared - BEFORE);
    }

    /// Where each row's tokens begin; one more place behind the last.
    private List<double[]> places(Ink ink, int skipped) {
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        List<double[]> places = new ArrayList<>();
        for (Row row : rows) {
            double[] at = new double[row.labels.size() + 1];
            boolean joined = row.parent >= 0 && row.parent < places.size() && row.from < places.get(row.parent).length;
            for (int i = 0; i < at.length; i++) {
                at[i] = i <= skipped ? BLEED + NAME : joined && i <= row.from ? places.get(row.parent)[i] : at[i - 1] + mono.width(row.labels.get(i - 1)) + 8 + CHIP_GAP;
            }
            places.add(at);
        }
        return places;
    }

    private void row(Pen pen, Ink ink, int r, int skipped, List<double[]> places, double width) {
        Row row = rows.get(r);
        double middle = top(r) + ROW / 2;
        double end = end(width);
        double[] at = places.get(r);
        boolean chosen = r == selected;
        if (chosen) {
            pen.fillRect(0, top(r), width, ROW, 5, ink.color(InkColor.BG_SUBTLE));
        }
        TextFont caption = ink.font(chosen ? FontRole.CAPTION_BOLD : FontRole.CAPTION);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        TextFont bold = ink.font(FontRole.MONO_SMALL_BOLD);
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text(caption.fitted(row.name, NAME - 8), BLEED, caption.centred(middle), Anchor.START, caption, ink.color(chosen ? InkColor.FG : InkColor.FG_MUTED));
        int from = row.parent >= 0 ? row.from : 0;
        if (from > 0 && at[from] < end) {
            double x = at[from] - CHIP_GAP / 2 - 2;
            double above = Math.max(HEAD, top(row.parent) + ROW / 2 + 10);
            pen.polyline(new double[] {x - 4, x - 4, x + 2}, new double[] {above, middle, middle}, 3, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1.4));
        }
        for (int i = Math.max(from, skipped); i < row.labels.size(); i++) {
            double wide = at[i + 1] - at[i] - CHIP_GAP;
            if (at[i] + wide > end) {
                pen.text("…", Math.min(at[i], end) + 2, mono.centred(middle), Anchor.START, mono, muted);
                break;
            }
            pen.strokeRect(at[i] + 0.5, middle - 10.5, wide - 1, 21, 5, Stroke.of(ink.color(chosen ? InkColor.FG_MUTED : InkColor.BORDER), 1));
            TokenLabel.paint(pen, ink, row.labels.get(i), at[i] + 4, mono.centred(middle), Anchor.START, mono, ink.color(InkColor.FG), wide);
        }
        TextFont number = chosen ? bold : mono;
        pen.text(Numbers.format(row.score), width - BLEED - 88, number.centred(middle), Anchor.END, number, ink.color(InkColor.FG));
        pen.text(Numbers.format(Math.exp(row.score)), width - BLEED, number.centred(middle), Anchor.END, number, ink.color(InkColor.FG));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int r = first; r < last(height); r++) {
            parts.add(new Part(r, new Box(0, top(r), width, ROW), rows.get(r).name + ", " + String.join("", rows.get(r).labels) + ", sum of ln p "
                    + Numbers.format(rows.get(r).score)));
        }
        return parts;
    }

    @Override
    public String describe() {
        return rows.stream().max((a, b) -> Double.compare(a.score, b.score)).map(best -> rows.size() + (rows.size() == 1 ? " continuation" : " continuations")
                + "; the most probable is " + best.name + " with sum of ln p " + Numbers.format(best.score) + " over " + best.labels.size() + " tokens.").orElse("No continuation yet.");
    }
}
