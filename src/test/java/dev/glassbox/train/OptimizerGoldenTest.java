package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.Golden;
import dev.glassbox.nn.Keyed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimizers and schedules against numbers of an independent implementation in float64.
class OptimizerGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"adamw", "adamw-no-bias-correction", "sgd", "momentum", "rmsprop"})
    void weightsAfterEveryStepAreThoseOfTheReference(String name) {
        JsonNode json = Golden.read(name).json();
        for (JsonNode run : json.get("runs")) {
            for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
                check(json, run, kernels);
            }
        }
    }

    private static void check(JsonNode json, JsonNode run, Kernels kernels) {
        float[] w = Golden.floats(json.get("start"));
        TrainingConfig config = TrainingConfig.defaults().withOptimizer(Keyed.parse(OptimizerKind.class, "optimizer", json.get("optimizer").asText()))
                .withBiasCorrection(run.path("bias_correction").asBoolean(true)).withEps(run.path("eps").asDouble(1e-8))
                .withBeta1(run.path("momentum").asDouble(run.path("betas").path(0).asDouble(0.9)))
                .withBeta2(run.path("alpha").asDouble(run.path("betas").path(1).asDouble(0.99)));
        Optimizer optimizer = Optimizer.create(config, w.length);
        for (int step = 0; step < json.get("gradients").size(); step++) {
            float[] g = Golden.floats(json.get("gradients").get(step));
            Optimizer.Update update = new Optimizer.Update(step + 1, run.get("lr").get(step).asDouble(), 1);
            int from = 0;
            for (JsonNode tensor : json.get("tensors")) {
                int to = from;
                int size = 1;
                for (JsonNode dim : tensor.get("shape")) {
                    size *= dim.asInt();
                }
                to += size;
                assertEquals(tensor.get("shape").size() >= 2, tensor.get("decay").asBoolean());
                optimizer.apply(kernels, update, tensor.get("decay").asBoolean() ? run.get("weight_decay").asDouble() : 0, from, to, w, g);
                from = to;
            }
            float[] want = Golden.floats(run.get("after").get(step));
            for (int i = 0; i < w.length; i++) {
                assertEquals(want[i], w[i], 1e-6 + 1e-5 * Math.abs(want[i]), "step " + step + ", weight " + i);
            }
        }
    }

    @Test
    void learningRatesAreThoseOfTheReference() {
        int checked = 0;
        for (JsonNode c : Golden.read("schedule").json().get("cases")) {
            Schedule schedule = Keyed.parse(Schedule.class, "schedule", c.get("schedule").asText());
            for (int step = 0; step < c.get("values").size(); step++) {
                assertEquals(c.get("values").get(step).asDouble(), schedule.rate(step, c.get("learning_rate").asDouble(), c.get("warmup").asInt(),
                        c.get("steps").asInt(), c.get("min_lr").asDouble()), 1e-9, c.get("schedule") + " step " + step);
                checked++;
            }
        }
        assertTrue(checked > 20);
    }
}
