package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.SchemeRace;
import dev.glassbox.session.Study;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The five small models of the position lab, trained in the background a little at a time; they can be stopped at any moment.
public final class SchemeRaceModel {

    private static final long SLICE = 50_000_000;

    private record Slice(long owner, SchemeRace.Answer answer) {}

    private final RunViewModel run;
    private final Warmup warmup;
    private final Study<Slice> study;
    private SchemeRace race; // made and used by the worker only
    private long owner;

    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyObjectWrapper<SchemeRace.Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    public SchemeRaceModel(Pulse pulse, RunViewModel run, Worker studies, Warmup warmup) {
        this.run = run;
        this.warmup = warmup;
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
            running.set(running.get() && slice.answer.steps() < SchemeRace.STEPS);
            if (running.get()) {
                long mine = owner;
                study.ask(() -> new Slice(mine, race.go(SLICE)));
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
            race = new SchemeRace(loaded, warmup.kernels());
            return new Slice(mine, race.go(SLICE));
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
    public ReadOnlyObjectProperty<SchemeRace.Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    public Optional<SchemeRace.Answer> getAnswer() {
        return Optional.ofNullable(answer.get());
    }

    /// Why the models cannot be trained, one sentence; empty when they can.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
