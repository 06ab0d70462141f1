package dev.glassbox.analysis;

import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Tensor;
import java.util.List;

/// One part of a model taken out of a forward pass, by zero ablation: what the part writes becomes 0, everything else is computed from that.
/// Indices count from 0.
public sealed interface Ablation {

    /// One head writes nothing: its mixed values z are 0 before the output projection, whose bias stays.
    record Head(int layer, int head) implements Ablation {
    }

    /// One attention weight is set, 0 cuts the edge; the other weights of the row stay, so the row no longer sums to 1.
    record Edge(int layer, int head, int query, int key, float weight) implements Ablation {
    }

    /// Cells of a head's pattern are painted over; the weights are used as given, what is not painted stays. In a text of another length the
    /// cells it has not are left out.
    record Painted(int layer, int head, List<Edge> cells) implements Ablation {
        public Painted {
            cells = List.copyOf(cells);
        }
    }

    /// The attention layer of a block adds nothing to the residual stream.
    record AttentionLayer(int layer) implements Ablation {
    }

    /// The feed-forward layer of a block adds nothing.
    record FeedForward(int layer) implements Ablation {
    }

    /// Both layers of a block add nothing.
    record Block(int layer) implements Ablation {
    }

    /// One neuron of a feed-forward layer is 0 after the activation.
    record Neuron(int layer, int neuron) implements Ablation {
    }

    /// The residual connection around one layer is cut: what the layer computes replaces the stream.
    record ResidualEdge(int layer, boolean feedForward) implements Ablation {
    }

    /// The block it belongs to.
    int layer();

    /// In words, blocks and heads from 1: "block 2 head 3".
    default String title() {
        String block = "block " + (layer() + 1);
        return switch (this) {
            case Head head -> block + " head " + (head.head + 1);
            case Edge edge -> block + " head " + (edge.head + 1) + ", edge from position " + edge.query + " to " + edge.key
                    + (edge.weight == 0 ? "" : " set to " + edge.weight);
            case Painted painted -> block + " head " + (painted.head + 1) + " with " + painted.cells.size() + (painted.cells.size() == 1 ? " painted cell" : " painted cells");
            case AttentionLayer _ -> block + " attention";
            case FeedForward _ -> block + " feed-forward";
            case Block _ -> block;
            case Neuron neuron -> block + " neuron " + neuron.neuron;
            case ResidualEdge edge -> block + " residual connection around the " + (edge.feedForward ? "feed-forward layer" : "attention");
        };
    }

    /// Several at once, in this order.
    static Intervention of(List<Ablation> parts) {
        return parts.isEmpty() ? Intervention.NONE : new Cut(List.copyOf(parts));
    }

    static Intervention of(Ablation part) {
        return of(List.of(part));
    }

    /// Ablations as an intervention.
    record Cut(List<Ablation> parts) implements Intervention {

        @Override
        public boolean changes(ProbePoint point, int layer) {
            return parts.stream().anyMatch(part -> part.layer() == layer && touches(part, point));
        }

        private static boolean touches(Ablation part, ProbePoint point) {
            return switch (part) {
                case Head _ -> point == ProbePoint.Z;
                case Edge _, Painted _ -> point == ProbePoint.PATTERN;
                case AttentionLayer _ -> point == ProbePoint.ATTN_OUT;
                case FeedForward _ -> point == ProbePoint.MLP_OUT;
                case Block _ -> point == ProbePoint.ATTN_OUT || point == ProbePoint.MLP_OUT;
                case Neuron _ -> point == ProbePoint.MLP_POST;
                case ResidualEdge _ -> false;
            };
        }

        @Override
        public boolean cutsResidual(int layer, boolean feedForward) {
            return parts.contains(new ResidualEdge(layer, feedForward));
        }

        @Override
        public void change(ProbePoint point, int layer, Tensor values) {
            for (Ablation part : parts) {
                if (part.layer() == layer && touches(part, point)) {
                    apply(part, values);
                }
            }
        }

        private static void set(Tensor values, Edge edge) {
            int time = values.shape().dim(values.shape().rank() - 1);
            if (edge.query < time && edge.key < time) {
                Cells.fill(values, edge.weight, edge.head, edge.query, edge.key);
            }
        }

        private static void apply(Ablation part, Tensor values) {
            switch (part) {
                case Head head -> Cells.fill(values, 0, null, head.head, null);
                case Edge edge -> set(values, edge);
                case Painted painted -> painted.cells.forEach(cell -> set(values, cell));
                case AttentionLayer _, FeedForward _, Block _ -> Cells.fill(values, 0, null, null);
                case Neuron neuron -> Cells.fill(values, 0, null, neuron.neuron);
                case ResidualEdge _ -> { }
            }
        }
    }
}
