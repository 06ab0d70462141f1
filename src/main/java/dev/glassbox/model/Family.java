package dev.glassbox.model;

import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;

/// One architecture beside others: its sizes, what its attention may read, and what it was trained for.
///
/// @param title     its name
/// @param kind      which stacks it has
/// @param config    its sizes; of an encoder–decoder those of each stack
/// @param objective what it was trained for
/// @param weights   how many, as its authors say
/// @param source    where it was published
public record Family(String title, Kind kind, ModelConfig config, String objective, String weights, String source) {

    /// Which stacks of blocks there are.
    public enum Kind {
        /// Each token reads itself and what is before it.
        DECODER("decoder only"),
        /// Each token reads all tokens.
        ENCODER("encoder only"),
        /// One stack reads a first sequence; the other writes a second one and reads the first by cross-attention.
        ENCODER_DECODER("encoder–decoder");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// A model of one's own.
    public static Family of(String title, ModelConfig config) {
        return new Family(title, config.causal() ? Kind.DECODER : Kind.ENCODER, config, config.causal() ? "next token" : "masked tokens",
                String.format(java.util.Locale.ROOT, "%,d", config.parameterCount()), "");
    }

    public static Family gpt2() {
        return new Family("GPT-2", Kind.DECODER, ModelConfig.gpt2(), "next token", "124,439,808", "Radford et al. 2019");
    }

    public static Family llama() {
        return new Family("LLaMA-7B", Kind.DECODER, KnownModels.LLAMA_7B.config(), "next token", "6,738,415,616", "Touvron et al. 2023, arXiv:2302.13971");
    }

    /// BERT base. Its table of segments and its pooling layer are left out of the drawing.
    public static Family bert() {
        ModelConfig config = ModelConfig.gpt2Style(30522, 512, 12, 12, 768).withCausal(false).withNormPlace(Norm.Place.POST).withEmbeddingNorm(true)
                .withActivation(Activation.GELU).withNormEpsilon(1e-12);
        return new Family("BERT", Kind.ENCODER, config, "masked tokens", "110 million", "Devlin et al. 2018, arXiv:1810.04805");
    }

    /// The base model of "Attention is all you need", for translation.
    public static Family transformer() {
        ModelConfig config = ModelConfig.gpt2Style(37000, 512, 6, 8, 512).withPositions(PositionScheme.Kind.SINUSOIDAL).withNormPlace(Norm.Place.POST)
                .withActivation(Activation.RELU);
        return new Family("Transformer", Kind.ENCODER_DECODER, config, "translation", "65 million", "Vaswani et al. 2017, arXiv:1706.03762");
    }
}
