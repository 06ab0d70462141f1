package dev.glassbox.cli;

import dev.glassbox.model.ModelConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fixed sizes to measure, the same as in the PyTorch script.
///
/// @param d width of the residual stream
/// @param block context length T
record BenchConfig(String name, int layers, int heads, int d, int block, int batch, int vocab) {

    private static final int LETTERS = 65;

    private static final List<BenchConfig> ALL = List.of(
            new BenchConfig("tiny", 2, 2, 32, 32, 16, LETTERS),
            new BenchConfig("small", 4, 4, 64, 64, 16, LETTERS),
            new BenchConfig("baby", 4, 4, 128, 64, 12, LETTERS),
            new BenchConfig("mid", 6, 6, 192, 128, 16, LETTERS),
            new BenchConfig("big", 6, 6, 384, 256, 8, LETTERS),
            new BenchConfig("gpt2", 12, 12, 768, 1024, 1, 50257));

    static Optional<BenchConfig> named(String name) {
        return ALL.stream().filter(config -> config.name.equals(name)).findFirst();
    }

    static String names() {
        return String.join(", ", ALL.stream().map(BenchConfig::name).toList());
    }

    ModelConfig model() {
        return ModelConfig.gpt2Style(vocab, block, layers, heads, d);
    }

    /// Tokens of a training step.
    int tokens() {
        return batch * block;
    }

    /// Arithmetic of one training step, matrix products only, 2 operations for each multiply-add: three times forward; causal attention
    /// counts half of its square.
    double trainingFlops() {
        double m = tokens();
        double dense = 2 * m * (layers * 12.0 * d * d + (double) vocab * d);
        double attention = 2 * m * layers * 2.0 * block * d / 2;
        return 3 * (dense + attention);
    }

    Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("name", name);
        shape.put("layers", layers);
        shape.put("heads", heads);
        shape.put("d", d);
        shape.put("block", block);
        shape.put("batch", batch);
        shape.put("vocab", vocab);
        shape.put("bias", true);
        shape.put("tie", true);
        return shape;
    }
}
