package dev.glassbox.session;

import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// One sequence through copied weights, on the caller's thread, with copies of what is asked for. Belongs to one thread.
public final class Forward implements AutoCloseable {

    private static final int SENTENCE = 64;

    private final Warmup warmup;
    private final SentencePool pool = new SentencePool();
    private Transformer workspaceOf;
    private Workspace workspace;

    public Forward(Warmup warmup) {
        this.warmup = warmup;
    }

    /// @param model lays out its weights as the snapshot's own model does; another one is a "what if"
    /// @param ids at least one, at most a context length
    /// @return without the batch axis, see [ProbePoint]
    /// @throws IllegalArgumentException when the model has other weights than the snapshot
    public Map<Trace.Key, Trace.Values> run(WeightSnapshot snapshot, Transformer model, int[] ids, Set<ProbePoint> points) {
        return run(snapshot, model, ids, points, Intervention.NONE);
    }

    /// The same with values changed on the way; what is recorded is what they were changed to.
    public Map<Trace.Key, Trace.Values> run(WeightSnapshot snapshot, Transformer model, int[] ids, Set<ProbePoint> points,
                                            Intervention change) {
        requireSameWeights(snapshot, model);
        if (workspaceOf != model || ids.length > workspace.maxTime()) {
            // Room for a sentence, not for the whole context: of GPT-2 that would be a gigabyte.
            int room = Math.max(SENTENCE, Integer.highestOneBit(ids.length) * 2);
            workspace = model.workspace(1, Math.min(model.config().contextLength(), room), false);
            workspaceOf = model;
        }
        Recorder recorder = new Recorder(points, new HashMap<>());
        model.forward(new Pass(snapshot.parameters(), workspace, warmup.kernels(), pool.of(model), recorder).withIntervention(change), ids, 1, ids.length);
        return recorder.taken;
    }

    static void requireSameWeights(WeightSnapshot snapshot, Transformer model) {
        if (!model.layout().parameters().equals(snapshot.run().transformer().layout().parameters())) {
            throw new IllegalArgumentException("The altered model has other weights than the run: only switches that keep them can be tried.");
        }
    }

    private record Recorder(Set<ProbePoint> points, Map<Trace.Key, Trace.Values> taken) implements Probe {

        @Override
        public boolean wants(ProbePoint point, int layer) {
            return points.contains(point);
        }

        @Override
        public void record(ProbePoint point, int layer, Tensor values) {
            if (wants(point, layer)) {
                int[] dims = values.shape().dims();
                int batchAxes = values.shape().axes().startsWith("B") ? 1 : 0;
                taken.put(new Trace.Key(point, layer), new Trace.Values(values.copy(), Arrays.copyOfRange(dims, batchAxes, dims.length)));
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
