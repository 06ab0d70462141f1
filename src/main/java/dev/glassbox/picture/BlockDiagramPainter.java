package dev.glassbox.picture;

import dev.glassbox.picture.BlockDiagramPicture.Places;
import dev.glassbox.picture.Pen.Anchor;

/// Draws a [BlockDiagramPicture].
final class BlockDiagramPainter {
    private static final double RADIUS = 13;
    private static final double BEND = 6;
    private static final int MAPS = 8;
    private static final boolean[] NOTHING = {};

    private final BlockDiagram block;
    private final Places at;
    private final Pen pen;
    private final Ink ink;
    private final double width;
    private final BlockDiagramPicture.Part removed;
    private final boolean gradients;
    private final InkColor wires;

    BlockDiagramPainter(BlockDiagramPicture picture, Pen pen, Ink ink, double width, double height) {
        block = picture.block();
        at = picture.places(width, height);
        this.pen = pen;
        this.ink = ink;
        this.width = width;
        removed = picture.removed();
        gradients = picture.mode() == BlockDiagramPicture.Mode.GRADIENTS;
        wires = gradients ? InkColor.GRADIENT : InkColor.FG;
    }

    void paint() {
        stream();
        half(at.branch1(), at.norm1(), at.attention(), at.add1(), block.attention());
        attention();
        if (block.ffn()) {
            half(at.branch2(), at.norm2(), at.mlp(), at.add2(), block.feed());
            mlp();
        } else {
            text("feed-forward layer off", at.mlp().centreX(), at.mlp().centreY(), FontRole.BODY, InkColor.FG_SUBTLE, Anchor.MIDDLE);
        }
        badge(at.left() + 16, block.shape());
        badge(at.right() - 16 - badgeWidth(block.shape()), block.shape());
        TextFont caption = ink.font(FontRole.CAPTION);
        double below = at.stream() + 26;
        pen.text("residual stream x", at.left(), below, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        String next = block.layer() + 1 < block.layers() ? "to block " + (block.layer() + 2) : block.pre() && !block.norm().isEmpty() ? "to the final norm" : "to the head";
        pen.text(next, at.right(), below, Anchor.END, caption, ink.color(InkColor.FG_MUTED));
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        String x = gradients ? "‖∂L/∂x‖ = " : "‖x‖ = ";
        pen.text(x + Numbers.format(block.arrives()), at.left(), below + 18, Anchor.START, mono, ink.color(InkColor.FG_MUTED));
        pen.text(x + Numbers.format(block.leaves()), at.right(), below + 18, Anchor.END, mono, ink.color(InkColor.FG_MUTED));
        removed();
    }

    /// Crosses what is taken out.
    private void removed() {
        if (removed == null) {
            return;
        }
        switch (removed) {
            case ATTENTION -> cross(at.attention());
            case MLP -> cross(at.mlp());
            case ADD1 -> cross(cut(at.branch1(), at.add1()));
            case ADD2 -> cross(cut(at.branch2(), at.add2()));
            case STREAM -> {
                cross(at.attention());
                cross(at.mlp());
            }
            case NORM1, NORM2 -> { }
        }
    }

    /// In the middle of the road past a layer.
    private Box cut(double branch, double add) {
        return new Box((branch + add) / 2 - 10, at.stream() - 10, 20, 20);
    }

    private void cross(Box box) {
        Stroke line = Stroke.round(ink.color(InkColor.ERROR), 3);
        pen.line(box.x(), box.y(), box.right(), box.bottom(), line);
        pen.line(box.right(), box.y(), box.x(), box.bottom(), line);
    }

    private void stream() {
        Stroke line = Stroke.of(ink.color(wires), gradients ? width((block.arrives() + block.leaves()) / 2) : 3);
        double y = at.stream();
        double x = at.left();
        x = past(x, at.branch1(), at.add1(), y, line);
        x = onStream(x, at.norm1(), y, line);
        if (block.ffn()) {
            x = past(x, at.branch2(), at.add2(), y, line);
            x = onStream(x, at.norm2(), y, line);
        }
        pen.line(x, y, at.right() - 4, y, line);
        arrow(at.right(), y, 1, 0);
    }

    /// A wire as wide as its gradient, against the longest of this block.
    private double width(double length) {
        double longest = Math.max(Math.max(block.arrives(), block.leaves()), Math.max(block.attention(), block.feed()));
        return longest > 0 ? 1 + 8 * length / longest : 1;
    }

    /// From x past a layer; without a residual connection nothing goes past it.
    private double past(double x, double branch, double add, double y, Stroke line) {
        pen.line(x, y, block.residual() ? add - RADIUS : branch, y, line);
        if (!block.residual()) {
            pen.line(branch + 8, y, add - RADIUS - 8, y, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1.5).dash(Stroke.Dash.DOTTED));
            text("residual off", (branch + add) / 2, y - 10, FontRole.NOTE, InkColor.FG_SUBTLE, Anchor.MIDDLE);
        }
        return add + RADIUS;
    }

