package dev.glassbox.model;

import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.RotaryPositions;
import dev.glassbox.tensor.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Everything that distinguishes one transformer from another: its sizes and every variant switch. Checks itself when created.
///
/// The comments give the key in `config.json`.
///
/// @param vocabSize            `vocab_size`
/// @param contextLength        `n_positions`, the largest number of tokens the model sees
/// @param nLayer               `n_layer`
/// @param nHead                `n_head`, query heads
/// @param nKvHead              `n_kv_head`, key and value heads: `nHead` = multi-head, 1 = multi-query, between = grouped-query attention
/// @param dModel               `n_embd`, width of the residual stream
/// @param dFf                  `n_inner`, width inside the feed-forward layer
/// @param positions            `positions`
/// @param ropePairs            `rope_pairs`, used by rotary positions
/// @param ropeTheta            `rope_theta`, used by rotary positions
/// @param norm                 `norm`
/// @param normPlace            `norm_place`
/// @param normEpsilon          `layer_norm_epsilon`
/// @param normGain             `norm_gain`
/// @param embeddingNorm        `embedding_norm`, a norm right after the embedding
/// @param activation           `activation_function`
/// @param causal               `causal`, whether a token sees only earlier ones
/// @param scaleScores          `scale_attn_weights`, division by √dHead
/// @param attnOutputProjection `attn_output_projection`
/// @param residual             `residual`
/// @param ffn                  `ffn`
/// @param bias                 `bias`, of linear layers and layer norms
/// @param tied                 `tie_word_embeddings`, the head uses the token embedding
/// @param initStd              `initializer_range`, standard deviation of the initial matrices
public record ModelConfig(
        int vocabSize, int contextLength, int nLayer, int nHead, int nKvHead, int dModel, int dFf,
        PositionScheme.Kind positions, RotaryPositions.Pairs ropePairs, double ropeTheta,
        Norm.Kind norm, Norm.Place normPlace, double normEpsilon, boolean normGain, boolean embeddingNorm,
        Activation activation, boolean causal, boolean scaleScores, boolean attnOutputProjection,
        boolean residual, boolean ffn, boolean bias, boolean tied, double initStd) {

    /// @throws IllegalArgumentException with one sentence that names the key, its value and what to do
    public ModelConfig {
        atLeastOne("vocab_size", vocabSize);
        atLeastOne("n_positions", contextLength);
        atLeastOne("n_layer", nLayer);
        atLeastOne("n_head", nHead);
        atLeastOne("n_kv_head", nKvHead);
        atLeastOne("n_embd", dModel);
        atLeastOne("n_inner", dFf);
        check(dModel % nHead == 0, "n_head: %d heads do not divide n_embd %d evenly; choose a divisor of n_embd", nHead, dModel);
        check(nHead % nKvHead == 0, "n_kv_head: %d does not divide n_head %d evenly; choose a divisor of n_head", nKvHead, nHead);
        check(positions != PositionScheme.Kind.ROPE || dModel / nHead % 2 == 0,
                "positions: rope turns pairs of channels, but a head has %d; make n_embd / n_head even", dModel / nHead);
        check(ropeTheta > 0 && Double.isFinite(ropeTheta), "rope_theta: %s must be a positive number", ropeTheta);
        check(normEpsilon > 0 && Double.isFinite(normEpsilon), "layer_norm_epsilon: %s must be a positive number", normEpsilon);
        check(initStd >= 0 && Double.isFinite(initStd), "initializer_range: %s must be zero or a positive number", initStd);
    }

    /// The layout of GPT-2: learned positions, layer norm before each part, GELU (tanh), biases, tied head, d_ff = 4·d_model.
    public static ModelConfig gpt2Style(int vocabSize, int contextLength, int nLayer, int nHead, int dModel) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nHead, dModel, 4 * dModel,
                PositionScheme.Kind.LEARNED, RotaryPositions.Pairs.HALF, 10000,
                Norm.Kind.LAYERNORM, Norm.Place.PRE, 1e-5, true, false,
                Activation.GELU_NEW, true, true, true, true, true, true, true, 0.02);
    }

    /// GPT-2 small with its 124,439,808 weights.
    public static ModelConfig gpt2() {
        return gpt2Style(50257, 1024, 12, 12, 768);
    }

    /// The 4,192 weights of the smallest useful GPT: names, letter by letter, with norms that have no weights at all.
    public static ModelConfig microgpt() {
        return gpt2Style(27, 16, 1, 4, 16).withNorm(Norm.Kind.RMSNORM).withNormGain(false).withEmbeddingNorm(true)
                .withActivation(Activation.RELU).withBias(false).withTied(false).withInitStd(0.08);
    }

    /// Width of one head.
    public int dHead() {
        return dModel / nHead;
    }

    /// Width of the fused projection: queries, keys and values side by side.
    public int qkvWidth() {
        return (nHead + 2 * nKvHead) * dHead();
    }

    /// Names, shapes and places of all weights.
    public ParameterLayout layout() {
        return new Transformer(this).layout();
    }

    /// Counted from the shapes alone, so it is cheap and cannot overflow.
    public long parameterCount() {
        long c = dModel;
        long oneNorm = norm == Norm.Kind.NONE ? 0 : (normGain ? c : 0) + (norm == Norm.Kind.LAYERNORM && bias ? c : 0);
        long block = oneNorm + linear(c, qkvWidth()) + (attnOutputProjection ? linear(c, c) : 0);
        if (ffn) {
            block += oneNorm + linear(c, dFf) * (activation.gated() ? 2 : 1) + linear(dFf, c);
        }
        return vocabSize * c + (positions == PositionScheme.Kind.LEARNED ? contextLength * c : 0) + (embeddingNorm ? oneNorm : 0)
                + nLayer * block + (normPlace == Norm.Place.PRE ? oneNorm : 0) + (tied ? 0 : vocabSize * c);
    }

    private long linear(long in, long out) {
        return in * out + (bias ? out : 0);
    }

    /// One line for each switch that differs, in the spelling of `config.json`: the caption of a comparison.
    public List<String> differences(ModelConfig other) {
        List<String> lines = new ArrayList<>();
        differ(lines, "vocab_size", vocabSize, other.vocabSize);
        differ(lines, "n_positions", contextLength, other.contextLength);
        differ(lines, "n_layer", nLayer, other.nLayer);
        differ(lines, "n_head", nHead, other.nHead);
        differ(lines, "n_kv_head", nKvHead, other.nKvHead);
        differ(lines, "n_embd", dModel, other.dModel);
        differ(lines, "n_inner", dFf, other.dFf);
        differ(lines, "positions", positions.key(), other.positions.key());
        differ(lines, "rope_pairs", ropePairs.key(), other.ropePairs.key());
        differ(lines, "rope_theta", ropeTheta, other.ropeTheta);
        differ(lines, "norm", norm.key(), other.norm.key());
        differ(lines, "norm_place", normPlace.key(), other.normPlace.key());
        differ(lines, "layer_norm_epsilon", normEpsilon, other.normEpsilon);
        differ(lines, "norm_gain", normGain, other.normGain);
        differ(lines, "embedding_norm", embeddingNorm, other.embeddingNorm);
        differ(lines, "activation_function", activation.key(), other.activation.key());
        differ(lines, "causal", causal, other.causal);
        differ(lines, "scale_attn_weights", scaleScores, other.scaleScores);
        differ(lines, "attn_output_projection", attnOutputProjection, other.attnOutputProjection);
        differ(lines, "residual", residual, other.residual);
        differ(lines, "ffn", ffn, other.ffn);
        differ(lines, "bias", bias, other.bias);
        differ(lines, "tie_word_embeddings", tied, other.tied);
        differ(lines, "initializer_range", initStd, other.initStd);
        return lines;
    }

    private static void differ(List<String> lines, String key, Object mine, Object theirs) {
        if (!mine.equals(theirs)) {
            lines.add(key + ": " + mine + " → " + theirs);
        }
    }

    private static void atLeastOne(String key, int value) {
        check(value >= 1, "%s: %d must be at least 1", key, value);
    }

    private static void check(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }

    public ModelConfig withVocabSize(int vocabSize) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withContextLength(int contextLength) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withNLayer(int nLayer) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    /// Multi-head attention stays multi-head: `n_kv_head` follows if it was the same.
    public ModelConfig withNHead(int nHead) {
        int kvHeads = nKvHead == this.nHead ? nHead : nKvHead;
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, kvHeads, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withNKvHead(int nKvHead) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    /// A feed-forward width of 4·d_model stays 4·d_model.
    public ModelConfig withDModel(int dModel) {
        int inner = dFf == 4 * this.dModel ? 4 * dModel : dFf;
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, inner, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withDFf(int dFf) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withPositions(PositionScheme.Kind positions) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withRopePairs(RotaryPositions.Pairs ropePairs) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withRopeTheta(double ropeTheta) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withNorm(Norm.Kind norm) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withNormPlace(Norm.Place normPlace) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withNormEpsilon(double normEpsilon) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withNormGain(boolean normGain) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withEmbeddingNorm(boolean embeddingNorm) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withActivation(Activation activation) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withCausal(boolean causal) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withScaleScores(boolean scaleScores) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withAttnOutputProjection(boolean attnOutputProjection) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withResidual(boolean residual) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withFfn(boolean ffn) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withBias(boolean bias) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withTied(boolean tied) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }

    public ModelConfig withInitStd(double initStd) {
        return new ModelConfig(vocabSize, contextLength, nLayer, nHead, nKvHead, dModel, dFf, positions, ropePairs, ropeTheta, norm,
                normPlace, normEpsilon, normGain, embeddingNorm, activation, causal, scaleScores, attnOutputProjection, residual, ffn,
                bias, tied, initStd);
    }
}
