package dev.glassbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.file.StrictJson;
import dev.glassbox.train.TrainingConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The batches of a run, to replay it here or in another program:
/// `{"lr":..,"betas":[..],"eps":..,"weight_decay":..,"grad_clip":..,"steps":[{"lr":..,"batch":[[T+1 ids],..]},..]}`.
final class BatchesFile {

    /// One step: its learning rate and its windows `[B][T+1]`.
    record Step(double learningRate, int[][] windows) {}

    private static final int LIMIT = 1 << 29;

    private final Path file;
    private final JsonNode json;

    private BatchesFile(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    static BatchesFile read(Path file) throws BadFileException {
        BatchesFile batches = new BatchesFile(file, StrictJson.read(file, LIMIT));
        if (!batches.json.path("steps").isArray()) {
            throw batches.wrong("has no list 'steps'");
        }
        return batches;
    }

    /// The settings of the file over those of `base`.
    TrainingConfig settings(TrainingConfig base) throws BadFileException {
        JsonNode betas = json.path("betas");
        boolean both = betas.isArray() && betas.size() == 2 && betas.get(0).isNumber() && betas.get(1).isNumber();
        if (!betas.isMissingNode() && !both) {
            throw wrong("has 'betas' that are not two numbers");
        }
        try {
            TrainingConfig config = base.withLearningRate(number(json, "lr", base.learningRate())).withEps(number(json, "eps", base.eps()))
                    .withWeightDecay(number(json, "weight_decay", base.weightDecay())).withGradClip(number(json, "grad_clip", base.gradClip()));
            return both ? config.withBeta1(betas.get(0).doubleValue()).withBeta2(betas.get(1).doubleValue()) : config;
        } catch (IllegalArgumentException invalid) {
            throw wrong("has a setting out of range (" + invalid.getMessage() + ")");
        }
    }

    /// All steps, checked against the model.
    List<Step> steps(TrainingConfig config, int vocabSize, int contextLength) throws BadFileException {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : json.get("steps")) {
            String where = "step " + (steps.size() + 1);
            JsonNode batch = step.path("batch");
            if (!batch.isArray() || batch.isEmpty()) {
                throw wrong("has no list 'batch' in " + where);
            }
            int[][] windows = new int[batch.size()][];
            for (int b = 0; b < windows.length; b++) {
                windows[b] = window(batch.get(b), where, vocabSize);
                if (windows[b].length != windows[0].length || windows[b].length < 2 || windows[b].length > contextLength + 1) {
                    throw wrong("has a window of " + windows[b].length + " ids in " + where + ", where 2 to " + (contextLength + 1)
                            + " are possible and all have the same length");
                }
            }
            double rate = number(step, "lr", config.learningRate());
            if (!(rate >= 0) || Double.isInfinite(rate)) {
                throw wrong("has a learning rate out of range in " + where);
            }
            steps.add(new Step(rate, windows));
        }
        return steps;
    }

    private int[] window(JsonNode list, String where, int vocabSize) throws BadFileException {
        if (!list.isArray()) {
            throw wrong("has a window that is no list in " + where);
        }
        int[] ids = new int[list.size()];
        for (int t = 0; t < ids.length; t++) {
            JsonNode id = list.get(t);
            if (!id.isInt() || id.intValue() < 0 || id.intValue() >= vocabSize) {
                throw wrong("has a token id outside the vocabulary of " + vocabSize + " in " + where);
            }
            ids[t] = id.intValue();
        }
        return ids;
    }

    private double number(JsonNode object, String key, double absent) throws BadFileException {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return key.equals("grad_clip") && value.isNull() ? 0 : absent;
        }
        if (!value.isNumber()) {
            throw wrong("has a '" + key + "' that is not a number");
        }
        return value.doubleValue();
    }

    private BadFileException wrong(String problem) {
        return new BadFileException(file, problem, "write it as train --log-batches does");
    }

    /// Writes what [#read] reads.
    static void write(Path file, TrainingConfig config, List<Step> steps) throws BadFileException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("lr", exact(config.learningRate()));
        content.put("betas", List.of(exact(config.beta1()), exact(config.beta2())));
        content.put("eps", exact(config.eps()));
        content.put("weight_decay", exact(config.weightDecay()));
        content.put("grad_clip", exact(config.gradClip()));
        content.put("steps", steps.stream().map(step -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("lr", exact(step.learningRate()));
            object.put("batch", List.of(step.windows()));
            return object;
        }).toList());
        AtomicFile.write(file, FileKind.JSON, out -> Json.write(out, content));
    }

    /// All digits: a replay must see the same number.
    private static BigDecimal exact(double value) {
        return BigDecimal.valueOf(value);
    }
}
