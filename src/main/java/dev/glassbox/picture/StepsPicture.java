package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A text being generated: the tokens so far, and one row for each generated one with what else could have come.
///
/// @param prompt labels of the tokens given
/// @param steps  one for each token generated
/// @param inContext index (prompt and steps counted together) of the first token the model still sees; those before it are grey
/// @param maxEntropy `ln V`
/// @param first  the first step listed
/// @param ending what is written behind the last token
public record StepsPicture(List<String> prompt, List<Step> steps, int inContext, double maxEntropy, int first, String ending) implements Picture {

    private static final double BLEED = 8;
    private static final double LINE = 24;
    private static final double HEAD = 26;
    private static final double ROW = 26;
    private static final int TEXT_LINES = 3;
    /// Below this width fewer alternatives are shown, so that their names can be read.
    private static final double NARROW = 940;

    /// @param p at T = 1
    /// @param rank from 0; −1 when unknown
    /// @param repeated whether it repeats what stands before
    public record Step(String label, double p, double entropy, int rank, boolean repeated, List<Other> likely) {}

    /// A token that could have come.
    public record Other(int id, String label, double p, boolean taken) {}

    /// A step that can be pointed at.
    public record Row(int step, Box box, String text) implements Hit {}

    /// Another token for a step: click to branch.
    public record Choice(int step, int id, Box box, String text) implements Hit {}

    public StepsPicture {
        prompt = List.copyOf(prompt);
        steps = List.copyOf(steps);
    }

    /// How many steps are listed in a picture of this height.
    public static int rows(double height) {
        return Math.max(1, (int) ((height - TEXT_LINES * LINE - HEAD - 10) / ROW));
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 400);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    private static double top() {
        return TEXT_LINES * LINE + HEAD + 6;
    }

    private int last(double height) {
        return Math.min(steps.size(), first + rows(height));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        text(pen, ink, width);
        TextFont caption = ink.font(FontRole.CAPTION);
        double y = caption.centred(TEXT_LINES * LINE + HEAD / 2 + 2);
        int muted = ink.color(InkColor.FG_MUTED);
        Columns at = Columns.of(width);
        pen.text("step", at.number, y, Anchor.END, caption, muted);
        pen.text("token", at.token, y, Anchor.START, caption, muted);
        pen.text("p", at.bar, y, Anchor.START, caption, muted);
        pen.text("entropy", at.entropy, y, Anchor.END, caption, muted);
        pen.text("rank", at.rank, y, Anchor.END, caption, muted);
        pen.text("most likely instead: click one to branch", at.others, y, Anchor.START, caption, muted);
        pen.line(BLEED, top() - 4.5, width - BLEED, top() - 4.5, Stroke.of(ink.color(InkColor.GRID), 1));
        for (int i = first; i < last(height); i++) {
            row(pen, ink, i, at);
        }
    }

    /// The columns of the table.
    private record Columns(double number, double token, double bar, double longest, double p, double entropy, double rank, double others, double each, int count) {
        static Columns of(double width) {
            return width < NARROW ? new Columns(BLEED + 30, BLEED + 40, BLEED + 126, 56, BLEED + 238, BLEED + 300, BLEED + 344, BLEED + 360, (width - BLEED - 360 - BLEED) / 4, 4)
                    : new Columns(BLEED + 34, BLEED + 48, BLEED + 150, 90, BLEED + 300, BLEED + 368, BLEED + 424, BLEED + 448, (width - BLEED - 448 - BLEED) / 5, 5);
        }
    }

