package dev.glassbox.session;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.analysis.Patch;
import dev.glassbox.analysis.Rerun;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.train.Batch;
import dev.glassbox.train.Batcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// Questions of the form "and if this part were different?" about a moment: everything runs over copied weights on the
/// caller's thread. Belongs to one thread.
public final class Interventions implements AutoCloseable {

    /// Windows of the validation text behind one loss.
    public static final int WINDOWS = 32;
    private static final int AT_ONCE = 8;
    /// Tokens there is room for from the beginning.
    private static final int SENTENCE = 64;

    private final Warmup warmup;
    private final SentencePool pool = new SentencePool();
    private final Forward forward;
    private final Bench sentences = new Bench(1);
    private final Bench windows = new Bench(AT_ONCE);
    private Trace asItIsOf;
    private Rerun.Result asItIs;

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
        Rerun again = sentences.of(trace);
        int[] ids = trace.sentence().ids();
        int next = query + 1 < ids.length ? ids[query + 1] : trace.guesses().get(query).id();
        double before = asItIs(trace).probabilities(query)[next];
        return IntStream.of(keys).mapToObj(key -> new EdgeEffect(key, before,
                again.run(ids, Ablation.of(new Ablation.Edge(layer, head, query, key, 0))).probabilities(query)[next])).toList();
    }

    /// Removes parts and reads the sentence again.
    public Removal remove(Trace trace, List<Ablation> parts) {
        Rerun.Result before = asItIs(trace);
        Rerun.Result after = sentences.of(trace).run(trace.sentence().ids(), Ablation.of(parts));
        return new Removal(List.copyOf(parts), before.next(), after.next(), before.loss(), after.loss());
    }

    /// How much the loss on the sentence grows when one head is removed, alone, in nats; for a single token the change of −ln p of its likeliest
    /// next token.
    public double headDamage(Trace trace, int layer, int head) {
        return loss(trace, sentences.of(trace).run(trace.sentence().ids(), Ablation.of(new Ablation.Head(layer, head)))) - loss(trace, asItIs(trace));
    }

    /// The sentence of a trace through the model as it is; a moment is asked about again and again.
    private Rerun.Result asItIs(Trace trace) {
        if (asItIsOf != trace) {
            asItIs = sentences.of(trace).run(trace.sentence().ids(), Intervention.NONE);
            asItIsOf = trace;
        }
        return asItIs;
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
        Rerun again = windows.of(snapshot, time);
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

    /// Puts the residual stream of one sentence into another at one place, and asks for one token after the last.
    ///
    /// @param from where the values come from, with its `RESID_POST`
    /// @param into the sentence that is read; both have as many tokens
    /// @return probability of the token
    public float patch(Trace from, Trace into, int token, int layer, int position) {
        if (into.tokens() != from.tokens()) {
            throw new IllegalArgumentException("Patching needs two sentences of as many tokens: the first has " + from.tokens() + ", the second "
                    + into.tokens() + ". Change words until they agree.");
        }
        int width = from.config().dModel();
        float[] stream = from.get(ProbePoint.RESID_POST, layer).orElseThrow().values();
        float[] row = Arrays.copyOfRange(stream, position * width, (position + 1) * width);
        return sentences.of(into).run(into.sentence().ids(), new Patch(ProbePoint.RESID_POST, layer, position, row)).next()[token];
    }

    /// Probability of a token after the last one of a sentence.
    public float next(Trace trace, int token) {
        return asItIs(trace).next()[token];
    }

    /// Room to run a model in, as large as was needed so far: eight windows of GPT-2's whole context would be gigabytes.
    private final class Bench {
        private final int batch;
        private WeightSnapshot of;
        private Rerun rerun;
        private int room;

        private Bench(int batch) {
            this.batch = batch;
        }

        private Rerun of(Trace trace) {
            return of(trace.snapshot(), trace.tokens());
        }

        private Rerun of(WeightSnapshot snapshot, int time) {
            Transformer model = snapshot.run().transformer();
            if (rerun == null || rerun.model() != model || time > room) {
                room = Math.min(model.config().contextLength(), Math.max(SENTENCE, Integer.highestOneBit(time) * 2));
                rerun = new Rerun(model, snapshot.parameters(), warmup.kernels(), pool.of(model), batch, room);
            } else if (of != snapshot) {
                rerun = rerun.with(snapshot.parameters(), warmup.kernels());
            }
            of = snapshot;
            return rerun;
        }
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
        pool.close();
    }
}
