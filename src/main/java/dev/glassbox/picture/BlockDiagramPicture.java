package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// One block as a drawing: the residual stream runs through, each layer reads it on a side road and adds its result.
///
/// @param mode    what the drawing is for
/// @param removed what is taken out now, crossed; STREAM for the whole block, null for nothing
public record BlockDiagramPicture(BlockDiagram block, Mode mode, Part removed) implements Picture {

    /// What the drawing is for.
    public enum Mode {
        /// Numbers are lengths of vectors, a click opens a part.
        VALUES,
        /// Numbers are lengths of gradients over all positions, and wires are as wide as theirs; a click opens a part.
        GRADIENTS,
        /// A click takes a part out.
        BENCH
    }

    /// To open its parts.
    public BlockDiagramPicture(BlockDiagram block) {
        this(block, Mode.VALUES, null);
    }

    private boolean bench() {
        return mode == Mode.BENCH;
    }

    private boolean gradients() {
        return mode == Mode.GRADIENTS;
    }

    /// What can be pointed at.
    public enum Part { NORM1, ATTENTION, ADD1, NORM2, MLP, ADD2, STREAM }

    /// @param part what lies there
    public record Place(Part part, Box box, String text) implements Hit {}

    /// A wire between two parts.
    ///
    /// @param text what runs through it, with its shape
    public record Wire(Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(984, 230);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        new BlockDiagramPainter(this, pen, ink, width, height).paint();
    }

    /// Where everything stands, from the size alone.
    ///
    /// @param stream y of the residual stream
    /// @param top    of the boxes of the layers
    record Places(double stream, double top, double boxHeight, double branch1, Box norm1, Box attention, double add1, double branch2,
                  Box norm2, Box mlp, double add2, double left, double right) {}

    Places places(double width, double height) {
        double left = 8;
        double right = width - 8;
        double unit = (right - left) / 968;
        double stream = Math.rint(height - 52) + 0.5;
        double top = Math.rint(Math.max(18, Math.min(height * 0.14, 30)));
        double boxHeight = Math.rint(stream - 44 - top);
        double normHeight = Math.min(44, boxHeight * 0.45);
        boolean hasNorm = !block.norm().isEmpty();
        double middle = top + boxHeight / 2;
        if (block.pre()) {
            Box norm1 = box(left, unit, 146, 70, middle, normHeight);
            Box norm2 = box(left, unit, 490, 70, middle, normHeight);
            return new Places(stream, top, boxHeight, left + 120 * unit, hasNorm ? norm1 : Box.EMPTY, box(left, unit, 242, 152, middle, boxHeight),
                    left + 430 * unit, left + 464 * unit, hasNorm ? norm2 : Box.EMPTY, box(left, unit, 586, 152, middle, boxHeight),
                    left + 774 * unit, left, right);
        }
        return new Places(stream, top, boxHeight, left + 110 * unit, hasNorm ? box(left, unit, 358, 70, stream, Math.min(36, normHeight)) : Box.EMPTY,
                box(left, unit, 138, 152, middle, boxHeight), left + 326 * unit, left + 462 * unit,
                hasNorm ? box(left, unit, 706, 70, stream, Math.min(36, normHeight)) : Box.EMPTY, box(left, unit, 490, 152, middle, boxHeight),
                left + 674 * unit, left, right);
    }

    private static Box box(double left, double unit, double x, double width, double middle, double height) {
        return new Box(Math.rint(left + x * unit), Math.rint(middle - height / 2), Math.rint(width * unit), Math.rint(height));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        Places at = places(width, height);
        List<Hit> parts = new ArrayList<>();
        if (!bench()) {
            wires(parts, at.branch1(), at.norm1(), at.attention(), at.add1(), block.ffn() ? at.branch2() : at.right(), at, "attention");
            if (block.ffn()) {
                wires(parts, at.branch2(), at.norm2(), at.mlp(), at.add2(), at.right(), at, "the MLP");
            }
        }
        parts.add(new Place(Part.STREAM, new Box(at.left(), at.stream() - 14, at.branch1() - at.left() - 8, 28),
                bench() ? "the whole block: take it out" : "residual stream " + block.shape() + (gradients() ? ", gradient " : ", length ") + Numbers.format(block.arrives())));
        norm(parts, Part.NORM1, at.norm1());
        parts.add(new Place(Part.ATTENTION, at.attention(), bench() ? "attention layer: take it out" : "attention, " + block.heads() + ": open the Attention lens"));
        parts.add(add(Part.ADD1, at.add1(), at, "attention", block.attention()));
        if (block.ffn()) {
            norm(parts, Part.NORM2, at.norm2());
            parts.add(new Place(Part.MLP, at.mlp(), bench() ? "feed-forward layer: take it out" : "MLP, " + block.mlp() + ": open it"));
            parts.add(add(Part.ADD2, at.add2(), at, "MLP", block.feed()));
        }
        return parts;
    }

    /// The wires of one layer: from the stream into it, past it, back to the sum, and on.
    private void wires(List<Hit> parts, double branch, Box norm, Box layer, double add, double end, Places at, String name) {
        double y = layer.centreY();
        boolean before = block.pre() && !norm.isEmpty();
        if (before) {
            wire(parts, branch, y, norm.x(), y, "the stream, into the " + block.norm());
            wire(parts, norm.right(), y, layer.x(), y, "normed, into " + name);
        } else {
            wire(parts, branch, y, layer.x(), y, "the stream, into " + name);
        }
        wire(parts, add, y, add, at.stream() - 16, "what " + name + " adds");
        if (block.residual()) {
            wire(parts, branch + 8, at.stream(), add - 16, at.stream(), "the stream, past " + name);
        }
        double from = before || norm.isEmpty() ? add + 16 : norm.right();
        wire(parts, from, at.stream(), end, at.stream(), "the stream after " + name);
    }

    private void wire(List<Hit> parts, double x, double y, double toX, double toY, String what) {
        boolean level = y == toY;
        Box box = level ? new Box(x, y - 6, toX - x, 12) : new Box(x - 6, y, 12, toY - y);
        if (box.width() > 2 && box.height() > 2) {
            parts.add(new Wire(box, what + ": " + block.shape()));
        }
    }

    private void norm(List<Hit> parts, Part part, Box box) {
        if (!box.isEmpty() && !bench()) {
            parts.add(new Place(part, box, block.norm() + ": open it"));
        }
    }

    private Place add(Part part, double x, Places at, String what, double length) {
        return new Place(part, new Box(x - 16, at.stream() - 16, 32, 32), bench() ? "residual connection around the " + what + ": cut it" : gradients() ? "gradient at what " + what + " adds: length " + Numbers.format(length) : what + " adds a vector of length " + Numbers.format(length));
    }

    @Override
    public String describe() {
        String order = block.norm().isEmpty() ? "no norms" : block.pre() ? "norm before each layer" : "norm after each sum";
        if (gradients()) {
            return "Block " + (block.layer() + 1) + " of " + block.layers() + ", gradients of the loss: length " + Numbers.format(block.leaves())
                    + " arrives from above, " + Numbers.format(block.arrives()) + " is handed down.";
        }
        return "Block " + (block.layer() + 1) + " of " + block.layers() + ", " + order + ": attention adds a vector of length "
                + Numbers.format(block.attention()) + (block.ffn() ? ", the MLP one of length " + Numbers.format(block.feed()) : ", there is no MLP") + ".";
    }
}
