package dev.glassbox.session;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.analysis.Patch;
import dev.glassbox.analysis.Rerun;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.train.Batch;
import dev.glassbox.train.Batcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// Questions of the form "and if this part were different?" about a moment: everything runs over copied weights on the
/// caller's thread. Belongs to one thread.
public final class Interventions implements AutoCloseable {

    /// Windows of the validation text behind one loss.
    public static final int WINDOWS = 32;
    private static final int AT_ONCE = 8;

    private final Warmup warmup;
    private final RowPool alone = new RowPool(1); // training needs the cores
    private final Forward forward;
    private WeightSnapshot rerunOf;
    private Rerun rerun;

    public Interventions(Warmup warmup) {
        this.warmup = warmup;
        forward = new Forward(warmup);
    }

    /// One edge less.
    ///
    /// @param key    the token that is no longer read
    /// @param before probability of the token after the query as it is
    /// @param after  the same with the edge cut
    public record EdgeEffect(int key, double before, double after) {
    }

    /// A part less.
    ///
    /// @param parts      what was removed
    /// @param before     probabilities after the last token `[V]`
    /// @param after      the same without the parts
    /// @param loss       on the sentence in nats; NaN for a single token
    /// @param lossAfter  the same without the parts
    public record Removal(List<Ablation> parts, float[] before, float[] after, double loss, double lossAfter) {
    }

    /// The sentence of a trace through the same weights, changed on the way.
    public Trace whatIf(Trace base, Set<ProbePoint> points, Intervention change) {
        return look(base.snapshot(), base.sentence(), points, change);
    }

    /// Any sentence through the weights of a moment.
    public Trace look(WeightSnapshot snapshot, Sentence sentence, Set<ProbePoint> points, Intervention change) {
        Transformer model = snapshot.run().transformer();
        Map<Trace.Key, Trace.Values> taken = forward.run(snapshot, model, sentence.ids(), points, change);
        float[] logits = taken.get(new Trace.Key(ProbePoint.LOGITS, Trace.OUTSIDE)).values();
        return new Trace(snapshot, model.config(), sentence, taken, Inspector.guesses(snapshot.run(), logits, sentence), Optional.empty());
    }

    /// What cutting each of some edges of one query does to the probability of the token that follows the query: the
    /// sentence's own next token, or the guess after the last one.
    public List<EdgeEffect> edges(Trace trace, int layer, int head, int query, int... keys) {
        Rerun again = rerun(trace.snapshot());
        int[] ids = trace.sentence().ids();
        int next = query + 1 < ids.length ? ids[query + 1] : trace.guesses().get(query).id();
        double before = again.run(ids, Intervention.NONE).probabilities(query)[next];
        return IntStream.of(keys).mapToObj(key -> new EdgeEffect(key, before,
                again.run(ids, Ablation.of(new Ablation.Edge(layer, head, query, key, 0))).probabilities(query)[next])).toList();
    }

    /// Removes parts and reads the sentence again.
    public Removal remove(Trace trace, List<Ablation> parts) {
        Rerun again = rerun(trace.snapshot());
        int[] ids = trace.sentence().ids();
        Rerun.Result before = again.run(ids, Intervention.NONE);
        Rerun.Result after = again.run(ids, Ablation.of(parts));
        return new Removal(List.copyOf(parts), before.next(), after.next(), before.loss(), after.loss());
    }

    /// How much the loss on the sentence grows when each head is removed, alone `[layers · heads]`, in nats; for a single token the
    /// change of −ln p of its likeliest next token.
    public double[] headDamage(Trace trace, DoubleConsumer progress) {
        Rerun again = rerun(trace.snapshot());
        int[] ids = trace.sentence().ids();
        int heads = trace.heads();
        double[] damage = new double[trace.layers() * heads];
        double before = loss(trace, again.run(ids, Intervention.NONE));
        for (int i = 0; i < damage.length; i++) {
            damage[i] = loss(trace, again.run(ids, Ablation.of(new Ablation.Head(i / heads, i % heads)))) - before;
            progress.accept((i + 1.0) / damage.length);
        }
        return damage;
    }

