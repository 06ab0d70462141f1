package dev.glassbox.nn;

/// Number and width of the heads of an attention layer, and the switches that keep the weights valid when changed: `causal` and `scaled`.
///
/// One row of the fused projection holds the queries of all heads, then the keys of all key/value heads, then their values, each
/// `dHead` wide.
///
/// @param causal whether query i sees keys j ≤ i only
/// @param scaled whether scores are divided by √dHead
public record Heads(int nHead, int nKvHead, int dHead, boolean causal, boolean scaled) {

    /// Query heads that share one key/value head.
    int group() {
        return nHead / nKvHead;
    }

    /// Width of all queries, and of the mixed values of all heads: H·D.
    int width() {
        return nHead * dHead;
    }

    /// Width of queries, keys and values side by side.
    public int qkvWidth() {
        return (nHead + 2 * nKvHead) * dHead;
    }

    /// Column of the query of a head; also of its mixed values.
    int query(int head) {
        return head * dHead;
    }

    /// Column of the key that a query head looks at.
    int key(int head) {
        return (nHead + head / group()) * dHead;
    }

    /// Column of the value that belongs to this key.
    int value(int head) {
        return (nHead + nKvHead + head / group()) * dHead;
    }

    float scale() {
        return scaled ? (float) (1 / Math.sqrt(dHead)) : 1;
    }
}
