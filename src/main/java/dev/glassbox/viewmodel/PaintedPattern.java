package dev.glassbox.viewmodel;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.session.Trace;
import java.util.ArrayList;
import java.util.List;

/// Attention weights of one head with some cells painted over. Cells that the mask closes cannot be painted.
///
/// @param layer   block of the head, from 0
/// @param head    from 0
/// @param time    tokens of the sentence it was painted for
/// @param weights `[T, T]` of painted cells; others are 0 here and the model's own when it is used
/// @param painted which cells are painted
public record PaintedPattern(int layer, int head, int time, float[] weights, boolean[] painted) {

    /// Whole patterns that can be painted at once.
    public enum Stamp {
        PREVIOUS("previous token"), FIRST("first token"), ITSELF("itself"), EVEN("all evenly");

        private final String title;

        Stamp(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// Nothing painted yet.
    public static PaintedPattern blank(int layer, int head, int time) {
        return new PaintedPattern(layer, head, time, new float[time * time], new boolean[time * time]);
    }

    public boolean nothing() {
        for (boolean cell : painted) {
            if (cell) {
                return false;
            }
        }
        return true;
    }

    /// Whether it is about this head of a sentence of this length.
    public boolean fits(Trace trace, int ofLayer, int ofHead) {
        return layer == ofLayer && head == ofHead && time == trace.tokens();
    }

    /// One cell set to a weight.
    ///
    /// @param own     the weights on screen `[T, T]`, from which the rest of a row is scaled
    /// @param keepSum whether the other open cells of the row are scaled, so that it still sums to 1
    public PaintedPattern with(int query, int key, float weight, float[] own, MaskRule mask, boolean keepSum) {
        if (!mask.open(query, key)) {
            return this;
        }
        float[] next = weights.clone();
        boolean[] cells = painted.clone();
        next[query * time + key] = weight;
        cells[query * time + key] = true;
        if (keepSum) {
            double others = 0;
            int open = 0;
            for (int k = 0; k < time; k++) {
                if (k != key && mask.open(query, k)) {
                    others += own[query * time + k];
                    open++;
                }
            }
            for (int k = 0; k < time; k++) {
                if (k != key && mask.open(query, k)) {
                    next[query * time + k] = (float) (others > 0 ? own[query * time + k] / others * (1 - weight) : (1.0 - weight) / open);
                    cells[query * time + k] = true;
                }
            }
        }
        return new PaintedPattern(layer, head, time, next, cells);
    }

    /// Every open cell painted.
    public PaintedPattern stamped(Stamp stamp, MaskRule mask) {
        float[] next = new float[time * time];
        boolean[] cells = new boolean[time * time];
        for (int query = 0; query < time; query++) {
            int open = 0;
            for (int key = 0; key < time; key++) {
                open += mask.open(query, key) ? 1 : 0;
            }
            int wanted = switch (stamp) {
                case PREVIOUS -> Math.max(0, query - 1);
                case FIRST -> 0;
                case ITSELF, EVEN -> query;
            };
            int target = mask.open(query, wanted) ? wanted : query;
            for (int key = 0; key < time; key++) {
                if (mask.open(query, key)) {
                    next[query * time + key] = stamp == Stamp.EVEN ? 1f / open : key == target ? 1 : 0;
                    cells[query * time + key] = true;
                }
            }
        }
        return new PaintedPattern(layer, head, time, next, cells);
    }

    /// The weights on screen with what is painted over them `[T, T]`.
    public float[] over(float[] own) {
        float[] shown = own.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = painted[i] ? weights[i] : shown[i];
        }
        return shown;
    }

    /// What to ask the model.
    public Ablation ablation() {
        List<Ablation.Edge> cells = new ArrayList<>();
        for (int i = 0; i < painted.length; i++) {
            if (painted[i]) {
                cells.add(new Ablation.Edge(layer, head, i / time, i % time, weights[i]));
            }
        }
        return new Ablation.Painted(layer, head, cells);
    }
}