    private static double loss(Trace trace, Rerun.Result result) {
        return Double.isNaN(result.loss()) ? -Math.log(result.next()[trace.guesses().getLast().id()]) : result.loss();
    }

    /// Mean loss over windows spread evenly over the validation text, in nats; NaN when there is too little text.
    public double validationLoss(WeightSnapshot snapshot, Intervention change, DoubleConsumer progress) {
        LoadedSpec run = snapshot.run();
        if (!run.hasText()) {
            return Double.NaN;
        }
        int[] text = run.tokens().validation();
        int time = Math.min(run.config().contextLength(), text.length - 1);
        if (time < 1) {
            return Double.NaN;
        }
        Batcher batcher = new Batcher(text, time, run.spec().training().objective(), run.config().vocabSize(), run.spec().seed());
        int count = batcher.spreadWindows(WINDOWS);
        Rerun again = rerun(snapshot);
        double sum = 0;
        for (int first = 0; first < count; first += AT_ONCE) {
            int windows = Math.min(AT_ONCE, count - first);
            Batch batch = Batch.empty(windows, time);
            batcher.spread(first, count, batch);
            sum += windows * again.loss(batch.ids(), batch.targets(), windows, time, change);
            progress.accept((double) (first + windows) / count);
        }
        return sum / count;
    }

    /// Puts the residual stream of one sentence into another, place by place, and asks each time for one token after the last.
    ///
    /// @param from   where the values come from
    /// @param into   the sentence that is read; both have as many tokens
    /// @param answer the token asked for; empty for the guess of `from`
    /// @return probability of the answer for each block and position `[layers, T]`, then without a patch in `into`, then in `from`
    public float[] patch(Trace from, Trace into, OptionalInt answer, DoubleConsumer progress) {
        int time = from.tokens();
        if (into.tokens() != time) {
            throw new IllegalArgumentException("Patching needs two sentences of as many tokens: the first has " + time + ", the second "
                    + into.tokens() + ". Change words until they agree.");
        }
        int width = from.config().dModel();
        int token = answer.orElse(from.guesses().getLast().id());
        int[] ids = into.sentence().ids();
        Rerun again = rerun(into.snapshot());
        float[] found = new float[from.layers() * time + 2];
        for (int layer = 0; layer < from.layers(); layer++) {
            float[] stream = from.get(ProbePoint.RESID_POST, layer).orElseThrow().values();
            for (int t = 0; t < time; t++) {
                float[] row = java.util.Arrays.copyOfRange(stream, t * width, (t + 1) * width);
                found[layer * time + t] = again.run(ids, new Patch(ProbePoint.RESID_POST, layer, t, row)).next()[token];
                progress.accept((layer * time + t + 1.0) / (from.layers() * time));
            }
        }
        found[from.layers() * time] = again.run(ids, Intervention.NONE).next()[token];
        found[from.layers() * time + 1] = again.run(from.sentence().ids(), Intervention.NONE).next()[token];
        return found;
    }

    private Rerun rerun(WeightSnapshot snapshot) {
        if (rerunOf != snapshot) {
            Transformer model = snapshot.run().transformer();
            rerun = rerun != null && rerun.model() == model ? rerun.with(snapshot.parameters())
                    : new Rerun(model, snapshot.parameters(), warmup.kernels(), alone, AT_ONCE, model.config().contextLength());
            rerunOf = snapshot;
        }
        return rerun;
    }

    /// The probabilities that changed most or are largest, best first.
    public static List<Integer> mostChanged(Removal removal, int count) {
        List<Integer> ids = new ArrayList<>();
        IntStream.range(0, removal.before().length).boxed()
                .sorted((a, b) -> Float.compare(Math.max(removal.before()[b], removal.after()[b]), Math.max(removal.before()[a], removal.after()[a])))
                .limit(count).forEach(ids::add);
        return ids;
    }

    @Override
    public void close() {
        forward.close();
        alone.close();
    }
}
