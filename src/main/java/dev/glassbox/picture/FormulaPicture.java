package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A formula as a row of small matrices, each computed from the one before it; one of them is shown large elsewhere.
///
/// @param stages from left to right
/// @param chosen the stage that is shown large
public record FormulaPicture(List<Stage> stages, int chosen) implements Picture {

    private static final double NAME = 20;
    private static final double SHAPE = 18;
    private static final double PAD = 4;
    private static final double GAP = 4;
    /// Half of the room for an arrow between two stages.
    private static final double BETWEEN = 8;
    /// A matrix of other sides than the squares is drawn so wide, as a share of its height.
    private static final double NARROW = 0.62;

    /// One step of the formula.
    ///
    /// @param name  "÷ √d"
    /// @param shape of its matrices: "[9, 9]"
    /// @param words what happens here, for screen readers
    public record Stage(String name, String shape, String words, List<Thumb> thumbs) {
        public Stage {
            thumbs = List.copyOf(thumbs);
        }
    }

    /// One small matrix. The arrays belong to this record and are never written again.
    ///
    /// @param values row-major, a matrix from `offset` on
    /// @param masked cells that take no part; empty for none
    /// @param square whether it is drawn as high as wide
    public record Thumb(float[] values, int offset, int rows, int columns, boolean[] masked, HeatScale scale, boolean square) {}

    /// A stage under the mouse or the focus.
    public record StageHit(int index, Box box, String text) implements Hit {}

    public FormulaPicture {
        stages = List.copyOf(stages);
    }

    @Override
    public Size preferredSize() {
        return new Size(100.0 * Math.max(1, stages.size()), 96);
    }

    @Override
    public Size minimumSize() {
        return new Size(60.0 * Math.max(1, stages.size()), 70);
    }

    private Box place(int index, double width, double height) {
        double pitch = width / Math.max(1, stages.size());
        double left = Math.rint(index * pitch);
        return new Box(left + BETWEEN, 1.5, Math.rint((index + 1) * pitch) - left - 2 * BETWEEN, height - 3);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        for (int i = 0; i < stages.size(); i++) {
            Box box = place(i, width, height);
            stage(pen, ink, stages.get(i), box, i == chosen);
            if (i > 0) {
                arrow(pen, ink, box.x() - BETWEEN, NAME + (height - NAME - SHAPE) / 2);
            }
        }
    }

    private static void arrow(Pen pen, Ink ink, double x, double y) {
        Stroke line = Stroke.round(ink.color(InkColor.FG_MUTED), 1.5);
        pen.line(x - 4, y, x + 4, y, line);
        pen.line(x + 1, y - 3, x + 4, y, line);
        pen.line(x + 1, y + 3, x + 4, y, line);
    }

    private static void stage(Pen pen, Ink ink, Stage stage, Box box, boolean chosen) {
        if (chosen) {
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(InkColor.BG_SUBTLE));
            pen.strokeRect(box.x(), box.y(), box.width(), box.height(), 8, Stroke.of(ink.color(InkColor.FG), 2));
        }
        TextFont name = ink.font(chosen ? FontRole.CAPTION_BOLD : FontRole.CAPTION);
        TextFont shape = ink.font(FontRole.TICK);
        pen.text(name.fitted(stage.name, box.width() - 6), box.centreX(), box.y() + 14, Anchor.MIDDLE, name, ink.color(InkColor.FG));
        pen.text(shape.fitted(stage.shape, box.width()), box.centreX(), box.bottom() - 5, Anchor.MIDDLE, shape, ink.color(InkColor.FG_MUTED));
        double tall = Math.floor(box.height() - NAME - SHAPE - PAD);
        double side = Math.min(tall, (box.width() - 2 * PAD - GAP * (stage.thumbs.size() - 1)) / stage.thumbs.stream().mapToDouble(t -> t.square ? 1 : NARROW).sum());
        double all = stage.thumbs.stream().mapToDouble(t -> Math.floor(side * (t.square ? 1 : NARROW))).sum() + GAP * (stage.thumbs.size() - 1);
        double x = Math.rint(box.centreX() - all / 2);
        double y = Math.rint(box.y() + NAME + (tall - Math.floor(side)) / 2);
        for (Thumb thumb : stage.thumbs) {
            double wide = Math.floor(side * (thumb.square ? 1 : NARROW));
            pen.cells(Thumbnail.of(ink, thumb.values, thumb.offset, thumb.rows, thumb.columns, thumb.masked, thumb.scale, ink.color(InkColor.BG_APP)), x, y, wide, Math.floor(side));
            pen.strokeRect(x - 0.5, y - 0.5, wide + 1, Math.floor(side) + 1, 0, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
            x += wide + GAP;
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            parts.add(new StageHit(i, place(i, width, height), stage.name + " " + stage.shape + ": " + stage.words));
        }
        return parts;
    }

    @Override
    public String describe() {
        return "The formula as " + stages.size() + " steps" + (chosen < 0 || chosen >= stages.size() ? "."
                : "; shown large is " + stages.get(chosen).name + " " + stages.get(chosen).shape + ": " + stages.get(chosen).words + ".");
    }
}
