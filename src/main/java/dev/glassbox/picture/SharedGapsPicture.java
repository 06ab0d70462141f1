package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The gaps of a text that two words both fill, with how often each does.
///
/// @param a the first word, and `b` the second
/// @param empty what is said when there is nothing to show
public record SharedGapsPicture(String a, String b, List<Gap> gaps, String empty) implements Picture {

    private static final double ROW = 24;
    private static final double HEAD = 26;

    /// @param countA how often the first word stands there
    public record Gap(String before, String after, int countA, int countB) {}

    /// A row.
    public record Row(int index, Box box, String text) implements Hit {}

    public SharedGapsPicture {
        gaps = List.copyOf(gaps);
    }

    @Override
    public Size preferredSize() {
        return new Size(440, HEAD + 8 * ROW);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    private int shown(double height) {
        return Math.min(gaps.size(), Math.max(1, (int) ((height - HEAD) / ROW)));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        TextFont bold = ink.font(FontRole.MONO_SMALL_BOLD);
        if (gaps.isEmpty()) {
            TextFont caption = ink.font(FontRole.CAPTION);
            pen.text(caption.fitted(empty, width - 2 * FlowLayout.BLEED), FlowLayout.BLEED, 18, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        double middle = width / 2;
        double words = Math.min(width * 0.44, 220);
        double left = middle - words / 2;
        double right = middle + words / 2;
        double bar = left - FlowLayout.BLEED - 44;
        pen.text(mono.fitted(a, left - FlowLayout.BLEED), left - 8, 16, Anchor.END, bold, ink.color(InkColor.FG));
        pen.text(mono.fitted(b, left - FlowLayout.BLEED), right + 8, 16, Anchor.START, bold, ink.color(InkColor.FG));
        int most = gaps.stream().mapToInt(gap -> Math.max(gap.countA, gap.countB)).max().orElse(1);
        for (int i = 0; i < shown(height); i++) {
            Gap gap = gaps.get(i);
            double y = HEAD + i * ROW + ROW / 2;
            String before = gap.before.isEmpty() ? "⟨line⟩" : gap.before;
            String after = gap.after.isEmpty() ? "⟨end⟩" : gap.after;
            pen.text(mono.fitted(before, words / 2 - 16), middle - 14, mono.centred(y), Anchor.END, mono, ink.color(InkColor.FG));
            pen.fillRect(middle - 9, y + 5, 18, 1.5, 0, ink.color(InkColor.BORDER_STRONG));
            pen.text(mono.fitted(after, words / 2 - 16), middle + 14, mono.centred(y), Anchor.START, mono, ink.color(InkColor.FG));
            double wideA = bar * gap.countA / most;
            double wideB = bar * gap.countB / most;
            pen.fillRect(left - 8 - wideA, y - 6, wideA, 12, 3, ink.color(InkColor.BAR));
            pen.fillRect(right + 8, y - 6, wideB, 12, 3, ink.color(InkColor.BAR));
            pen.text(Numbers.integer(gap.countA), left - 14 - wideA, mono.centred(y), Anchor.END, mono, ink.color(InkColor.FG_MUTED));
            pen.text(Numbers.integer(gap.countB), right + 14 + wideB, mono.centred(y), Anchor.START, mono, ink.color(InkColor.FG_MUTED));
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> rows = new ArrayList<>();
        for (int i = 0; i < (gaps.isEmpty() ? 0 : shown(height)); i++) {
            Gap gap = gaps.get(i);
            rows.add(new Row(i, new Box(0, HEAD + i * ROW, width, ROW), gap.before + " … " + gap.after + ": " + a + " " + gap.countA + ", " + b + " " + gap.countB));
        }
        return rows;
    }

    @Override
    public Optional<NumberTable> numbers() {
        return gaps.isEmpty() ? Optional.empty()
                : Optional.of(new NumberTable(List.of("before", "after", a, b), gaps.stream().map(gap -> List.<Object>of(gap.before, gap.after, gap.countA, gap.countB)).toList()));
    }

    @Override
    public String describe() {
        return gaps.isEmpty() ? empty : a + " and " + b + " both stand between “" + gaps.getFirst().before + "” and “" + gaps.getFirst().after + "”, "
                + gaps.getFirst().countA + " and " + gaps.getFirst().countB + " times.";
    }
}
