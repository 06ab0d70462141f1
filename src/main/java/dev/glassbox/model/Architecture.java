package dev.glassbox.model;

import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import java.util.ArrayList;
import java.util.List;

/// A model as boxes and wires, with the shape on every wire.
///
/// @param stacks one, or the encoder and then the decoder
public record Architecture(List<Stack> stacks) {

    public Architecture {
        stacks = List.copyOf(stacks);
    }

    /// What a box does.
    public enum Kind { TOKENS, EMBEDDING, POSITIONS, NORM, ATTENTION, CROSS_ATTENTION, MLP, SUM, HEAD, SOFTMAX }

    /// One box.
    ///
    /// @param name    what it is called
    /// @param detail  its variant or sizes, may be empty
    /// @param shape   of what leaves it
    /// @param inBlock whether every block has one
    /// @param skipFrom for a sum the box after which the other summand leaves the stream; −1 when nothing goes past
    public record Box(Kind kind, String name, String detail, String shape, boolean inBlock, int skipFrom) {}

    /// @param name   `decoder`
    /// @param blocks how many
    public record Stack(String name, int blocks, List<Box> boxes) {
        public Stack {
            boxes = List.copyOf(boxes);
        }
    }

    /// @param tokens how many tokens are read
    public static Architecture of(Family family, int tokens) {
        ModelConfig c = family.config();
        if (family.kind() != Family.Kind.ENCODER_DECODER) {
            return new Architecture(List.of(stack(c, family.kind().title(), "[" + tokens, true, false, family.kind() == Family.Kind.DECODER)));
        }
        Stack encoder = stack(c, "encoder", "[S", false, false, false);
        return new Architecture(List.of(encoder, stack(c, "decoder", "[T", true, true, true)));
    }

    private static Stack stack(ModelConfig c, String name, String rows, boolean head, boolean cross, boolean causal) {
        List<Box> boxes = new ArrayList<>();
        String stream = rows + ", " + c.dModel() + "]";
        boxes.add(new Box(Kind.TOKENS, "tokens", "ids", rows + "]", false, -1));
        boxes.add(new Box(Kind.EMBEDDING, "embed", c.vocabSize() + "×" + c.dModel(), stream, false, -1));
        if (c.positions() == PositionScheme.Kind.LEARNED || c.positions() == PositionScheme.Kind.SINUSOIDAL) {
            boxes.add(new Box(Kind.POSITIONS, "+ pos", c.positions().key(), stream, false, -1));
        }
        if (c.embeddingNorm()) {
            norm(boxes, c, stream, false);
        }
        String heads = c.nHead() + " × " + c.dHead() + (c.nKvHead() == c.nHead() ? "" : ", " + c.nKvHead() + " k/v");
        String turned = c.positions() == PositionScheme.Kind.ROPE || c.positions() == PositionScheme.Kind.ALIBI ? ", " + c.positions().key() : "";
        half(boxes, c, stream, Kind.ATTENTION, causal ? "attention" : "attn. ↔", heads + turned);
        if (cross) {
            half(boxes, c, stream, Kind.CROSS_ATTENTION, "cross", "k, v [S]");
        }
        if (c.ffn()) {
            half(boxes, c, stream, Kind.MLP, "MLP", "d_ff " + c.dFf());
        }
        if (c.normPlace() == Norm.Place.PRE) {
            norm(boxes, c, stream, false);
        }
        if (head) {
            boxes.add(new Box(Kind.HEAD, "head", c.tied() ? "tied" : "free", rows + ", " + c.vocabSize() + "]", false, -1));
            boxes.add(new Box(Kind.SOFTMAX, "softmax", "", rows + ", " + c.vocabSize() + "]", false, -1));
        }
        return new Stack(name, c.nLayer(), boxes);
    }

    private static void half(List<Box> boxes, ModelConfig c, String stream, Kind kind, String name, String detail) {
        int before = boxes.size() - 1;
        boolean pre = c.normPlace() == Norm.Place.PRE;
        if (pre) {
            norm(boxes, c, stream, true);
        }
        boxes.add(new Box(kind, name, detail, stream, true, -1));
        boxes.add(new Box(Kind.SUM, c.residual() ? "+" : "=", "", stream, true, c.residual() ? before : -1));
        if (!pre) {
            norm(boxes, c, stream, true);
        }
    }

    private static void norm(List<Box> boxes, ModelConfig c, String stream, boolean inBlock) {
        if (c.norm() != Norm.Kind.NONE) {
            boxes.add(new Box(Kind.NORM, "norm", c.norm() == Norm.Kind.LAYERNORM ? "layer" : "RMS", stream, inBlock, -1));
        }
    }
}
