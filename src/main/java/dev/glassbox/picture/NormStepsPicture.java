package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A vector on its way through a norm: one strip of cells for each step, with its mean and mean square.
///
/// @param steps from the input to the output
public record NormStepsPicture(List<Step> steps) implements Picture {

    private static final double NUMBERS = 200;
    private static final double HEAD = 28;

    /// @param name       `x − μ`
    /// @param remark     with numbers, `μ = 0.0123`
    /// @param values     never written again
    public record Step(String name, String remark, float[] values, double mean, double meanSquare) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Step o && o.values == values && o.name.equals(name);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(values);
        }
    }

    /// @param channel of the vector
    public record Cell(int step, int channel, Box box, String text) implements Hit {}

    public NormStepsPicture {
        steps = List.copyOf(steps);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, HEAD + 52 * steps.size());
    }

    private double left(Ink ink) {
        TextFont name = ink.font(FontRole.MONO);
        TextFont remark = ink.font(FontRole.CAPTION);
        return 24 + steps.stream().mapToDouble(s -> Math.max(name.width(s.name()), remark.width(s.remark()))).max().orElse(60);
    }

    private Box strip(Ink ink, int step, double width, double height) {
        double row = Math.min(56, (height - HEAD) / Math.max(1, steps.size()));
        double left = left(ink);
        return new Box(left, HEAD + step * row + 3, Math.max(10, width - NUMBERS - left), row - 8);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont mono = ink.font(FontRole.MONO);
        TextFont small = ink.font(FontRole.CAPTION);
        TextFont number = ink.font(FontRole.MONO_SMALL);
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text("mean", width - 122, 20, Anchor.END, small, muted);
        pen.text("mean square", width - 8, 20, Anchor.END, small, muted);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Box box = strip(ink, i, width, height);
            boolean two = box.height() >= 30 && !step.remark().isEmpty();
            pen.text(step.name(), 8, mono.centred(box.centreY() - (two ? 9 : 0)), Anchor.START, mono, ink.color(InkColor.FG));
            if (two) {
                pen.text(step.remark(), 8, small.centred(box.centreY() + 9), Anchor.START, small, muted);
            }
            cells(pen, ink, step.values(), box);
            pen.text(Numbers.format(step.mean()), width - 122, number.centred(box.centreY()), Anchor.END, number, ink.color(InkColor.FG));
            pen.text(Numbers.format(step.meanSquare()), width - 8, number.centred(box.centreY()), Anchor.END, number, ink.color(InkColor.FG));
        }
    }

    /// Each strip reaches as far as its own largest number, so that the pattern stays visible after a change of size.
    private static void cells(Pen pen, Ink ink, float[] values, Box box) {
        double limit = 1e-9;
        boolean finite = true;
        for (float value : values) {
            finite &= Float.isFinite(value);
            limit = Float.isFinite(value) ? Math.max(limit, Math.abs(value)) : limit;
        }
        int[] colors = new int[values.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = ink.diverging().signed(values[i], limit);
        }
        pen.cells(new Cells(values.length, 1, colors), box.x(), box.y(), box.width(), box.height());
        pen.strokeRect(box.x() - 0.5, box.y() - 0.5, box.width() + 1, box.height() + 1, 0, Stroke.of(ink.color(InkColor.BORDER), 1));
        if (!finite) {
            Stroke cross = Stroke.of(ink.color(InkColor.ERROR), 2);
            pen.line(box.x(), box.y(), box.right(), box.bottom(), cross);
            pen.line(box.x(), box.bottom(), box.right(), box.y(), cross);
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int s = 0; s < steps.size(); s++) {
            Box strip = strip(ink, s, width, height);
            float[] values = steps.get(s).values();
            double wide = strip.width() / values.length;
            for (int c = 0; c < values.length; c++) {
                parts.add(new Cell(s, c, new Box(strip.x() + c * wide, strip.y(), wide, strip.height()),
                        steps.get(s).name() + ", channel " + c + ": " + Numbers.format(values[c])));
            }
        }
        return parts;
    }

    @Override
    public String describe() {
        return steps.isEmpty() ? "Nothing to normalize yet." : "From mean square " + Numbers.format(steps.getFirst().meanSquare()) + " to "
                + Numbers.format(steps.getLast().meanSquare()) + " in " + (steps.size() - 1) + " steps.";
    }
}
