package dev.glassbox.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.nn.Keyed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `training.json`: where a run stands and how it is set, so that it can go on exactly where it stopped.
final class TrainingJson {

    /// Raised when a file written by a newer program would be misread.
    private static final int FORMAT = 1;

    private final Path file;
    private final JsonNode json;

    private TrainingJson(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /// What the file says, apart from the arrays.
    ///
    /// @param loss of the last step, NaN if unknown
    record Content(TrainingConfig config, int stepsDone, long windowsDrawn, double learningRate, int batchSize, double weightDecay,
                   double gradClip, double dropout, double loss, double validationLoss, LossHistory history) {}

    /// The prefixes of the optimizer's arrays in `optimizer.safetensors`, in the order of [Optimizer#moments].
    static List<String> moments(OptimizerKind kind) {
        return switch (kind) {
            case SGD -> List.of();
            case MOMENTUM -> List.of("m");
            case RMSPROP -> List.of("v");
            case ADAMW -> List.of("m", "v");
        };
    }

    static AtomicFile.Content write(Checkpoint checkpoint) {
        TrainingConfig config = checkpoint.training();
        TrainingState state = checkpoint.state();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT).put("step", state.stepsDone()).put("windows", state.windowsDrawn()).put("seed", config.seed());
        putFinite(json, "loss", checkpoint.loss());
        putFinite(json, "validation_loss", checkpoint.validationLoss());
        json.putObject("now").put("learning_rate", state.learningRate()).put("batch_size", state.batchSize())
                .put("weight_decay", state.weightDecay()).put("grad_clip", state.gradClip()).put("dropout", state.dropout());
        json.putObject("settings").put("batch_size", config.batchSize()).put("learning_rate", config.learningRate())
                .put("schedule", config.schedule().key()).put("warmup", config.warmup()).put("steps", config.steps()).put("min_lr", config.minLr())
                .put("beta1", config.beta1()).put("beta2", config.beta2()).put("eps", config.eps()).put("weight_decay", config.weightDecay())
                .put("grad_clip", config.gradClip()).put("optimizer", config.optimizer().key()).put("bias_correction", config.biasCorrection())
                .put("dropout", config.dropout()).put("objective", config.objective().key());
        ObjectNode history = json.putObject("history").put("stride", checkpoint.history().stride());
        ArrayNode steps = history.putArray("steps");
        ArrayNode losses = history.putArray("losses");
        checkpoint.history().points().forEach(point -> {
            steps.add(point.step());
            losses.add(point.loss());
        });
        return out -> out.write((new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json).replace("\r\n", "\n") + "\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void putFinite(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        }
    }

    /// @throws BadFileException for a missing key, a value of the wrong kind or out of range
    static Content read(Path file, JsonNode json) throws BadFileException {
        TrainingJson reader = new TrainingJson(file, json);
        if (!json.isObject()) {
            throw reader.wrong("is not a JSON object");
        }
        if (reader.whole("format") > FORMAT) {
            throw new BadFileException(file, "was written by a newer version of this program", "use that version");
        }
        TrainingJson settings = new TrainingJson(file, reader.object("settings"));
        TrainingJson now = new TrainingJson(file, reader.object("now"));
        try {
            TrainingConfig config = new TrainingConfig(settings.integer("batch_size"), settings.number("learning_rate"),
                    Keyed.parse(Schedule.class, "schedule", settings.text("schedule")), settings.integer("warmup"), settings.integer("steps"),
                    settings.number("min_lr"), settings.number("beta1"), settings.number("beta2"), settings.number("eps"),
                    settings.number("weight_decay"), settings.number("grad_clip"),
                    Keyed.parse(OptimizerKind.class, "optimizer", settings.text("optimizer")), settings.flag("bias_correction"),
                    settings.number("dropout"), Keyed.parse(Objective.class, "objective", settings.text("objective")), reader.whole("seed"));
            double learningRate = now.number("learning_rate");
            double weightDecay = now.number("weight_decay");
            double gradClip = now.number("grad_clip");
            TrainingConfig.checkRate(learningRate);
            TrainingConfig.checkDecay(weightDecay);
            TrainingConfig.checkClip(gradClip);
            int step = reader.integer("step");
            long windows = reader.whole("windows");
            if (step < 0 || windows < 0) {
                throw reader.wrong("has a negative step");
            }
            return new Content(config, step, windows, learningRate, config.withBatchSize(now.integer("batch_size")).batchSize(), weightDecay, gradClip,
                    config.withDropout(json.path("now").path("dropout").asDouble(config.dropout())).dropout(), json.path("loss").asDouble(Double.NaN), json.path("validation_loss").asDouble(Double.NaN), reader.history());
        } catch (IllegalArgumentException invalid) {
            throw reader.wrong("has a setting out of range (" + invalid.getMessage() + ")");
        }
    }

    private LossHistory history() throws BadFileException {
        if (json.path("history").isMissingNode()) {
            return LossHistory.EMPTY;
        }
        TrainingJson history = new TrainingJson(file, object("history"));
        JsonNode steps = history.json.path("steps");
        JsonNode losses = history.json.path("losses");
        int stride = history.integer("stride");
        if (stride < 1 || !steps.isArray() || !losses.isArray() || steps.size() != losses.size() || steps.size() > LossHistory.LIMIT) {
            throw wrong("has a history that does not fit together");
        }
        List<LossHistory.Point> points = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).isInt() || !losses.get(i).isNumber() || steps.get(i).intValue() <= (i == 0 ? 0 : points.get(i - 1).step())) {
                throw wrong("has a history that does not fit together");
            }
            points.add(new LossHistory.Point(steps.get(i).intValue(), losses.get(i).floatValue()));
        }
        return new LossHistory(stride, points);
    }

    private JsonNode object(String key) throws BadFileException {
        JsonNode value = json.path(key);
        if (!value.isObject()) {
            throw wrong("has no object '" + key + "'");
        }
        return value;
    }

    private long whole(String key) throws BadFileException {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong("has no whole number '" + key + "'");
        }
        return value.longValue();
    }

    private int integer(String key) throws BadFileException {
        long value = whole(key);
        if (value != (int) value) {
            throw wrong("has a number out of range at '" + key + "'");
        }
        return (int) value;
    }

    private double number(String key) throws BadFileException {
        JsonNode value = json.path(key);
        if (!value.isNumber()) {
            throw wrong("has no number '" + key + "'");
        }
        return value.doubleValue();
    }

    private boolean flag(String key) throws BadFileException {
        JsonNode value = json.path(key);
        if (!value.isBoolean()) {
            throw wrong("has no switch '" + key + "'");
        }
        return value.booleanValue();
    }

    private String text(String key) throws BadFileException {
        JsonNode value = json.path(key);
        if (!value.isTextual()) {
            throw wrong("has no text '" + key + "'");
        }
        return value.textValue();
    }

    private BadFileException wrong(String problem) {
        return new BadFileException(file, problem, "remove it (and optimizer.safetensors) to train on from the weights alone");
    }
}
