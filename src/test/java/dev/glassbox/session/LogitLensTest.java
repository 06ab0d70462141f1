package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.LogitLens;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogitLensTest {
    private static final int[] IDS = {1, 5, 2, 7, 3};

    @ParameterizedTest
    @CsvSource({"LAYERNORM, PRE, true, true", "LAYERNORM, PRE, false, false", "RMSNORM, PRE, true, false", "RMSNORM, POST, true, true",
            "LAYERNORM, POST, true, true", "NONE, PRE, true, true"})
    void afterTheLastBlockItReadsTheModelsOwnLogits(Norm.Kind norm, Norm.Place place, boolean gain, boolean tied) {
        ModelConfig config = ModelConfig.gpt2Style(19, 8, 3, 2, 16).withNorm(norm).withNormPlace(place).withNormGain(gain).withTied(tied).withInitStd(0.3);
        Transformer model = new Transformer(config);
        Parameters weights = new Parameters(model.layout(), new float[model.layout().size()]);
        model.initialize(weights, 3);
        Map<Trace.Key, Trace.Values> seen = new java.util.HashMap<>();
        try (var pool = new dev.glassbox.kernel.RowPool(1)) {
            var work = model.workspace(1, 8, false);
            model.forward(new dev.glassbox.nn.Pass(weights, work, Kernels.scalar(), pool, recorder(seen)), IDS, 1, 5);
        }
        LogitLens lens = new LogitLens(config, weights, Kernels.scalar());
        float[] stream = seen.get(new Trace.Key(ProbePoint.RESID_POST, 2)).values();
        assertArrayEquals(seen.get(new Trace.Key(ProbePoint.LOGITS, -1)).values(), lens.logits(stream, 5));
        float[] logits = lens.logits(stream, 5);
        List<LogitLens.Reading> readings = lens.read(stream, 5, 3);
        for (int row = 0; row < 5; row++) {
            double sum = 0;
            int best = 0;
            for (int v = 0; v < 19; v++) {
                sum += Math.exp(logits[row * 19 + v]);
                best = logits[row * 19 + v] > logits[row * 19 + best] ? v : best;
            }
            LogitLens.Reading reading = readings.get(row);
            assertEquals(best, reading.top());
            assertEquals(Math.exp(logits[row * 19 + best]) / sum, reading.probabilities().getFirst(), 1e-6);
            assertTrue(reading.probabilities().get(0) >= reading.probabilities().get(1) && reading.probabilities().get(1) >= reading.probabilities().get(2));
            double entropy = 0;
            for (int v = 0; v < 19; v++) {
                double p = Math.exp(logits[row * 19 + v]) / sum;
                entropy -= p * Math.log(p);
            }
            assertEquals(entropy, reading.entropy(), 1e-6);
        }
    }

    private static dev.glassbox.nn.Probe recorder(Map<Trace.Key, Trace.Values> seen) {
        Set<ProbePoint> wanted = Set.of(ProbePoint.RESID_POST, ProbePoint.LOGITS);
        return new dev.glassbox.nn.Probe() {
            @Override
            public boolean wants(ProbePoint point, int layer) {
                return wanted.contains(point);
            }

            @Override
            public void record(ProbePoint point, int layer, dev.glassbox.tensor.Tensor values) {
                if (wants(point, layer)) {
                    seen.put(new Trace.Key(point, layer), new Trace.Values(values.copy(), values.shape().dims()));
                }
            }
        };
    }

    @Test
    void withEqualLogitsEveryTokenIsAsLikelyAndTheFirstIsNamed() {
        ModelConfig config = ModelConfig.gpt2Style(7, 4, 1, 1, 4);
        Parameters zero = new Parameters(config.layout(), new float[config.layout().size()]);
        LogitLens.Reading reading = new LogitLens(config, zero, Kernels.scalar()).read(new float[] {1, 2, 3, 4}, 1, 3).getFirst();
        assertEquals(List.of(0, 1, 2), reading.ids());
        assertEquals(1.0 / 7, reading.probabilities().getFirst(), 1e-9);
        assertEquals(Math.log(7), reading.entropy(), 1e-9);
    }
}
