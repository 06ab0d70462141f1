package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import java.util.Locale;

/// How much memory a run needs, estimated before anything is allocated.
///
/// @param parameters weights, gradients and the optimizer's two moments, in bytes
/// @param activations of one batch, forward and backward, in bytes
public record MemoryNeed(long parameters, long activations) {

    /// Bytes: 16 a weight; and for every token of the batch `2 · 4 · (n_layer · (12·C + 3·d_ff + 3·H·T) + 2·V + 6·C)`.
    public static MemoryNeed of(ModelConfig config, int batchSize) {
        long channels = config.dModel();
        long block = 12 * channels + 3L * config.dFf() + 3L * config.nHead() * config.contextLength();
        long token = 8 * (config.nLayer() * block + 2L * config.vocabSize() + 6 * channels);
        return new MemoryNeed(16 * config.parameterCount(), token * batchSize * config.contextLength());
    }

    public long bytes() {
        return parameters + activations;
    }

    /// @throws IllegalArgumentException with one sentence when it is more than the program may use
    public void check() {
        long room = Runtime.getRuntime().maxMemory();
        if (bytes() > room * 9 / 10) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "This model needs about %,d MB to train (%,d MB for weights, %,d MB for a batch), and the program may use %,d MB. "
                    + "Choose a smaller model, context length or batch size, or start the program with more memory (-Xmx).",
                    bytes() >> 20, parameters >> 20, activations >> 20, room >> 20));
        }
    }
}
