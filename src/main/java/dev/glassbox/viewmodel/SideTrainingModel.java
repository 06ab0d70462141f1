package dev.glassbox.viewmodel;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.SideTraining;
import dev.glassbox.session.Study;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import java.util.Optional;
import java.util.function.BiFunction;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Small models of their own, trained in the background a little at a time; they can be stopped at any moment.
///
/// @param <A> what is known of them so far
public final class SideTrainingModel<A extends SideTraining.Progress> {

    private static final long SLICE = 50_000_000;

    private record Slice<A>(long owner, A answer) {}

    private final RunViewModel run;
    private final Warmup warmup;
    private final BiFunction<LoadedSpec, Kernels, SideTraining<A>> maker;
    private final Study<Slice<A>> study;
    private SideTraining<A> training; // made and used by the worker only
    private long owner;

    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyObjectWrapper<A> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    /// @param maker of the models, with the text and the seed of the run it is given; says in the sentence of an `IllegalArgumentException` why there are none
    public SideTrainingModel(Pulse pulse, RunViewModel run, Worker studies, Warmup warmup, BiFunction<LoadedSpec, Kernels, SideTraining<A>> maker) {
        this.run = run;
        this.warmup = warmup;
        this.maker = maker;
        study = new Study<>(studies);
        run.loadedProperty().subscribe(now -> {
            stop();
            owner++;
            answer.set(null);
            problem.set("");
        });
        pulse.add(_ -> refresh());
    }

    private void refresh() {
        study.failures().take().ifPresent(why -> {
            problem.set(why);
            running.set(false);
        });
        study.answers().take().filter(slice -> slice.owner == owner).ifPresent(slice -> {
            answer.set(slice.answer);
            running.set(running.get() && !slice.answer.done());
            if (running.get()) {
                long mine = owner;
                study.ask(() -> new Slice<>(mine, training.go(SLICE)));
            }
        });
    }

    /// Begins anew with the text and the seed of the run on screen.
    public void start() {
        LoadedSpec loaded = run.getLoaded().orElse(null);
        if (loaded == null) {
            return;
        }
        owner++;
        long mine = owner;
        answer.set(null);
        problem.set("");
        running.set(true);
        study.ask(() -> {
            training = maker.apply(loaded, warmup.kernels());
            return new Slice<>(mine, training.go(SLICE));
        });
    }

    /// Keeps what was measured.
    public void stop() {
        running.set(false);
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// Null before the first slice.
    public ReadOnlyObjectProperty<A> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    public Optional<A> getAnswer() {
        return Optional.ofNullable(answer.get());
    }

    /// Why the models cannot be trained, one sentence; empty when they can.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
