package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.train.Objective;
import dev.glassbox.train.OptimizerKind;
import dev.glassbox.train.Schedule;
import dev.glassbox.train.TrainingConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// One thing two runs can differ in: its name and its choices, each a change of a spec that touches nothing else.
public enum Switch {
    MASK("Causal mask", spec -> onOff(spec.model().causal()),
            model("on", m -> m.withCausal(true)), model("off", m -> m.withCausal(false))),
    SCALING("1/√d_head scaling", spec -> onOff(spec.model().scaleScores()),
            model("on", m -> m.withScaleScores(true)), model("off", m -> m.withScaleScores(false))),
    RESIDUAL("Residual connections", spec -> onOff(spec.model().residual()),
            model("on", m -> m.withResidual(true)), model("off", m -> m.withResidual(false))),
    POSITIONS("Positions", spec -> name(spec.model().positions()),
            model("learned", m -> m.withPositions(PositionScheme.Kind.LEARNED)), model("sinusoidal", m -> m.withPositions(PositionScheme.Kind.SINUSOIDAL)),
            model("RoPE", m -> m.withPositions(PositionScheme.Kind.ROPE)), model("ALiBi", m -> m.withPositions(PositionScheme.Kind.ALIBI)),
            model("none", m -> m.withPositions(PositionScheme.Kind.NONE))),
    NORM("Norm", spec -> name(spec.model().norm()),
            model("LayerNorm", m -> m.withNorm(Norm.Kind.LAYERNORM)), model("RMSNorm", m -> m.withNorm(Norm.Kind.RMSNORM)),
            model("none", m -> m.withNorm(Norm.Kind.NONE))),
    NORM_PLACE("Place of the norm", spec -> spec.model().normPlace().key(),
            model("pre", m -> m.withNormPlace(Norm.Place.PRE)), model("post", m -> m.withNormPlace(Norm.Place.POST))),
    FEED_FORWARD("Feed-forward (MLP)", spec -> onOff(spec.model().ffn()),
            model("on", m -> m.withFfn(true)), model("off", m -> m.withFfn(false))),
    FEED_FORWARD_WIDTH("d_ff / d_model", spec -> ratio(spec.model()),
            model("1", m -> m.withDFf(m.dModel())), model("2", m -> m.withDFf(2 * m.dModel())), model("4", m -> m.withDFf(4 * m.dModel())),
            model("8", m -> m.withDFf(8 * m.dModel()))),
    ACTIVATION("Activation", spec -> name(spec.model().activation()),
            model("GELU", m -> m.withActivation(Activation.GELU_NEW)), model("ReLU", m -> m.withActivation(Activation.RELU)),
            model("SiLU", m -> m.withActivation(Activation.SILU)), model("SwiGLU", m -> m.withActivation(Activation.SWIGLU))),
    OUTPUT_PROJECTION("Output projection W_O", spec -> onOff(spec.model().attnOutputProjection()),
            model("on", m -> m.withAttnOutputProjection(true)), model("off", m -> m.withAttnOutputProjection(false))),
    KV_HEADS("Key and value heads", spec -> String.valueOf(spec.model().nKvHead()),
            model("1", m -> m.withNKvHead(1)), model("2", m -> m.withNKvHead(2)), model("4", m -> m.withNKvHead(4)), model("8", m -> m.withNKvHead(8))),
    HEADS("Heads n_head", spec -> String.valueOf(spec.model().nHead()),
            model("1", m -> m.withNHead(1)), model("2", m -> m.withNHead(2)), model("3", m -> m.withNHead(3)), model("4", m -> m.withNHead(4)),
            model("8", m -> m.withNHead(8))),
    BLOCKS("Blocks n_layer", spec -> String.valueOf(spec.model().nLayer()),
            model("1", m -> m.withNLayer(1)), model("2", m -> m.withNLayer(2)), model("4", m -> m.withNLayer(4)), model("8", m -> m.withNLayer(8))),
    WIDTH("Width d_model", spec -> String.valueOf(spec.model().dModel()),
            model("16", m -> m.withDModel(16)), model("32", m -> m.withDModel(32)), model("64", m -> m.withDModel(64)), model("128", m -> m.withDModel(128))),
    HEAD("Output head", spec -> spec.model().tied() ? "tied" : "free",
            model("tied", m -> m.withTied(true)), model("free", m -> m.withTied(false))),
    OBJECTIVE("Objective", spec -> spec.training().objective() == Objective.NEXT_TOKEN ? "next token (GPT)" : "masked token (BERT)",
            both("next token (GPT)", m -> m.withCausal(true), t -> t.withObjective(Objective.NEXT_TOKEN)),
            both("masked token (BERT)", m -> m.withCausal(false), t -> t.withObjective(Objective.MASKED_TOKEN))),
    OPTIMIZER("Optimizer", spec -> name(spec.training().optimizer()),
            training("AdamW", t -> t.withOptimizer(OptimizerKind.ADAMW)), training("RMSProp", t -> t.withOptimizer(OptimizerKind.RMSPROP)),
            training("momentum", t -> t.withOptimizer(OptimizerKind.MOMENTUM)), training("SGD", t -> t.withOptimizer(OptimizerKind.SGD))),
    BIAS_CORRECTION("Bias correction", spec -> onOff(spec.training().biasCorrection()),
            training("on", t -> t.withBiasCorrection(true)), training("off", t -> t.withBiasCorrection(false))),
    WARMUP("Warm-up", spec -> spec.training().warmup() > 0 ? "on" : "off",
            training("on", t -> t.withWarmup(t.warmup() > 0 ? t.warmup() : Math.max(1, t.steps() / 20)).withSchedule(Schedule.COSINE)),
            training("off", t -> t.withWarmup(0))),
    LEARNING_RATE("Learning rate", spec -> "× 1", training("× 0.1", t -> rate(t, 0.1)), training("× 0.3", t -> rate(t, 0.3)), training("× 1", t -> t),
            training("× 3", t -> rate(t, 3)), training("× 10", t -> rate(t, 10)), training("× 100", t -> rate(t, 100))),
    BATCH_SIZE("Batch size B", spec -> String.valueOf(spec.training().batchSize()),
            training("1", t -> t.withBatchSize(1)), training("4", t -> t.withBatchSize(4)), training("16", t -> t.withBatchSize(16)),
            training("64", t -> t.withBatchSize(64))),
    CORPUS_SIZE("Share of the corpus", spec -> share(spec.corpus().part()),
            corpus("all of it", 1), corpus("a quarter", 4), corpus("1 / 16", 16), corpus("1 / 64", 64)),
    SEED("Seed", spec -> String.valueOf(spec.seed()), new Choice("1", spec -> spec.withSeed(1)), new Choice("2", spec -> spec.withSeed(2)),
            new Choice("42", spec -> spec.withSeed(42)));

