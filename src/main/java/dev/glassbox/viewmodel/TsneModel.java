package dev.glassbox.viewmodel;

import dev.glassbox.analysis.Tsne;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.Study;
import dev.glassbox.session.Worker;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// A t-SNE map that grows in the background, a few steps at a time, and can be stopped at any of them. It follows the vectors of
/// another moment from where it is, unless there are too many points for that beside the training.
public final class TsneModel {

    /// More points are not followed by themselves: an iteration takes time with their square.
    public static final int FOLLOWED = 600;

    private static final long SLICE = 60_000_000;
    private static final long FOLLOWING_SLICE = 4_000_000;
    /// Iterations after which the map of another moment has settled.
    private static final int SETTLING = 150;

    /// @param owner which run of t-SNE this is a moment of
    private record Slice(long owner, int steps, EmbeddingMap map) {}

    private final Study<Slice> study;
    private final IntegerProperty perplexity = new SimpleIntegerProperty(this, "perplexity", 15);
    private final IntegerProperty seed = new SimpleIntegerProperty(this, "seed", 1);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyIntegerWrapper steps = new ReadOnlyIntegerWrapper(this, "steps");
    private final ReadOnlyObjectWrapper<EmbeddingMap> map = new ReadOnlyObjectWrapper<>(this, "map");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private long owner;
    private EmbeddingMap of;
    private Tsne tsne; // made and stepped by the worker only, one slice after the other
    private EmbeddingMap tsneOf;
    private int until;
    private boolean stopped;

    public TsneModel(Pulse pulse, Worker studies) {
        study = new Study<>(studies);
        pulse.add(_ -> refresh());
    }

    /// Begins anew with the vectors of a map, for so many steps as are usual.
    public void start(EmbeddingMap vectors) {
        owner++;
        of = vectors;
        until = Tsne.USUAL_STEPS;
        stopped = false;
        steps.set(0);
        problem.set("");
        running.set(true);
        long mine = owner;
        int wanted = perplexity.get();
        int from = seed.get();
        study.ask(() -> {
            tsne = new Tsne(vectors.rows(), vectors.size(), vectors.width(), 2, wanted, from);
            tsneOf = vectors;
            return slice(mine, vectors, Tsne.USUAL_STEPS);
        });
    }

    /// Leads the map on to the same points at another moment, or begins anew with other points. One that was stopped stays, as long as the
    /// points do.
    public void follow(EmbeddingMap vectors) {
        if (of == null || !of.points().equals(vectors.points())) {
            start(vectors);
            return;
        }
        if (of == vectors || stopped || vectors.size() > FOLLOWED) {
            return;
        }
        of = vectors;
        boolean resting = steps.get() >= until;
        until = Math.max(until, steps.get() + SETTLING);
        if (resting) {
            ask();
        }
    }

    private void ask() {
        long mine = owner;
        EmbeddingMap vectors = of;
        int end = until;
        study.ask(() -> slice(mine, vectors, end));
    }

    private Slice slice(long mine, EmbeddingMap vectors, int last) {
        if (tsneOf != vectors) {
            tsne.move(vectors.rows());
            tsneOf = vectors;
        }
        long end = System.nanoTime() + (tsne.stepsDone() < Tsne.USUAL_STEPS ? SLICE : FOLLOWING_SLICE);
        do {
            tsne.step();
        } while (System.nanoTime() < end && tsne.stepsDone() < last);
        return new Slice(mine, tsne.stepsDone(), placed(vectors, tsne.coords()));
    }

    static EmbeddingMap placed(EmbeddingMap vectors, float[] places) {
        return new EmbeddingMap(vectors.step(), vectors.points(), vectors.rows(), vectors.width(), places, new float[0], vectors.mean(), new double[2],
                vectors.of(), vectors.title(), vectors.neighbours());
    }

    /// Keeps the map as far as it has come.
    public void cancel() {
        stopped = true;
        running.set(false);
    }

    private void refresh() {
        study.failures().take().ifPresent(why -> {
            problem.set(why);
            stopped = true;
            running.set(false);
        });
        study.answers().take().filter(slice -> slice.owner == owner).ifPresent(slice -> {
            steps.set(slice.steps);
            map.set(slice.map);
            running.set(running.get() && slice.steps < Tsne.USUAL_STEPS);
            if (!stopped && slice.steps < until) {
                ask();
            }
        });
    }

    /// How many neighbours of each point count; for the next start.
    public IntegerProperty perplexityProperty() {
        return perplexity;
    }

    /// Of the first places; for the next start.
    public IntegerProperty seedProperty() {
        return seed;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// Steps done: [Tsne#USUAL_STEPS], and more while it follows.
    public ReadOnlyIntegerProperty stepsProperty() {
        return steps.getReadOnlyProperty();
    }

    /// Null before the first slice.
    public ReadOnlyObjectProperty<EmbeddingMap> mapProperty() {
        return map.getReadOnlyProperty();
    }

    public Optional<EmbeddingMap> getMap() {
        return Optional.ofNullable(map.get());
    }

    /// Why there is no map, one sentence; empty when there is.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
