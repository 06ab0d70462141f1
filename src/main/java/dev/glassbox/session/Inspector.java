package dev.glassbox.session;

import dev.glassbox.model.Transformer;
import dev.glassbox.nn.ProbePoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks inside copied weights: one forward pass over the user's sentence with a recording probe, away from training and
/// away from the window. Of several requests the newest wins.
public final class Inspector implements AutoCloseable {

    /// What the Live lens shows.
    public static final Set<ProbePoint> LIVE = Set.of(ProbePoint.EMBED, ProbePoint.PATTERN, ProbePoint.LOGITS);

    private static final long LARGE = 5_000_000;

    private final Worker worker;
    private final Forward forward;
    private final Mailbox<Trace> traces = new Mailbox<>();
    private final Mailbox<String> failures = new Mailbox<>();

    // Used by the worker's thread only.
    private LoadedSpec run;
    private VocabularyMapper mapper;
    private WeightSnapshot mapped;
    private Optional<VocabularyMap> map = Optional.empty();

    /// @param worker shared with others; not closed by [#close()]
    public Inspector(Worker worker, Warmup warmup) {
        this.worker = worker;
        forward = new Forward(warmup);
    }

    /// The answer arrives in [#traces()], with a map of the vocabulary; a later request replaces one that has not begun.
    public void request(WeightSnapshot snapshot, Sentence sentence, Set<ProbePoint> points) {
        request(snapshot, sentence, points, snapshot.run().transformer());
    }

    /// The same weights in an altered model, for example without the mask: "what if", while training goes on as it is.
    ///
    /// @param model must lay out its weights as the run's own does
    public void request(WeightSnapshot snapshot, Sentence sentence, Set<ProbePoint> points, Transformer model) {
        Forward.requireSameWeights(snapshot, model);
        if (sentence.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to look at in an empty sentence.");
        }
        worker.submit(this, () -> {
            try {
                traces.put(look(snapshot, sentence, points, model));
            } catch (RuntimeException | OutOfMemoryError failure) {
                failures.put("The inside view of step " + snapshot.step() + " could not be computed: " + failure
                        + ". Training is not affected.");
            }
        });
    }

    public Mailbox<Trace> traces() {
        return traces;
    }

    /// One sentence for each request that could not be answered.
    public Mailbox<String> failures() {
        return failures;
    }

    private Trace look(WeightSnapshot snapshot, Sentence sentence, Set<ProbePoint> points, Transformer model) {
        if (run != snapshot.run()) {
            run = snapshot.run();
            mapper = new VocabularyMapper(run);
        }
        Set<ProbePoint> asked = new HashSet<>(points);
        asked.add(ProbePoint.LOGITS);
        Map<Trace.Key, Trace.Values> taken = forward.run(snapshot, model, sentence.ids(), asked);
        float[] logits = taken.get(new Trace.Key(ProbePoint.LOGITS, Trace.OUTSIDE)).values();
        List<Guess> guesses = guesses(run, logits, sentence);
        if (mapped != snapshot) {
            if (run.parameterCount() >= LARGE && (mapped == null || mapped.run() != run)) { // its first map takes a second: what is known is shown meanwhile
                traces.put(new Trace(snapshot, model.config(), sentence, taken, guesses, Optional.empty()));
            }
            map = mapper.map(snapshot);
            mapped = snapshot;
        }
        return new Trace(snapshot, model.config(), sentence, taken, guesses, map);
    }

    static List<Guess> guesses(LoadedSpec run, float[] logits, Sentence sentence) {
        int vocabulary = run.config().vocabSize();
        List<Guess> guesses = new ArrayList<>();
        for (int row = 0; row < sentence.size(); row++) {
            int from = row * vocabulary;
            int best = 0;
            for (int id = 1; id < run.tokenizer().vocabulary().size(); id++) { // a mask is no guess
                best = logits[from + id] > logits[from + best] ? id : best;
            }
            double sum = 0;
            for (int id = 0; id < vocabulary; id++) {
                sum += Math.exp(logits[from + id] - logits[from + best]);
            }
            double logSumExp = logits[from + best] + Math.log(sum);
            boolean last = row == sentence.size() - 1;
            Token next = last ? null : sentence.tokens().get(row + 1);
            guesses.add(new Guess(best, run.tokenizer().vocabulary().label(best), 1 / sum, logits[from + best], logSumExp,
                    last ? "" : next.label(), last ? Double.NaN : Math.exp(logits[from + next.id()] - logSumExp)));
        }
        return guesses;
    }

    @Override
    public void close() {
        forward.close();
    }
}
