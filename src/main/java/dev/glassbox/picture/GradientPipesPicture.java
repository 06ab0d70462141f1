package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The gradient on its way back from the loss: one pipe a part of the model, as thick as the norm of its gradient.
///
/// Thickness is proportional to the norm, the widest pipe fills the height; so a part that starves is thin.
///
/// @param pipes in the order of the data flow, so the gradient comes from the right
/// @param step  they belong to
/// @param scale the norm that fills the height, where two pictures are compared; 0 = the largest of this one
public record GradientPipesPicture(List<Pipe> pipes, int step, double scale) implements Picture {

    private static final double ABOVE = 24;
    private static final double BELOW = 40;
    private static final double THINNEST = 1.5;

    /// @param name     "block 1 MLP"
    /// @param shortName when there is little room: "1 MLP"
    /// @param gradient its norm
    /// @param ratio    update to weight; NaN when unknown
    public record Pipe(String name, String shortName, double gradient, double ratio) {}

    /// One part of the model.
    public record Part(int index, Box box, String text) implements Hit {}

    public GradientPipesPicture {
        pipes = List.copyOf(pipes);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, 220);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        if (pipes.isEmpty()) {
            pen.text("No gradient yet. S trains one step.", width / 2, caption.centred(height / 2), Anchor.MIDDLE, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        double column = width / pipes.size();
        double middle = ABOVE + (height - ABOVE - BELOW) / 2;
        double room = Math.max(THINNEST, height - ABOVE - BELOW);
        double widest = scale > 0 ? scale : widest();
        int color = ink.color(InkColor.GRADIENT);
        double neck = Math.min(18, column * 0.3);
        for (int i = 0; i < pipes.size(); i++) {
            double half = half(pipes.get(i), widest, room);
            double left = i * column + (i == 0 ? 4 : neck / 2);
            double right = (i + 1) * column - (i == pipes.size() - 1 ? 4 : neck / 2);
            pen.fillRect(left, middle - half, right - left, 2 * half, Math.min(2, half), color);
            if (i + 1 < pipes.size()) {
                double next = half(pipes.get(i + 1), widest, room);
                pen.fillPolygon(new double[] {right, right + neck, right + neck, right},
                        new double[] {middle - half, middle - next, middle + next, middle + half}, 4, Argb.fade(color, 0.45));
            }
            label(pen, ink, pipes.get(i), i * column + column / 2, column, height);
        }
        TextFont note = ink.font(FontRole.NOTE);
        pen.text(note.fitted("‹ ‹ ‹  the gradient comes from the loss", width - 8), width - 4, note.centred(8), Anchor.END, note, ink.color(InkColor.GRADIENT_TEXT));
    }

    /// The largest norm.
    public double widest() {
        return pipes.stream().mapToDouble(Pipe::gradient).filter(Double::isFinite).max().orElse(0);
    }

    /// The same, so that a pipe of this norm fills the height.
    public GradientPipesPicture onScale(double norm) {
        return new GradientPipesPicture(pipes, step, norm);
    }

    private static double half(Pipe pipe, double widest, double room) {
        return widest <= 0 || !Double.isFinite(pipe.gradient()) ? THINNEST / 2 : Math.clamp(pipe.gradient() / widest * room, THINNEST, room) / 2;
    }

    private static void label(Pen pen, Ink ink, Pipe pipe, double x, double column, double height) {
        TextFont name = ink.font(FontRole.NOTE);
        TextFont number = ink.font(FontRole.TICK);
        String shown = name.width(pipe.name()) <= column - 6 ? pipe.name() : pipe.shortName();
        if (name.width(shown) <= column - 2) {
            pen.text(shown, x, height - BELOW + 15, Anchor.MIDDLE, name, ink.color(InkColor.FG_MUTED));
        }
        String value = Numbers.format(pipe.gradient());
        if (number.width(value) <= column - 2) {
            pen.text(value, x, height - BELOW + 31, Anchor.MIDDLE, number, ink.color(InkColor.FG));
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        double column = width / Math.max(1, pipes.size());
        for (int i = 0; i < pipes.size(); i++) {
            Pipe pipe = pipes.get(i);
            parts.add(new Part(i, new Box(i * column, ABOVE, column, height - ABOVE), pipe.name() + ": ‖g‖ = " + Numbers.format(pipe.gradient())
                    + (Double.isNaN(pipe.ratio()) ? "" : ", ‖Δw‖ / ‖w‖ = " + Numbers.format(pipe.ratio()))));
        }
        return parts;
    }

    @Override
    public String describe() {
        if (pipes.isEmpty()) {
            return "No gradient yet.";
        }
        Pipe widest = pipes.getFirst();
        Pipe thinnest = pipes.getFirst();
        for (Pipe pipe : pipes) {
            widest = pipe.gradient() > widest.gradient() ? pipe : widest;
            thinnest = pipe.gradient() < thinnest.gradient() ? pipe : thinnest;
        }
        return "At step " + Numbers.integer(step) + " the largest gradient is in " + widest.name() + " (" + Numbers.format(widest.gradient())
                + "), the smallest in " + thinnest.name() + " (" + Numbers.format(thinnest.gradient()) + ").";
    }
}
