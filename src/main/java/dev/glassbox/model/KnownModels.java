package dev.glassbox.model;

import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;

/// The sizes of published models, as their papers and configuration files give them.
public enum KnownModels {
    /// Karpathy's microgpt: a whole GPT in one small Python file.
    MICROGPT("microgpt", ModelConfig.microgpt()),
    /// Radford et al. 2019, the smallest of four.
    GPT_2("GPT-2", ModelConfig.gpt2()),
    /// Brown et al. 2020, arXiv:2005.14165, the largest; every other layer of the real one attends sparsely, which changes no weight.
    GPT_3("GPT-3", ModelConfig.gpt2Style(50257, 2048, 96, 96, 12288)),
    /// Touvron et al. 2023, arXiv:2302.13971.
    LLAMA_7B("LLaMA-7B", llama(2048, 32, 32, 32, 4096, 11008, 1e-6)),
    /// Touvron et al. 2023, arXiv:2307.09288: 64 query heads share 8 key/value heads.
    LLAMA_2_70B("LLaMA-2-70B", llama(4096, 80, 64, 8, 8192, 28672, 1e-5));

    private final String title;
    private final ModelConfig config;

    KnownModels(String title, ModelConfig config) {
        this.title = title;
        this.config = config;
    }

    public String title() {
        return title;
    }

    public ModelConfig config() {
        return config;
    }

    private static ModelConfig llama(int context, int layers, int heads, int kvHeads, int width, int inner, double epsilon) {
        return ModelConfig.gpt2Style(32000, context, layers, heads, width).withNKvHead(kvHeads).withDFf(inner)
                .withPositions(PositionScheme.Kind.ROPE).withNorm(Norm.Kind.RMSNORM).withNormEpsilon(epsilon)
                .withActivation(Activation.SWIGLU).withBias(false).withTied(false);
    }
}
