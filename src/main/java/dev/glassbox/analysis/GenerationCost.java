package dev.glassbox.analysis;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;

/// What a token costs, counted from the sizes alone: multiply-adds and bytes.
///
/// Reading `t` keys, one query costs `2·t·d_model` multiply-adds in each block (`q·k` and `weights·v`); everything else in a block is linear in the
/// number of tokens. With a KV cache (Pope et al. 2022) a new token is one query; without one all `t` rows are computed again.
///
/// @param nKvHead heads that have keys and values of their own: as many as heads (MHA), fewer (GQA, Ainslie et al. 2023), or 1 (MQA, Shazeer 2019)
/// @param linear  multiply-adds of one token in all blocks, attention over other tokens left out
/// @param parameters all weights
public record GenerationCost(String name, int nLayer, int dModel, int nHead, int nKvHead, int dHead, int vocabulary, long linear, long parameters) {

    public static GenerationCost of(String name, ModelConfig model) {
        long d = model.dModel();
        long attention = d * model.qkvWidth() + (model.attnOutputProjection() ? d * d : 0);
        long ffn = model.ffn() ? d * model.dFf() * (model.activation().gated() ? 3 : 2) : 0;
        return new GenerationCost(name, model.nLayer(), model.dModel(), model.nHead(), model.nKvHead(), model.dHead(), model.vocabSize(),
                model.nLayer() * (attention + ffn), model.parameterCount());
    }

    /// GPT-2 small, 124 million weights (Radford et al. 2019).
    public static GenerationCost gpt2() {
        return of("GPT-2", ModelConfig.gpt2());
    }

    /// LLaMA 2 with 70 billion weights: 80 blocks, 64 heads, 8 with keys and values of their own (Touvron et al. 2023).
    public static GenerationCost llama70b() {
        return of("LLaMA-2-70B", ModelConfig.gpt2Style(32_000, 4096, 80, 64, 8192).withNKvHead(8).withDFf(28_672)
                .withPositions(PositionScheme.Kind.ROPE).withNorm(Norm.Kind.RMSNORM)
                .withActivation(Activation.SWIGLU).withBias(false).withTied(false));
    }

    /// The same with another number of key and value heads, for the cache only.
    public GenerationCost withKvHeads(int count) {
        return new GenerationCost(name, nLayer, dModel, nHead, count, dHead, vocabulary, linear, parameters);
    }

    /// Multiply-adds of the attention of one query that reads `t` keys.
    public long attention(long t) {
        return 2L * nLayer * dModel * t;
    }

    public long head() {
        return (long) dModel * vocabulary;
    }

    /// Multiply-adds for the token after `t` tokens, of which `t − 1` are cached.
    public long withCache(long t) {
        return linear + attention(t) + head();
    }

    /// Multiply-adds for the token after `t` tokens when all rows are computed again.
    public long withoutCache(long t) {
        return t * (linear + head()) + (long) nLayer * dModel * t * (t + 1);
    }

    /// Attention cells filled in one block and head for the token after `t`: one row.
    public static long cellsWithCache(long t) {
        return t;
    }

    /// The whole triangle again.
    public static long cellsWithoutCache(long t) {
        return t * (t + 1) / 2;
    }

    /// Bytes of keys and values that a token leaves in the cache: `2 · n_layer · n_kv_head · d_head · bytes`.
    public long cacheBytesPerToken(int bytesPerNumber) {
        return 2L * nLayer * nKvHead * dHead * bytesPerNumber;
    }

    /// Pairs of tokens in a full score matrix: `n²`.
    public static long pairs(long n) {
        return Math.multiplyExact(n, n);
    }
}
