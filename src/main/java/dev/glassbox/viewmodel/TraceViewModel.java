package dev.glassbox.viewmodel;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.Guess;
import dev.glassbox.session.Inspector;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunCommand;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.Token;
import dev.glassbox.session.Trace;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.text.UnknownCharacterException;
import dev.glassbox.text.Vocabulary;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The shared sentence and what the model makes of it at the shown step.
///
/// Weights are copied only after the previous trace was shown, and at most five or ten times a second; a changed sentence is looked at again at once,
/// with the copy at hand.
public final class TraceViewModel {

    /// Ten a second for a lens that looks into one block or head; half as many for the others, which paint the whole model and leave
    /// training its speed.
    private static final long INSIDE_PACE = 100_000_000;
    private static final long PACE = 200_000_000;

    private final RunViewModel run;
    private final SelectionModel selection;
    private final SamplingViewModel sampling;
    private final Inspector inspector;
    private final CounterRandom dice;
    private boolean edited;
    private WeightSnapshot snapshot;
    private WeightSnapshot pinned;
    private boolean snapshotAsked;
    private boolean traceAsked;
    private long askedAt;
    private String addedTo;
    private float[] drawnFrom;
    private Set<ProbePoint> points = Inspector.LIVE;

    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");
    private final ReadOnlyObjectWrapper<Sentence> sentence = new ReadOnlyObjectWrapper<>(this, "sentence", Sentence.EMPTY);
    private final ReadOnlyObjectWrapper<Trace> trace = new ReadOnlyObjectWrapper<>(this, "trace");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");

    public TraceViewModel(Pulse pulse, RunViewModel run, SelectionModel selection, SamplingViewModel sampling, Inspector inspector, long seed) {
        this.run = run;
        this.selection = selection;
        this.sampling = sampling;
        this.inspector = inspector;
        dice = CounterRandom.of(seed, "next token");
        run.loadedProperty().addListener((_, _, now) -> onRun(now));
        // Also before the next trace is asked for: a pulse that only paints a new loss hands the whole window over for it.
        run.holdNewsWhile(() -> pinned == null && !sentence.get().isEmpty() && inspector.traces().isEmpty());
        pulse.add(this::refresh);
    }

    /// Tokenizes at once; what the tokenizer does not know leaves the old tokens and says so in [#errorProperty].
    public void setSentence(String wanted) {
        edited = true;
        text.set(wanted);
        addedTo = null;
        run.getLoaded().ifPresent(this::tokenize);
    }

    /// What every trace from now on holds beside embeddings, patterns and logits; looks again when that is more than before.
    public void setPoints(Set<ProbePoint> wanted) {
        Set<ProbePoint> all = new HashSet<>(Inspector.LIVE);
        all.addAll(wanted);
        boolean more = !points.containsAll(all);
        points = Set.copyOf(all);
        if (more) {
            look();
        }
    }

    /// Shows these weights, and no newer ones, until [#unpin] or another run: a past step.
    public void pin(WeightSnapshot weights) {
        if (pinned != weights) {
            pinned = weights;
            look();
        }
    }

    public boolean isPinned() {
        return pinned != null;
    }

    /// Follows training again.
    public void unpin() {
        if (pinned != null) {
            pinned = null;
            askedAt = 0;
            look();
        }
    }

    /// Draws one token after the sentence, under the sampling settings, and appends it.
    public void addNextToken() {
        Trace current = trace.get();
        if (current == null || current.sentence() != sentence.get() || !error.get().isEmpty()) {
            return;
        }
        String before = text.get();
        append(before, current.logits(current.tokens() - 1));
    }

    /// Takes the token back that was added last and draws again in its place; adds one when none was added.
    public void rollAgain() {
        if (addedTo == null) {
            addNextToken();
        } else {
            append(addedTo, drawnFrom);
        }
    }

    private void append(String before, float[] logits) {
        LoadedSpec loaded = run.getLoaded().orElseThrow();
        Vocabulary vocabulary = loaded.tokenizer().vocabulary();
        // A part of a character cannot be appended to a text; an untrained model would draw one half of the time.
        float[] whole = logits.clone();
        for (int id = 0; id < whole.length; id++) {
            if (!vocabulary.wholeText(id)) {
                whole[id] = Float.NEGATIVE_INFINITY;
            }
        }
        Sampler.Config config = new Sampler.Config(sampling.getTemperature(), sampling.getTopK(), sampling.getTopP());
        int id = Sampler.draw(Sampler.distribution(whole, config), dice.nextDouble());
        setSentence(before + vocabulary.text(id));
        addedTo = before;
        drawnFrom = logits;
    }