    /// A norm that stands on the stream itself.
    private double onStream(double x, Box norm, double y, Stroke line) {
        if (block.pre() || norm.isEmpty()) {
            return x;
        }
        pen.line(x, y, norm.x(), y, line);
        return norm.right();
    }

    private void half(double branch, Box norm, Box layer, double add, double added) {
        Stroke wire = Stroke.round(ink.color(wires), gradients ? width(added) : 2);
        double y = layer.centreY();
        boolean before = block.pre() && !norm.isEmpty();
        pen.fillCircle(branch, at.stream(), 4, ink.color(InkColor.FG));
        corner(branch, at.stream() - 4, branch, y, before ? norm.x() - 6 : layer.x() - 6, wire);
        arrow(before ? norm.x() : layer.x(), y, 1, 0);
        if (before) {
            pen.line(norm.right(), y, layer.x() - 6, y, wire);
            arrow(layer.x(), y, 1, 0);
        }
        if (!norm.isEmpty()) {
            frame(norm, 1.5);
            text("norm", norm.centreX(), norm.centreY(), FontRole.HEADING, InkColor.FG, Anchor.MIDDLE);
        }
        // from the layer down to the sum
        double turn = add - BEND;
        pen.line(layer.right(), y, turn, y, wire);
        pen.curves(new double[] {turn, y, turn + BEND * 0.6, y, add, y + BEND * 0.4, add, y + BEND}, 1, wire);
        pen.line(add, y + BEND, add, at.stream() - RADIUS - 6, wire);
        arrow(add, at.stream() - RADIUS, 0, 1);
        TextFont tick = ink.font(FontRole.TICK);
        double beside = (add == at.add1() && block.ffn() ? at.branch2() : at.right()) - add - 12;
        if (tick.width(block.shape()) < beside) {
            pen.text(block.shape(), add + 7, tick.centred((y + at.stream() - RADIUS) / 2), Anchor.START, tick, ink.color(InkColor.FG_MUTED));
        } else {
            pen.text(block.shape(), add - 7, at.stream() - 24, Anchor.END, tick, ink.color(InkColor.FG_MUTED));
        }
        double room = (before ? norm.x() : layer.x()) - 10 - branch;
        boolean above = tick.width(block.shape()) < room;
        pen.text(block.shape(), branch + (above ? 8 : 6), above ? y - 6 : before ? norm.bottom() + 14 : at.stream() - 24, Anchor.START, tick, ink.color(InkColor.FG_MUTED));
        shapes(branch, norm, layer, add, before, tick);
        pen.fillCircle(add, at.stream(), RADIUS, ink.color(InkColor.BG_SURFACE));
        pen.strokeCircle(add, at.stream(), RADIUS, Stroke.of(ink.color(InkColor.FG), 2));
        Stroke sign = Stroke.round(ink.color(InkColor.FG), 2);
        pen.line(add - 5, at.stream(), add + 5, at.stream(), sign);
        if (block.residual()) {
            pen.line(add, at.stream() - 5, add, at.stream() + 5, sign);
        }
        TextFont mono = ink.font(FontRole.MONO_BOLD);
        pen.text((gradients ? "" : block.residual() ? "+ " : "= ") + Numbers.format(added), add, at.stream() + 32, Anchor.MIDDLE, mono,
                ink.color(gradients ? InkColor.GRADIENT_TEXT : InkColor.FG));
    }

    /// The shape on the wires that have no badge: out of the norm, past the layer, and from the sum to the next branch.
    private void shapes(double branch, Box norm, Box layer, double add, boolean before, TextFont tick) {
        int muted = ink.color(InkColor.FG_MUTED);
        double wide = tick.width(block.shape());
        if (before && norm.y() - 4 - tick.size() > layer.y() && layer.x() - 4 - wide > branch) {
            pen.text(block.shape(), layer.x() - 4, norm.y() - 6, Anchor.END, tick, muted);
        }
        if (block.residual() && wide + 24 < add - branch) {
            pen.text(block.shape(), (branch + add) / 2, at.stream() - 8, Anchor.MIDDLE, tick, muted);
        }
        boolean goesOn = block.ffn() && add == at.add1();
        double from = block.pre() || norm.isEmpty() ? add + RADIUS + 4 : norm.right() + 4;
        if (goesOn) {
            pen.text(block.shape(), from, at.stream() + 15, Anchor.START, tick, muted);
        }
    }

