package dev.glassbox.model;

import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import java.util.ArrayList;
import java.util.List;

/// Every weight of a model by name, from its sizes alone: also for models far too large to build.
///
/// The tensors stand in file order; the names are those of the model file.
public record Ledger(ModelConfig config, List<Tensor> tensors) {

    public Ledger {
        tensors = List.copyOf(tensors);
    }

    /// Which part of the model a tensor belongs to.
    public enum Part {
        TOKENS, POSITIONS, EMBEDDING_NORM, NORM_1, ATTENTION_IN, ATTENTION_OUT, NORM_2, MLP_IN, MLP_OUT, FINAL_NORM, HEAD;

        /// Whether every block has one.
        public boolean inBlocks() {
            return this != TOKENS && this != POSITIONS && this != EMBEDDING_NORM && this != FINAL_NORM && this != HEAD;
        }
    }

    /// One tensor; of those that every block has, one stands for all.
    ///
    /// @param name  of the first block where there are several
    /// @param rows  of a matrix; 1 for a vector
    /// @param times how many blocks have it; 1 outside the blocks
    public record Tensor(Part part, String name, long rows, long columns, boolean matrix, int times) {

        /// Weights in one of them.
        public long size() {
            return rows * columns;
        }

        /// Weights in all of them.
        public long total() {
            return size() * times;
        }

        /// The same tensor in another block.
        public String name(int layer) {
            return name.replaceFirst("^h\\.0\\.", "h." + layer + ".");
        }

        public String shape() {
            return matrix ? "[" + rows + ", " + columns + "]" : "[" + columns + "]";
        }
    }

    public static Ledger of(ModelConfig config) {
        List<Tensor> all = new ArrayList<>();
        int d = config.dModel();
        int times = config.nLayer();
        boolean bias = config.bias();
        all.add(new Tensor(Part.TOKENS, "wte.weight", config.vocabSize(), d, true, 1));
        if (config.positions() == PositionScheme.Kind.LEARNED) {
            all.add(new Tensor(Part.POSITIONS, "wpe.weight", config.contextLength(), d, true, 1));
        }
        if (config.embeddingNorm()) {
            norm(all, config, Part.EMBEDDING_NORM, "ln_emb", 1);
        }
        norm(all, config, Part.NORM_1, "h.0.ln_1", times);
        linear(all, Part.ATTENTION_IN, "h.0.attn.c_attn", d, config.qkvWidth(), bias, times);
        if (config.attnOutputProjection()) {
            linear(all, Part.ATTENTION_OUT, "h.0.attn.c_proj", d, d, bias, times);
        }
        if (config.ffn()) {
            norm(all, config, Part.NORM_2, "h.0.ln_2", times);
            linear(all, Part.MLP_IN, "h.0.mlp.c_fc", d, config.dFf(), bias, times);
            if (config.activation().gated()) {
                linear(all, Part.MLP_IN, "h.0.mlp.c_gate", d, config.dFf(), bias, times);
            }
            linear(all, Part.MLP_OUT, "h.0.mlp.c_proj", config.dFf(), d, bias, times);
        }
        if (config.normPlace() == Norm.Place.PRE) {
            norm(all, config, Part.FINAL_NORM, "ln_f", 1);
        }
        if (!config.tied()) {
            all.add(new Tensor(Part.HEAD, "lm_head.weight", config.vocabSize(), d, true, 1));
        }
        return new Ledger(config, all);
    }

    private static void norm(List<Tensor> all, ModelConfig config, Part part, String name, int times) {
        if (config.norm() != Norm.Kind.NONE && config.normGain()) {
            all.add(new Tensor(part, name + ".weight", 1, config.dModel(), false, times));
        }
        if (config.norm() == Norm.Kind.LAYERNORM && config.bias()) {
            all.add(new Tensor(part, name + ".bias", 1, config.dModel(), false, times));
        }
    }

    private static void linear(List<Tensor> all, Part part, String name, int in, int out, boolean bias, int times) {
        all.add(new Tensor(part, name + ".weight", in, out, true, times));
        if (bias) {
            all.add(new Tensor(part, name + ".bias", 1, out, false, times));
        }
    }

    /// All weights.
    public long total() {
        return tensors.stream().mapToLong(Tensor::total).sum();
    }

    /// The weights of one part, in all blocks together.
    public long total(Part part) {
        return tensors.stream().filter(t -> t.part() == part).mapToLong(Tensor::total).sum();
    }

    /// The weights of the attention of one block.
    public long attention() {
        return perBlock(Part.ATTENTION_IN) + perBlock(Part.ATTENTION_OUT);
    }

    /// The weights of the feed-forward layer of one block.
    public long feedForward() {
        return perBlock(Part.MLP_IN) + perBlock(Part.MLP_OUT);
    }

    /// The weights of the norms of one block.
    public long blockNorms() {
        return perBlock(Part.NORM_1) + perBlock(Part.NORM_2);
    }

    private long perBlock(Part part) {
        return total(part) / config.nLayer();
    }

    /// The rule of thumb 12·L·d²: 4d² for attention and 8d² for a feed-forward layer four times as wide, without biases and norms.
    public long estimate() {
        return 12L * config.nLayer() * config.dModel() * config.dModel();
    }

    /// What the rule of thumb leaves out or gets wrong, line by line; estimate plus all lines is the total.
    public List<Line> beyondEstimate() {
        List<Line> lines = new ArrayList<>();
        long l = config.nLayer();
        long d = config.dModel();
        long attention = tensors.stream().filter(t -> t.matrix() && (t.part() == Part.ATTENTION_IN || t.part() == Part.ATTENTION_OUT)).mapToLong(Tensor::total).sum();
        long mlp = tensors.stream().filter(t -> t.matrix() && (t.part() == Part.MLP_IN || t.part() == Part.MLP_OUT)).mapToLong(Tensor::total).sum();
        add(lines, "attention is not 4d²", attention - 4 * l * d * d);
        add(lines, "feed-forward is not 8d²", mlp - 8 * l * d * d);
        add(lines, "biases", tensors.stream().filter(t -> !t.matrix() && t.name().endsWith(".bias") && !isNorm(t.part())).mapToLong(Tensor::total).sum());
        add(lines, "norms", tensors.stream().filter(t -> isNorm(t.part())).mapToLong(Tensor::total).sum());
        add(lines, "token table", total(Part.TOKENS));
        add(lines, "position table", total(Part.POSITIONS));
        add(lines, "untied head", total(Part.HEAD));
        return lines;
    }

    /// One line of the difference.
    public record Line(String what, long weights) {}

    private static void add(List<Line> lines, String what, long weights) {
        if (weights != 0) {
            lines.add(new Line(what, weights));
        }
    }

    private static boolean isNorm(Part part) {
        return part == Part.EMBEDDING_NORM || part == Part.NORM_1 || part == Part.NORM_2 || part == Part.FINAL_NORM;
    }
}