    /// One position of a switch.
    public record Choice(String label, UnaryOperator<RunSpec> change) {}

    private final String title;
    private final Function<RunSpec, String> value;
    private final Map<String, Choice> choices = new LinkedHashMap<>();

    Switch(String title, Function<RunSpec, String> value, Choice... choices) {
        this.title = title;
        this.value = value;
        for (Choice choice : choices) {
            this.choices.put(choice.label, choice);
        }
    }

    public String title() {
        return title;
    }

    /// Where it stands in a spec; one of [#labels] for this spec.
    public String value(RunSpec spec) {
        return value.apply(spec);
    }

    /// All positions for this spec; the spec's own is among them.
    public List<String> labels(RunSpec spec) {
        List<String> labels = new ArrayList<>(choices.keySet());
        if (!labels.contains(value(spec))) {
            labels.addFirst(value(spec));
        }
        return labels;
    }

    /// The spec with this switch at another position.
    ///
    /// @throws IllegalArgumentException with one sentence when the result makes no model
    public RunSpec set(RunSpec spec, String label) {
        if (label.equals(value(spec))) {
            return spec;
        }
        Choice choice = choices.get(label);
        if (choice == null) {
            throw new IllegalArgumentException(title + " cannot be \"" + label + "\"; use one of " + String.join(", ", choices.keySet()) + ".");
        }
        return choice.change.apply(spec);
    }

    private static Choice model(String label, UnaryOperator<ModelConfig> change) {
        return both(label, change, t -> t);
    }

    private static Choice training(String label, UnaryOperator<TrainingConfig> change) {
        return both(label, m -> m, change);
    }

    private static Choice both(String label, UnaryOperator<ModelConfig> model, UnaryOperator<TrainingConfig> training) {
        return new Choice(label, spec -> new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), model.apply(spec.model()),
                training.apply(spec.training()), spec.seed()));
    }

    private static Choice corpus(String label, int part) {
        return new Choice(label, spec -> new RunSpec(spec.name(), CorpusSource.Part.of(spec.corpus(), part), spec.tokenizer(), spec.model(),
                spec.training(), spec.seed()));
    }

    private static TrainingConfig rate(TrainingConfig training, double factor) {
        return training.withMinLr(times(training.minLr(), factor)).withLearningRate(times(training.learningRate(), factor));
    }

    /// In decimals: three times 0.0002 is 0.0006.
    private static double times(double rate, double factor) {
        return BigDecimal.valueOf(rate).multiply(BigDecimal.valueOf(factor)).doubleValue();
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }

    private static String share(int part) {
        return switch (part) {
            case 1 -> "all of it";
            case 4 -> "a quarter";
            default -> "1 / " + part;
        };
    }

    private static String ratio(ModelConfig model) {
        return model.dFf() % model.dModel() == 0 ? String.valueOf(model.dFf() / model.dModel()) : model.dFf() + " / " + model.dModel();
    }

    private static String name(PositionScheme.Kind kind) {
        return switch (kind) {
            case ROPE -> "RoPE";
            case ALIBI -> "ALiBi";
            case LEARNED, SINUSOIDAL, NONE -> kind.key();
        };
    }

    private static String name(Norm.Kind kind) {
        return switch (kind) {
            case LAYERNORM -> "LayerNorm";
            case RMSNORM -> "RMSNorm";
            case NONE -> "none";
        };
    }

    private static String name(Activation activation) {
        return switch (activation) {
            case GELU_NEW -> "GELU";
            case GELU -> "GELU (erf)";
            case RELU -> "ReLU";
            case SILU -> "SiLU";
            case SWIGLU -> "SwiGLU";
        };
    }

    private static String name(OptimizerKind kind) {
        return switch (kind) {
            case ADAMW -> "AdamW";
            case RMSPROP -> "RMSProp";
            case MOMENTUM -> "momentum";
            case SGD -> "SGD";
        };
    }
}
