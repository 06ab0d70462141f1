package dev.glassbox.viewmodel;

import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Interventions;
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

/// Activation patching between the shared sentence and a second one: which place of the residual stream carries the answer.
public final class PatchModel implements AutoCloseable {

    private static final Set<ProbePoint> POINTS = Set.of(ProbePoint.RESID_POST, ProbePoint.LOGITS);
    private static final long PACE = 1_000_000_000;
    private static final long PIECE = 25_000_000;

    private final TraceViewModel base;
    private final Interventions bench;
    private final Study<Answer> study;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private boolean active;
    private Object asked;
    private boolean asking;
    private long askedAt;

    /// @param from  the shared sentence, whose activations are put in
    /// @param into  the second sentence
    /// @param token the guess of the shared sentence that is asked for
    /// @param id    its id
    /// @param grid  its probability with one place patched `[layers · T]`; not a number for places not yet tried
    /// @param known so many places have been tried, in reading order
    /// @param plain its probability in the second sentence as it is
    /// @param whole its probability in the shared sentence
    public record Answer(Trace from, Trace into, String token, int id, float[] grid, int known, float plain, float whole) {

        /// Whether all places have been tried.
        public boolean complete() {
            return known == grid.length;
        }
    }

    public PatchModel(Pulse pulse, TraceViewModel base, Worker studies, Warmup warmup) {
        this.base = base;
        bench = new Interventions(warmup);
        study = new Study<>(studies);
        pulse.add(this::refresh);
    }

    /// Only while its page is on the stage is anything computed.
    public void setActive(boolean now) {
        active = now;
        if (now && text.get().isEmpty()) {
            text.set(other(base.getText()));
        }
    }

    /// The same sentence with another animal, as a beginning.
    static String other(String sentence) {
        return sentence.contains("cat") ? sentence.replaceFirst("cat", "dog") : sentence;
    }

    private void refresh(long now) {
        study.answers().take().ifPresent(found -> {
            problem.set("");
            answer.set(found);
            asking = false;
        });
        study.failures().take().ifPresent(why -> {
            asking = false;
            problem.set(why);
            answer.set(null);
        });
        Trace moment = base.getTrace().orElse(null);
        if (!active || moment == null || text.get().isEmpty()) {
            return;
        }
        record Question(Trace trace, String text) {}
        Question question = new Question(moment, text.get());
        boolean typed = !(asked instanceof Question before) || !before.text.equals(question.text) || before.trace.sentence() != moment.sentence();
        Answer last = answer.get();
        boolean unfinished = !typed && last != null && !last.complete();
        if (!question.equals(asked) && (typed || !unfinished && now - askedAt >= PACE)) {
            asked = question;
            askedAt = now;
            asking = true;
            study.ask(() -> further(begin(question.trace, question.text)));
        } else if (unfinished && !asking) {
            asking = true;
            study.ask(() -> further(last));
        }
    }

    private Answer begin(Trace moment, String second) {
        Sentence other;
        try {
            other = Sentence.of(second, moment.snapshot().run().tokenizer(), moment.config().contextLength());
        } catch (UnknownCharacterException unknown) {
            throw new IllegalArgumentException(unknown.getMessage());
        }
        if (other.size() != moment.tokens()) {
            throw new IllegalArgumentException("The second sentence has " + other.size() + " tokens, the shared one " + moment.tokens()
                    + ". Patching puts one position in place of another: change words until both agree.");
        }
        Trace from = bench.look(moment.snapshot(), moment.sentence(), POINTS, Intervention.NONE);
        Trace into = bench.look(moment.snapshot(), other, POINTS, Intervention.NONE);
        int id = from.guesses().getLast().id();
        float[] grid = new float[from.layers() * from.tokens()];
        Arrays.fill(grid, Float.NaN);
        return new Answer(from, into, from.guesses().getLast().label(), id, grid, 0, bench.next(into, id), bench.next(from, id));
    }

    /// One place after the other: of a large model each takes a while, and other questions must not wait for all of them.
    private Answer further(Answer begun) {
        float[] grid = begun.grid.clone();
        int known = begun.known;
        long end = System.nanoTime() + PIECE;
        while (known < grid.length && (known == begun.known || System.nanoTime() < end)) {
            grid[known] = bench.patch(begun.from, begun.into, begun.id, known / begun.from.tokens(), known % begun.from.tokens());
            known++;
        }
        return new Answer(begun.from, begun.into, begun.token, begun.id, grid, known, begun.plain, begun.whole);
    }

    /// The second sentence.
    public StringProperty textProperty() {
        return text;
    }

    /// Null before the first answer and while the sentences do not fit.
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
