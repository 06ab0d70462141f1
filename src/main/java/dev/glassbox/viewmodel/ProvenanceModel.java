package dev.glassbox.viewmodel;

import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.session.Expression;
import dev.glassbox.session.GradientFlow;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.Place;
import dev.glassbox.session.Provenance;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// One number taken apart: what it was computed from, or who passes gradient to it. Every lens may open a number by its [Place];
/// it follows the moment on screen while it is open.
public final class ProvenanceModel implements AutoCloseable {

    private static final long PACE = 500_000_000;

    private final RunViewModel run;
    private final TraceViewModel base;
    private final Warmup warmup;
    private final Interventions bench;
    private final Study<Answer> study;
    private final Deque<Step> path = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(this, "place");
    private final ReadOnlyBooleanWrapper deeper = new ReadOnlyBooleanWrapper(this, "deeper");
    private final BooleanProperty gradient = new SimpleBooleanProperty(this, "gradient");
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private AttentionChange change = AttentionChange.NOTHING;
    private Object asked;
    private long askedAt;

    // Used by the studies' thread only.
    private Provenance numbers;
    private Trace numbersOf;
    private AttentionChange numbersFor;
    private GradientFlow flow;

    /// What is known about a place.
    ///
    /// @param trace      the moment
    /// @param change     how attention was changed when the number was computed; nothing for the model as it is
    /// @param expression empty when there is none; then `problem` says why
    public record Answer(Trace trace, AttentionChange change, Place place, boolean gradient, Optional<Expression> expression, String problem) {
    }

    private record Step(Place place, boolean gradient) {
    }

    public ProvenanceModel(Pulse pulse, RunViewModel run, TraceViewModel base, Worker studies, Warmup warmup) {
        this.run = run;
        this.base = base;
        this.warmup = warmup;
        bench = new Interventions(warmup);
        study = new Study<>(studies);
        pulse.add(this::refresh);
    }

    /// Numbers are taken apart as they are with this change, so that they are those on screen while one is tried out.
    public void setChange(AttentionChange now) {
        change = now;
    }

    /// Begins with a number.
    public void open(Place wanted) {
        path.clear();
        go(wanted, gradient.get());
    }

    /// One level down; [#back] returns.
    public void follow(Place operand, boolean asGradient) {
        path.push(new Step(place.get(), gradient.get()));
        go(operand, asGradient);
    }

    public void back() {
        if (!path.isEmpty()) {
            Step before = path.pop();
            go(before.place, before.gradient);
        }
    }

    private void go(Place wanted, boolean asGradient) {
        gradient.set(asGradient);
        place.set(wanted);
        deeper.set(!path.isEmpty());
    }

    /// Forgets the number.
    public void shut() {
        path.clear();
        deeper.set(false);
        place.set(null);
        answer.set(null);
        asked = null;
    }

    private void refresh(long now) {
        study.answers().take().filter(found -> found.place.equals(place.get()) && found.gradient == gradient.get()).ifPresent(answer::set);
        study.failures().take().ifPresent(why -> base.getTrace().ifPresent(trace ->
                answer.set(new Answer(trace, change, place.get(), gradient.get(), Optional.empty(), why))));
        Trace moment = base.getTrace().orElse(null);
        if (place.get() == null || moment == null) {
            return;
        }
        record Question(Trace trace, AttentionChange change, Place place, boolean gradient) {}
        Question question = new Question(moment, change, place.get(), gradient.get());
        boolean other = !(asked instanceof Question before) || !before.place.equals(question.place) || before.gradient != question.gradient
                || !before.change.equals(question.change);
        boolean due = other || run.getState() != RunState.RUNNING || now - askedAt >= PACE;
        if (due && !question.equals(asked)) {
            asked = question;
            askedAt = now;
            study.ask(() -> answer(question.trace, question.change, question.place, question.gradient));
        }
    }

    private Answer answer(Trace moment, AttentionChange with, Place wanted, boolean asGradient) {
        if (numbersOf != moment || !with.equals(numbersFor)) {
            numbers = new Provenance(bench.look(moment.snapshot(), moment.sentence(), Provenance.ALL, with.intervention()), with);
            flow = null;
            numbersOf = moment;
            numbersFor = with;
        }
        if (!fits(wanted, moment)) {
            return new Answer(moment, with, wanted, asGradient, Optional.empty(), "The sentence is too short for this number now. Choose another.");
        }
        if (!asGradient) {
            return new Answer(moment, with, wanted, false, Optional.of(numbers.explain(wanted)), "");
        }
        if (moment.tokens() < 2) {
            return new Answer(moment, with, wanted, true, Optional.empty(), "A single token has no next token to be wrong about, so there is no loss.");
        }
        if (!with.nothing()) {
            return new Answer(moment, with, wanted, true, Optional.empty(),
                    "Gradients are those of the model as it is. Take the what-if back, and they are shown here.");
        }
        if (flow == null) {
            flow = GradientFlow.of(numbers, warmup.kernels());
        }
        Optional<Expression> found = flow.explain(wanted);
        return new Answer(moment, with, wanted, true, found, found.isPresent() ? "" : wanted instanceof Place.TokenAt
                ? "A token is no number, so it has no gradient." : "This step in between is not kept in the backward pass. Its operands have gradients.");
    }

    /// Whether the positions in an address exist in this sentence.
    private static boolean fits(Place place, Trace trace) {
        int time = trace.tokens();
        return switch (place) {
            case Place.Cell cell -> trace.config().nLayer() > cell.layer() && (cell.point().axes().equals("HTT")
                    ? cell.index().get(0) < trace.heads() && cell.index().get(1) < time && cell.index().get(2) < time : cell.index().get(0) < time);
            case Place.TokenAt token -> token.position() < time;
            case Place.Unrotated turned -> turned.position() < time;
            case Place.Up up -> up.position() < time;
            case Place.HeadShare share -> share.position() < time && share.head() < trace.heads() && share.layer() < trace.layers();
            case Place.Sum sum -> sum.position() < time;
            case Place.Statistic statistic -> statistic.position() < time;
            case Place.Weight _ -> true;
        };
    }

    /// The number that is taken apart; null for none.
    public ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    /// Whether there is a way back.
    public ReadOnlyBooleanProperty deeperProperty() {
        return deeper.getReadOnlyProperty();
    }

    /// Whether the gradient is asked for instead of the number.
    public BooleanProperty gradientProperty() {
        return gradient;
    }

    /// Null before the first answer; maybe of a moment ago.
    public ReadOnlyObjectProperty<Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    @Override
    public void close() {
        bench.close();
    }
}
