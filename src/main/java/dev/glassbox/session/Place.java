package dev.glassbox.session;

import dev.glassbox.nn.ProbePoint;
import java.util.List;

/// The address of one number of a forward pass. Indices count from 0.
public sealed interface Place {

    /// A number that a probe can see.
    ///
    /// @param layer the block, −1 outside the blocks
    /// @param index one for each axis of the point, without the batch axis
    record Cell(ProbePoint point, int layer, List<Integer> index) implements Place {
        public Cell {
            index = List.copyOf(index);
        }
    }

    /// A weight by the name of its parameter.
    record Weight(String name, List<Integer> index) implements Place {
        public Weight {
            index = List.copyOf(index);
        }
    }

    /// A token of the sentence: where everything begins.
    record TokenAt(int position) implements Place {
    }

    /// A query or key before rotary positions turn it.
    record Unrotated(int layer, boolean key, int position, int head, int channel) implements Place {
    }

    /// What SwiGLU's gate multiplies.
    record Up(int layer, int position, int neuron) implements Place {
    }

    /// What one head adds to the output of its attention layer: its part of z times its rows of W_O.
    record HeadShare(int layer, int head, int position, int channel) implements Place {
    }

    /// What enters a norm that stands after a sum: a residual connection, or the embeddings.
    ///
    /// @param layer the block, −1 for the embeddings
    /// @param second whether it is the sum around the feed-forward layer
    record Sum(int layer, boolean second, int position, int channel) implements Place {
    }

    /// The mean μ, or the factor r, of one row that a norm works on.
    ///
    /// @param norm the name of the norm: "h.0.ln_1"
    record Statistic(String norm, boolean factor, int position) implements Place {
    }

    /// A cell, for short.
    static Cell cell(ProbePoint point, int layer, Integer... index) {
        return new Cell(point, layer, List.of(index));
    }

    static Weight weight(String name, Integer... index) {
        return new Weight(name, List.of(index));
    }

    /// Whether nothing stands behind it.
    default boolean leaf() {
        return this instanceof Weight || this instanceof TokenAt;
    }

    /// "scores [2, 6, 1] of block 3".
    default String title() {
        return switch (this) {
            case Cell cell -> cell.point.name().toLowerCase(java.util.Locale.ROOT) + " " + cell.index
                    + (cell.layer < 0 ? "" : ", block " + (cell.layer + 1));
            case Weight weight -> weight.name + " " + weight.index;
            case TokenAt token -> "token at position " + token.position;
            case Unrotated turned -> (turned.key ? "k" : "q") + " before rotation [" + turned.position + ", " + turned.head + ", " + turned.channel
                    + "], block " + (turned.layer + 1);
            case Up up -> "gated value [" + up.position + ", " + up.neuron + "], block " + (up.layer + 1);
            case HeadShare share -> "head " + (share.head + 1) + "'s part of attn_out [" + share.position + ", " + share.channel + "], block " + (share.layer + 1);
            case Sum sum -> "sum before the norm [" + sum.position + ", " + sum.channel + "]" + (sum.layer < 0 ? "" : ", block " + (sum.layer + 1));
            case Statistic statistic -> (statistic.factor ? "r" : "μ") + " of " + statistic.norm + " at position " + statistic.position;
        };
    }
}
