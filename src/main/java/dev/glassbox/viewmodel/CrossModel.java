package dev.glassbox.viewmodel;

import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import dev.glassbox.text.UnknownCharacterException;
import java.util.Arrays;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Cross-attention between the shared sentence, which asks, and a second one, which is read: both through the weights of the moment on screen.
public final class CrossModel implements AutoCloseable {

    private static final Set<ProbePoint> POINTS = Set.of(ProbePoint.Q, ProbePoint.K, ProbePoint.V, ProbePoint.LOGITS);
    private static final long PACE = 200_000_000;
    /// Tokens of the run's own text that the second sentence begins with.
    private static final int BEGINNING = 7;

    private final TraceViewModel base;
    private final Interventions bench;
    private final Study<Answer> study;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private boolean active;
    private Trace askedFor;
    private String askedText = "";
    private long askedAt;

    /// Queries are those of `asking`, keys and values those of `read`; both of the same weights.
    public record Answer(Trace asking, Trace read) {
    }

    public CrossModel(Pulse pulse, TraceViewModel base, Worker studies, Warmup warmup) {
        this.base = base;
        bench = new Interventions(warmup);
        study = new Study<>(studies);
        pulse.add(this::refresh);
    }

    /// Only while its page is on the stage is anything computed.
    public void setActive(boolean now) {
        active = now;
    }

    private void refresh(long now) {
        study.answers().take().ifPresent(found -> {
            problem.set("");
            answer.set(found);
        });
        study.failures().take().ifPresent(why -> {
            problem.set(why);
            answer.set(null);
        });
        Trace moment = base.getTrace().orElse(null);
        if (!active || moment == null) {
            return;
        }
        if (text.get().isEmpty() && askedFor == null) {
            text.set(beginning(moment));
        }
        if (text.get().isEmpty()) {
            problem.set("Type a second sentence: its keys and values are read.");
            answer.set(null);
            askedText = "";
            return;
        }
        boolean typed = !askedText.equals(text.get()) || askedFor == null || askedFor.sentence() != moment.sentence();
        if (typed || askedFor != moment && now - askedAt >= PACE) {
            askedFor = moment;
            askedText = text.get();
            askedAt = now;
            String second = askedText;
            study.ask(() -> look(moment, second));
        }
    }

    private Answer look(Trace moment, String second) {
        Sentence other;
        try {
            other = Sentence.of(second, moment.snapshot().run().tokenizer(), moment.config().contextLength());
        } catch (UnknownCharacterException unknown) {
            throw new IllegalArgumentException(unknown.getMessage());
        }
        return new Answer(bench.look(moment.snapshot(), moment.sentence(), POINTS, Intervention.NONE), bench.look(moment.snapshot(), other, POINTS, Intervention.NONE));
    }

    /// A few tokens of the text that is kept for validation, from the beginning of a line or sentence; without a text, the end of the shared sentence.
    static String beginning(Trace moment) {
        LoadedSpec run = moment.snapshot().run();
        int[] own = moment.sentence().ids();
        if (!run.hasText() || run.tokens().validation().length < 4 * BEGINNING) {
            return run.tokenizer().decode(Arrays.copyOfRange(own, own.length / 2, own.length)).strip();
        }
        String[] parts = run.tokenizer().decode(Arrays.copyOf(run.tokens().validation(), Math.min(200, run.tokens().validation().length))).split("(?<=[.!?])\\s+|\\n+");
        String whole = (parts.length > 2 ? parts[1] : parts[0]).strip();
        whole = whole.isEmpty() ? run.tokenizer().decode(Arrays.copyOf(run.tokens().validation(), BEGINNING)).strip() : whole;
        // In the middle of a text its first word stood behind a space; without it, it may be no token of its own.
        return run.tokenizer().encode(" " + whole).size() < run.tokenizer().encode(whole).size() ? " " + whole : whole;
    }

    /// The sentence that is read.
    public StringProperty textProperty() {
        return text;
    }

    /// Null before the first answer and while there is nothing to read.
    public ReadOnlyObjectProperty<Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /// Why there is no answer; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public void close() {
        bench.close();
    }
}