    private void row(Pen pen, Ink ink, int i, Columns at) {
        Step step = steps.get(i);
        double top = top() + (i - first) * ROW;
        double middle = top + ROW / 2;
        TextFont small = ink.font(FontRole.MONO_SMALL);
        TextFont token = ink.font(FontRole.MONO_BOLD);
        int fg = ink.color(InkColor.FG);
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text(Integer.toString(i + 1), at.number, small.centred(middle), Anchor.END, small, muted);
        boolean seen = prompt.size() + i >= inContext;
        TokenLabel.paint(pen, ink, step.label, at.token, token.centred(middle), Anchor.START, token, seen ? fg : ink.color(InkColor.BORDER_STRONG), at.bar - at.token - 6);
        pen.fillRect(at.bar, middle - 5, at.longest, 10, 3, ink.color(InkColor.BG_INSET));
        pen.fillRect(at.bar, middle - 5, Math.max(1, at.longest * step.p), 10, 3, ink.color(InkColor.BORDER_STRONG));
        pen.text(Numbers.probability(step.p), at.p, small.centred(middle), Anchor.END, small, fg);
        if (!Double.isNaN(step.entropy)) {
            pen.text(Numbers.format(step.entropy), at.entropy, small.centred(middle), Anchor.END, small, fg);
        }
        pen.text(step.rank < 0 ? "" : Numbers.integer(step.rank + 1), at.rank, small.centred(middle), Anchor.END, small, fg);
        for (int k = 0; k < Math.min(at.count, step.likely.size()); k++) {
            Other other = step.likely.get(k);
            Box box = other(i, k, at);
            if (other.taken) {
                pen.fillRect(box.x(), box.y(), box.width(), box.height(), 5, ink.color(InkColor.BG_SUBTLE));
            } else {
                pen.strokeRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, 5, Stroke.of(ink.color(InkColor.BORDER), 1));
            }
            String p = Numbers.probability(other.p);
            double number = small.width(p);
            TokenLabel.paint(pen, ink, other.label, box.x() + 6, small.centred(middle), Anchor.START, small, fg, box.width() - number - 18);
            pen.text(p, box.right() - 6, small.centred(middle), Anchor.END, small, muted);
        }
    }

    private Box other(int step, int k, Columns at) {
        return new Box(at.others + k * at.each, top() + (step - first) * ROW + 2, at.each - 4, ROW - 4);
    }

    /// The end of the text, as many lines as there is room for.
    private void text(Pen pen, Ink ink, double width) {
        TextFont mono = ink.font(FontRole.TOKEN);
        List<Double> xs = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        double x = BLEED;
        int line = 0;
        int count = prompt.size() + steps.size();
        for (int i = 0; i < count; i++) {
            double wide = mono.width(shown(i));
            if (x + wide > width - BLEED && x > BLEED) {
                x = BLEED;
                line++;
            }
            xs.add(x);
            lines.add(line);
            x += wide;
            if (label(i).equals("↵")) {
                x = BLEED;
                line++;
            }
        }
        int hidden = Math.max(0, line - TEXT_LINES + 1);
        for (int i = 0; i < count; i++) {
            if (lines.get(i) < hidden) {
                continue;
            }
            double y = (lines.get(i) - hidden) * LINE + LINE / 2;
            boolean generated = i >= prompt.size();
            if (generated && steps.get(i - prompt.size()).repeated) {
                pen.fillRect(xs.get(i), y + 8, mono.width(shown(i)), 2, 0, ink.color(InkColor.FG));
            }
            InkColor color = i < inContext ? InkColor.BORDER_STRONG : generated ? InkColor.FG : InkColor.FG_MUTED;
            pen.text(shown(i), xs.get(i), mono.centred(y), Anchor.START, mono, ink.color(color));
        }
        TextFont caption = ink.font(FontRole.CAPTION);
        double end = (line - hidden) * LINE + LINE / 2;
        if (x + 12 + caption.width(ending) < width) {
            pen.text(ending, x + 10, caption.centred(end), Anchor.START, caption, ink.color(InkColor.FG_SUBTLE));
        }
    }

    private String label(int i) {
        return i < prompt.size() ? prompt.get(i) : steps.get(i - prompt.size()).label;
    }

    /// As running text: the sign of a leading space is one.
    private String shown(int i) {
        String label = label(i);
        return label.startsWith("·") && label.length() > 1 ? " " + label.substring(1) : label;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        Columns at = Columns.of(width);
        for (int i = first; i < last(height); i++) {
            Step step = steps.get(i);
            parts.add(new Row(i, new Box(0, top() + (i - first) * ROW, at.others - 8, ROW), "step " + (i + 1) + ", " + step.label + ", p " + Numbers.probability(step.p)
                    + (Double.isNaN(step.entropy) ? "" : ", entropy " + Numbers.format(step.entropy)) + (step.rank < 0 ? "" : ", rank " + (step.rank + 1))));
            for (int k = 0; k < Math.min(at.count, step.likely.size()); k++) {
                Other other = step.likely.get(k);
                parts.add(new Choice(i, other.id, other(i, k, at), other.label + ", p " + Numbers.probability(other.p) + (other.taken ? ", taken" : "")));
            }
        }
        return parts;
    }

    @Override
    public String describe() {
        if (steps.isEmpty()) {
            return "Nothing is written yet.";
        }
        Step newest = steps.getLast();
        long repeated = steps.stream().filter(Step::repeated).count();
        return steps.size() + " tokens written, the newest " + newest.label + " with p " + Numbers.probability(newest.p) + (repeated == 0 ? "." : "; " + repeated
                + " of them repeat what stands before.");
    }
}
