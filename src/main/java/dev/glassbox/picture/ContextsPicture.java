package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Places of the corpus where something was largest, one line each, aligned at the token in question.
///
/// @param lines the largest first
public record ContextsPicture(List<Line> lines) implements Picture {

    private static final double LOWEST = 22;
    private static final double HIGHEST = 34;
    private static final double NUMBER = 64;
    private static final double MARK = 22;

    /// @param value      there
    /// @param tokens     the text around
    /// @param at         which of the tokens it is
    /// @param validation whether the place was never trained on
    public record Line(double value, List<String> tokens, int at, boolean validation) {
        public Line {
            tokens = List.copyOf(tokens);
        }
    }

    public record Place(Line line, Box box) implements Hit {
        @Override public String text() {
            return Numbers.format(line.value()) + " at " + line.tokens().get(line.at()) + " in " + String.join("", line.tokens())
                    + (line.validation() ? ", never trained on" : "");
        }
    }

    public ContextsPicture {
        lines = List.copyOf(lines);
    }

    @Override
    public Size preferredSize() {
        return new Size(480, 28 * 8);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont number = ink.font(FontRole.MONO_SMALL);
        TextFont plain = ink.font(FontRole.MONO_SMALL);
        TextFont bold = ink.font(FontRole.MONO_SMALL_BOLD);
        double most = lines.stream().mapToDouble(Line::value).filter(Double::isFinite).max().orElse(1);
        double middle = NUMBER + MARK + (width - NUMBER - MARK) * 0.56;
        int row = 0;
        for (Hit hit : parts(ink, width, height)) {
            Line line = lines.get(row++);
            Box box = hit.box();
            double baseline = plain.centred(box.centreY());
            pen.text(Numbers.format(line.value()), box.x() + NUMBER - 10, baseline, Anchor.END, number, ink.color(InkColor.FG));
            if (line.validation()) {
                pen.text("v", box.x() + NUMBER + 2, baseline, Anchor.START, ink.font(FontRole.TICK), ink.color(InkColor.FG_SUBTLE));
            }
            String hot = bold.fitted(line.tokens().get(line.at()), width * 0.4);
            double wide = bold.width(hot);
            double left = middle - wide / 2;
            int fill = ink.sequential().at(0.1 + 0.5 * Math.max(0, line.value()) / Math.max(1e-9, most));
            pen.fillRect(left - 4, box.centreY() - 10, wide + 8, 20, 4, fill);
            pen.text(hot, left, baseline, Anchor.START, bold, Argb.readableOn(fill));
            double x = left - 6;
            for (int t = line.at() - 1; t >= 0 && x - plain.width(line.tokens().get(t)) > NUMBER + MARK; t--) {
                x -= plain.width(line.tokens().get(t));
                pen.text(line.tokens().get(t), x, baseline, Anchor.START, plain, ink.color(InkColor.FG_MUTED));
            }
            x = left + wide + 6;
            for (int t = line.at() + 1; t < line.tokens().size() && x + plain.width(line.tokens().get(t)) < width - 6; t++) {
                pen.text(line.tokens().get(t), x, baseline, Anchor.START, plain, ink.color(InkColor.FG_MUTED));
                x += plain.width(line.tokens().get(t));
            }
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        double row = Math.clamp(height / Math.max(1, lines.size()), LOWEST, HIGHEST);
        for (int i = 0; i < lines.size() && (i + 1) * row <= height + 1; i++) {
            parts.add(new Place(lines.get(i), new Box(0, i * row, width, row)));
        }
        return parts;
    }

    @Override
    public String describe() {
        return lines.isEmpty() ? "No place has been found yet." : "Largest in the corpus: " + new Place(lines.getFirst(), Box.EMPTY).text() + ".";
    }
}
