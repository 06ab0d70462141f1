package dev.glassbox.nn;

/// The places where a [Probe] can look, in the order they are computed. Names follow TransformerLens; the axes are those
/// of a single sequence, and a batch puts `B` in front of them.
public enum ProbePoint {
    /// Sum of token and position embedding, after the embedding norm if there is one `[T, C]`. Layer -1.
    EMBED("TC"),
    /// The residual stream at the input of a block `[T, C]`.
    RESID_PRE("TC"),
    /// Input of the attention layer: the normalized residual stream, or the stream itself where norms come after `[T, C]`.
    NORM1("TC"),
    /// Queries as the scores use them, so after rotary positions `[T, H, D]`.
    Q("THD"),
    /// Keys as the scores use them, one for each key/value head `[T, H, D]`.
    K("THD"),
    /// Values, one for each key/value head `[T, H, D]`.
    V("THD"),
    /// q·k for all pairs of query (first T) and key (second T), also those the mask will hide `[H, T, T]`.
    SCORES("HTT"),
    /// Scores divided by √d_head (if switched on) plus ALiBi's bias `[H, T, T]`.
    SCALED_SCORES("HTT"),
    /// Scaled scores with −∞ where a query must not look `[H, T, T]`.
    MASKED_SCORES("HTT"),
    /// Attention weights: the softmax of the masked scores; each row sums to 1 `[H, T, T]`.
    PATTERN("HTT"),
    /// Mixed values of all heads, before the output projection `[T, H, D]`.
    Z("THD"),
    /// What the attention layer adds to the residual stream `[T, C]`.
    ATTN_OUT("TC"),
    /// The residual stream between attention and feed-forward layer `[T, C]`.
    RESID_MID("TC"),
    /// Input of the feed-forward layer `[T, C]`.
    NORM2("TC"),
    /// Inside the feed-forward layer, before the activation function; for SwiGLU the gate `[T, F]`.
    MLP_PRE("TF"),
    /// Inside the feed-forward layer, after the activation function; for SwiGLU after the gate was multiplied `[T, F]`.
    MLP_POST("TF"),
    /// What the feed-forward layer adds to the residual stream `[T, C]`.
    MLP_OUT("TC"),
    /// The residual stream at the output of a block `[T, C]`.
    RESID_POST("TC"),
    /// What the head multiplies: the last residual stream after the final norm `[T, C]`. Layer -1.
    FINAL_NORM("TC"),
    /// Logits `[T, V]`. Layer -1.
    LOGITS("TV");

    private final String axes;

    ProbePoint(String axes) {
        this.axes = axes;
    }

    /// The letters of the axes for a single sequence.
    public String axes() {
        return axes;
    }
}