    private void corner(double x, double from, double turnX, double y, double to, Stroke wire) {
        pen.line(x, from, turnX, y + BEND, wire);
        pen.curves(new double[] {turnX, y + BEND, turnX, y + BEND * 0.4, turnX + BEND * 0.4, y, turnX + BEND, y}, 1, wire);
        pen.line(turnX + BEND, y, to, y, wire);
    }

    private void arrow(double x, double y, int dx, int dy) {
        Stroke tip = Stroke.round(ink.color(InkColor.FG), 2);
        pen.polyline(new double[] {x - 7 * dx - 5 * dy, x - dx, x - 7 * dx + 5 * dy}, new double[] {y - 5 * dx - 7 * dy, y - dy, y + 5 * dx - 7 * dy}, 3, tip);
    }

    private void frame(Box box, double line) {
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(InkColor.BG_SURFACE));
        pen.strokeRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, 8, Stroke.of(ink.color(InkColor.FG), line));
    }

    private void attention() {
        Box box = at.attention();
        frame(box, 1.5);
        above(box, "reads from other positions");
        double size = maps(box);
        double middle = size > 0 ? box.y() + (box.height() - size - 8) / 2 : box.centreY();
        title(box, "attention", block.heads(), middle);
    }

    /// The heads' weights as small maps at the foot of the box; returns their side, 0 where there is no room.
    private double maps(Box box) {
        int count = Math.min(MAPS, block.patterns().size());
        int t = block.tokens();
        double room = box.width() - 24;
        double size = Math.floor(Math.min(Math.min(40, (room - 6 * (count - 1)) / Math.max(1, count)), box.height() - 52));
        if (count == 0 || size < 10) {
            return 0;
        }
        double x = Math.rint(box.centreX() - (count * size + 6 * (count - 1)) / 2);
        for (int head = 0; head < count; head++) {
            pen.cells(Thumbnail.of(ink, block.patterns().get(head), 0, t, t, NOTHING, HeatScale.shares("weight"), 0), x + head * (size + 6), box.bottom() - size - 8, size, size);
        }
        return size;
    }

    private void mlp() {
        Box box = at.mlp();
        frame(box, 1.5);
        above(box, "works on each position alone");
        float[] curve = block.curve();
        double room = Math.min(30, box.height() - 56);
        if (curve.length < 2 || room < 10) {
            title(box, "MLP", block.mlp(), box.centreY());
            return;
        }
        title(box, "MLP", block.mlp(), box.y() + (box.height() - room - 10) / 2);
        double[] xs = new double[curve.length];
        double[] ys = new double[curve.length];
        float high = curve[curve.length - 1];
        for (int i = 0; i < curve.length; i++) {
            xs[i] = box.centreX() + (i / (curve.length - 1.0) - 0.5) * 64;
            ys[i] = box.bottom() - 12 - Math.max(0, curve[i]) / high * (room - 4) + Math.min(2, Math.max(0, -curve[i] / high * (room - 4)));
        }
        pen.polyline(xs, ys, xs.length, Stroke.round(ink.color(InkColor.FG), 1.75));
    }

    private void title(Box box, String name, String detail, double middle) {
        TextFont small = ink.font(FontRole.CAPTION);
        text(name, box.centreX(), middle - 9, FontRole.TITLE, InkColor.FG, Anchor.MIDDLE);
        String most = small.width(detail) <= box.width() - 8 ? detail : detail.split(", ")[0];
        String shown = small.fitted(most, box.width());
        text(shown, box.centreX(), middle + 10, FontRole.CAPTION, InkColor.FG_MUTED, Anchor.MIDDLE);
    }

    private void above(Box box, String what) {
        pen.text(what, box.centreX(), box.y() - 7, Anchor.MIDDLE, ink.font(FontRole.CAPTION), ink.color(InkColor.FG_MUTED));
    }

    private void text(String what, double x, double y, FontRole role, InkColor color, Anchor anchor) {
        TextFont font = ink.font(role);
        pen.text(what, x, font.centred(y), anchor, font, ink.color(color));
    }

    private double badgeWidth(String shape) {
        return ink.font(FontRole.MONO_SMALL).width(shape) + 20;
    }

    private void badge(double x, String shape) {
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        double y = at.stream() - 36;
        pen.fillRect(x, y, badgeWidth(shape), 22, 6, ink.color(InkColor.BG_SUBTLE));
        pen.text(shape, x + 10, mono.centred(y + 11), Anchor.START, mono, ink.color(InkColor.FG_MUTED));
    }
}
