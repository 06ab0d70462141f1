package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;
import static dev.glassbox.session.TinyRuns.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeuronScanTest {

    private static WeightSnapshot snapshot(Activation activation) throws InterruptedException {
        RunSpec spec = spec(10);
        ModelConfig model = spec.model().withActivation(activation);
        return trained(new RunSpec("Tiny", spec.corpus(), spec.tokenizer(), model, spec.training(), 7), 3);
    }

    private static NeuronReport whole(NeuronScan scan, WeightSnapshot snapshot) {
        NeuronReport report = scan.next(snapshot, 0);
        while (!report.complete()) {
            report = scan.next(snapshot, 5_000_000);
        }
        return report;
    }

    @Test
    void everyContextHoldsTheActivationItSays() throws InterruptedException {
        WeightSnapshot snapshot = snapshot(Activation.GELU_NEW);
        Warmup warmup = Warmup.none(Kernels.scalar());
        try (NeuronScan scan = new NeuronScan(warmup); Forward forward = new Forward(warmup)) {
            NeuronReport report = whole(scan, snapshot);
            assertEquals(64, report.neurons());
            int[] all = snapshot.run().tokens().train();
            for (int neuron = 0; neuron < 64; neuron += 13) {
                List<NeuronReport.Context> contexts = report.contexts(1, neuron);
                assertEquals(NeuronScan.KEPT, contexts.size());
                for (int i = 1; i < contexts.size(); i++) {
                    assertTrue(contexts.get(i - 1).value() >= contexts.get(i).value(), "the most active place stands first");
                }
            }
            // the largest of the first training window, computed apart, is not above what was found
            float[] post = forward.run(snapshot, snapshot.run().transformer(), Arrays.copyOf(all, 8), Set.of(ProbePoint.MLP_POST))
                    .get(new Trace.Key(ProbePoint.MLP_POST, 1)).values();
            for (int neuron = 0; neuron < 64; neuron++) {
                float largest = Float.NEGATIVE_INFINITY;
                for (int t = 0; t < 8; t++) {
                    largest = Math.max(largest, post[t * 64 + neuron]);
                }
                assertTrue(report.contexts(1, neuron).getFirst().value() >= largest);
            }
        }
    }

    @Test
    void aReluWhoseInputIsNeverAboveZeroIsDead() throws InterruptedException {
        WeightSnapshot born = snapshot(Activation.RELU);
        float[] values = born.values().clone();
        Parameter bias = born.run().transformer().layout().get("h.0.mlp.c_fc.bias");
        values[bias.offset() + 5] = -1000;
        values[bias.offset() + 9] = 1000;
        WeightSnapshot snapshot = new WeightSnapshot(born.run(), born.step(), values, 0);
        try (NeuronScan scan = new NeuronScan(Warmup.none(Kernels.scalar()))) {
            NeuronReport before = whole(scan, born);
            NeuronReport report = whole(scan, snapshot);
            assertEquals(0, report.firing(0, 5));
            assertEquals(1, report.firing(0, 9));
            assertEquals(0, report.contexts(0, 5).getFirst().value());
            assertTrue(report.dead(0) >= 1);
            assertEquals(before.dead(0) + (before.firing(0, 5) > 0 ? 1 : 0) - (before.firing(0, 9) > 0 ? 0 : 1), report.dead(0));
            assertTrue(report.validationTokens() > 0);
        }
    }

    @Test
    void aModelWithoutFeedForwardLayersHasNoNeurons() throws InterruptedException {
        RunSpec spec = spec(10);
        WeightSnapshot snapshot = trained(new RunSpec("Tiny", spec.corpus(), spec.tokenizer(), spec.model().withFfn(false), spec.training(), 7), 1);
        try (NeuronScan scan = new NeuronScan(Warmup.none(Kernels.scalar()))) {
            assertThrows(IllegalArgumentException.class, () -> scan.next(snapshot, 0));
        }
    }

    @Test
    void decidedIsTheStageFromWhichTheLastAnswerStays() throws InterruptedException {
        WeightSnapshot snapshot = trained(spec(60), 40);
        Worker worker = new Worker("test", failure -> fail(failure));
        try (Inspector inspector = new Inspector(worker, Warmup.none(Kernels.scalar()))) {
            inspector.request(snapshot, Sentence.of("the cat", snapshot.run().tokenizer(), 8), Set.of(ProbePoint.RESID_PRE, ProbePoint.RESID_MID, ProbePoint.RESID_POST));
            Trace trace = await(inspector.traces());
            StreamReading reading = StreamReading.of(trace, 0, trace.tokens(), true, Kernels.scalar());
            assertEquals(1 + 2 * 2, reading.stages().size());
            for (int token = 0; token < trace.tokens(); token++) {
                assertEquals(trace.guesses().get(token).id(), reading.stages().getLast().readings().get(token).top());
                assertEquals(trace.guesses().get(token).probability(), reading.stages().getLast().readings().get(token).probabilities().getFirst(), 1e-6);
                int since = reading.decided(token);
                int last = reading.stages().getLast().readings().get(token).top();
                for (int s = since; s < reading.stages().size(); s++) {
                    assertEquals(last, reading.stages().get(s).readings().get(token).top());
                }
                assertTrue(since == 0 || reading.stages().get(since - 1).readings().get(token).top() != last);
            }
        } finally {
            worker.close();
        }
    }
}
