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
import java.util.OptionalInt;
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

    private final TraceViewModel base;
    private final Interventions bench;
    private final Study<Answer> study;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private boolean active;
    private Object asked;
    private long askedAt;

    /// @param from  the shared sentence, whose activations are put in
    /// @param into  the second sentence
    /// @param token the guess of the shared sentence that is asked for
    /// @param grid  its probability with one place patched `[layers · T]`
    /// @param plain its probability in the second sentence as it is
    /// @param whole its probability in the shared sentence
    public record Answer(Trace from, Trace into, String token, float[] grid, float plain, float whole) {
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
        });
        study.failures().take().ifPresent(why -> {
            problem.set(why);
            answer.set(null);
        });
        Trace moment = base.getTrace().orElse(null);
        if (!active || moment == null || text.get().isEmpty()) {
            return;
        }
        record Question(Trace trace, String text) {}
        Question question = new Question(moment, text.get());
        boolean typed = !(asked instanceof Question before) || !before.text.equals(question.text);
        if (!question.equals(asked) && (typed || now - askedAt >= PACE)) {
            asked = question;
            askedAt = now;
            study.ask(() -> compute(question.trace, question.text));
        }
    }

    private Answer compute(Trace moment, String second) {
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
        float[] found = bench.patch(from, into, OptionalInt.empty(), share -> { });
        int cells = from.layers() * from.tokens();
        return new Answer(from, into, from.guesses().getLast().label(), java.util.Arrays.copyOf(found, cells), found[cells], found[cells + 1]);
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
