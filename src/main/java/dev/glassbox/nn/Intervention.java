package dev.glassbox.nn;

import dev.glassbox.tensor.Tensor;

/// Changes values while a pass computes them: what an ablation or a patch does. The counterpart of [Probe] that writes.
///
/// It is handed to each call and never registered anywhere. With [#NONE] a pass does exactly what it does without this type; with an
/// intervention that changes nothing it computes the same bits. Only whole-sequence forward passes know interventions: neither the
/// backward pass nor a [KvCache] does.
///
/// Points that can be changed, in the order in which they are computed: `EMBED`, `Q`, `K`, `V`, `MASKED_SCORES`, `PATTERN`, `Z`,
/// `ATTN_OUT`, `RESID_MID`, `MLP_POST`, `MLP_OUT`, `RESID_POST`. What follows is computed from the changed values, and a probe sees
/// them changed. `MASKED_SCORES` may be offered twice in one pass, each time freshly computed.
public interface Intervention {
    /// Changes nothing; training always runs with this one.
    Intervention NONE = new Intervention() {
    };

    /// @param layer the block, or -1 for points outside the blocks
    default boolean changes(ProbePoint point, int layer) {
        return false;
    }

    /// Called only for what [#changes]; writes into `values`, whose axes are those of the point with `B` in front for a batch.
    default void change(ProbePoint point, int layer, Tensor values) {
    }

    /// Whether [#open] replaces the model's own mask in this block.
    default boolean masks(int layer) {
        return false;
    }

    /// Whether a query may read a key; at least one key of every query must be open. Asked only where [#masks].
    default boolean open(int layer, int head, int query, int key) {
        return true;
    }

    /// Whether the residual connection around the attention (or feed-forward) layer of a block is cut: then what the layer
    /// computes replaces the stream instead of being added to it.
    default boolean cutsResidual(int layer, boolean feedForward) {
        return false;
    }
}
