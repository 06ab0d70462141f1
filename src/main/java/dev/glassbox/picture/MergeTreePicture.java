package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// How a token grew out of bytes: the token on top, below it the two tokens it was merged from, and so on.
///
/// @param root the token
public record MergeTreePicture(Node root) implements Picture {

    private static final double BLEED = 8;
    private static final double CHIP = 34;
    private static final double LOWEST_LEVEL = 44;
    private static final double TALLEST_LEVEL = 64;

    /// A token of the tree.
    ///
    /// @param left  null for a leaf
    /// @param right null for a leaf
    public record Node(int id, String label, Node left, Node right) {
        boolean leaf() {
            return left == null;
        }

        int leaves() {
            return leaf() ? 1 : left.leaves() + right.leaves();
        }

        int depth() {
            return leaf() ? 0 : 1 + Math.max(left.depth(), right.depth());
        }
    }

    /// A token that can be pointed at.
    public record Part(int id, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(420, 260);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        paint(pen, ink, root, 0, BLEED, width - BLEED, level(height));
    }

    private double level(double height) {
        return Math.clamp((height - CHIP - 4) / Math.max(1, root.depth()), 14, Math.max(LOWEST_LEVEL, TALLEST_LEVEL));
    }

    private void paint(Pen pen, Ink ink, Node node, int depth, double left, double right, double level) {
        Box box = box(ink, node, depth, left, right, level);
        if (!node.leaf()) {
            double cut = cut(node, left, right);
            Stroke line = Stroke.of(ink.color(InkColor.BORDER_STRONG), 1.5);
            double below = (depth + 1) * level + 2;
            pen.line(box.centreX(), box.bottom(), (left + cut) / 2, below, line);
            pen.line(box.centreX(), box.bottom(), (cut + right) / 2, below, line);
            paint(pen, ink, node.left(), depth + 1, left, cut, level);
            paint(pen, ink, node.right(), depth + 1, cut, right, level);
        }
        chip(pen, ink, node, box, depth == 0);
    }

    private static void chip(Pen pen, Ink ink, Node node, Box box, boolean top) {
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), 5, ink.color(InkColor.BG_SURFACE));
        Stroke line = Stroke.of(ink.color(top ? InkColor.FG : InkColor.BORDER_STRONG), top ? 2 : 1);
        double inset = line.width() / 2;
        pen.strokeRect(box.x() + inset, box.y() + inset, box.width() - line.width(), box.height() - line.width(), 5, line);
        TextFont token = ink.font(FontRole.MONO);
        TextFont tick = ink.font(FontRole.TICK);
        boolean two = box.height() >= 28 && tick.width(Integer.toString(node.id())) <= box.width() - 2;
        TokenLabel.paint(pen, ink, node.label(), box.centreX(), two ? box.y() + 15 : token.centred(box.centreY()), Anchor.MIDDLE, token,
                ink.color(InkColor.FG), box.width() - 4);
        if (two) {
            pen.text(Integer.toString(node.id()), box.centreX(), box.y() + 28, Anchor.MIDDLE, tick, ink.color(InkColor.FG_SUBTLE));
        }
    }

    private static double cut(Node node, double left, double right) {
        return left + (right - left) * node.left().leaves() / node.leaves();
    }

    private static Box box(Ink ink, Node node, int depth, double left, double right, double level) {
        double wanted = Math.max(ink.font(FontRole.MONO).width(node.label()), ink.font(FontRole.TICK).width(Integer.toString(node.id()))) + 14;
        double wide = Math.min(wanted, right - left - 3);
        return new Box((left + right - wide) / 2, depth * level + 2, wide, Math.min(CHIP, level - 6));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        collect(parts, ink, root, 0, BLEED, width - BLEED, level(height));
        return parts;
    }

    private static void collect(List<Hit> parts, Ink ink, Node node, int depth, double left, double right, double level) {
        String made = node.leaf() ? "" : " = " + node.left().label() + " + " + node.right().label();
        parts.add(new Part(node.id(), box(ink, node, depth, left, right, level), node.label() + ", id " + node.id() + made));
        if (!node.leaf()) {
            double cut = cut(node, left, right);
            collect(parts, ink, node.left(), depth + 1, left, cut, level);
            collect(parts, ink, node.right(), depth + 1, cut, right, level);
        }
    }

    @Override
    public String describe() {
        return root.leaf() ? root.label() + " is not made of other tokens."
                : root.label() + " is " + root.left().label() + " + " + root.right().label() + ", " + root.leaves() + " parts in all.";
    }
}