    private void onRun(LoadedSpec now) {
        snapshot = null;
        pinned = null;
        snapshotAsked = false;
        traceAsked = false;
        askedAt = 0;
        addedTo = null;
        trace.set(null);
        inspector.traces().take();
        selection.setModel(now.transformer().config().nLayer(), now.transformer().config().nHead());
        if (!edited) {
            text.set(now.prompt());
        }
        tokenize(now);
        if (edited && !error.get().isEmpty()) { // the user's sentence means nothing to the new run
            edited = false;
            text.set(now.prompt());
            tokenize(now);
        }
    }

    private void tokenize(LoadedSpec loaded) {
        try {
            Sentence next = Sentence.of(text.get(), loaded.tokenizer(), loaded.transformer().config().contextLength());
            error.set("");
            note.set(next.cut() == 0 ? "" : String.format(Locale.ROOT,
                    "The model sees the last %d tokens. %,d earlier %s outside its context.", next.size(), next.cut(), next.cut() == 1 ? "one is" : "ones are"));
            selection.setTokens(next.size());
            sentence.set(next);
            look();
        } catch (UnknownCharacterException unknown) {
            error.set(unknown.getMessage());
        }
    }

    private void refresh(long now) {
        Run shown = run.shown().orElse(null);
        if (shown == null || run.getLoaded().isEmpty()) {
            return;
        }
        inspector.traces().take().ifPresent(this::show);
        inspector.failures().take().ifPresent(why -> {
            traceAsked = false;
            note.set(why);
        });
        shown.snapshots().take().ifPresent(copy -> {
            snapshotAsked = false;
            snapshot = copy;
            if (pinned == null) {
                look();
            }
        });
        // While it trains a copy is behind as soon as it is made; news of the run's step come no more often than copies are asked for.
        boolean running = run.getState() == RunState.RUNNING;
        boolean behind = running || snapshot == null || snapshot.step() != run.getStep();
        long pace = points.size() > Inspector.LIVE.size() ? INSIDE_PACE : PACE;
        boolean due = !running || now - askedAt >= pace;
        if (pinned == null && behind && due && !snapshotAsked && !traceAsked) {
            snapshotAsked = true;
            // So many on average: pulses do not fall on tenths of a second.
            askedAt = running && now - askedAt < 2 * pace ? askedAt + pace : now;
            shown.send(new RunCommand.TakeSnapshot());
        }
    }

    private void look() {
        WeightSnapshot weights = pinned == null ? snapshot : pinned;
        if (weights != null && !sentence.get().isEmpty()) {
            traceAsked = true;
            inspector.request(weights, sentence.get(), points);
        }
    }

    private void show(Trace arrived) {
        if (arrived.snapshot().run() != run.getLoaded().orElse(null)) {
            return; // of the run before
        }
        if (pinned != null && arrived.snapshot() != pinned) {
            return; // of a moment that was left
        }
        if (arrived.sentence() == sentence.get()) {
            traceAsked = false;
            trace.set(arrived);
        }
    }

    /// The shared sentence as typed.
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    public String getText() {
        return text.get();
    }

    /// Its tokens as the model sees them.
    public ReadOnlyObjectProperty<Sentence> sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    public Sentence getSentence() {
        return sentence.get();
    }

    public List<Token> getTokens() {
        return sentence.get().tokens();
    }

    /// Null before the first; of a moment ago while the sentence is being edited, so compare `trace.sentence()` when it matters.
    public ReadOnlyObjectProperty<Trace> traceProperty() {
        return trace.getReadOnlyProperty();
    }

    public Optional<Trace> getTrace() {
        return Optional.ofNullable(trace.get());
    }

    /// The model's most likely token after the sentence.
    public Optional<Guess> getNextGuess() {
        return getTrace().filter(t -> t.sentence() == sentence.get()).map(t -> t.guesses().getLast());
    }

    /// Why the text cannot be tokenized; empty when all is well.
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// What is outside the context; empty when nothing is.
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
