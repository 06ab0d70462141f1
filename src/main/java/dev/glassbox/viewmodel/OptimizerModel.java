package dev.glassbox.viewmodel;

import dev.glassbox.analysis.AdamTrace;
import dev.glassbox.session.FirstGradients;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.LossSlice;
import dev.glassbox.session.Study;
import dev.glassbox.session.TableCsv;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.tensor.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The optimizer lab: one weight's first updates, and a slice of the loss surface with four ways through it.
public final class OptimizerModel implements AutoCloseable {

    /// Where the gradients of the table come from.
    public enum Source { THIS_WEIGHT, CONSTANT, TINY }

    public static final int STEPS = 10;
    private static final double TINY = 1e-4;

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final Warmup warmup;
    private final Worker worker;
    private final Study<FirstGradients> gradients;
    private final Study<Optional<LossSlice>> slices;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile double share;
    private LoadedSpec asked;
    private boolean active;

    private final ReadOnlyObjectWrapper<FirstGradients> first = new ReadOnlyObjectWrapper<>(this, "first");
    private final ReadOnlyObjectWrapper<LossSlice> slice = new ReadOnlyObjectWrapper<>(this, "slice");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", -1);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyObjectWrapper<Parameter> parameter = new ReadOnlyObjectWrapper<>(this, "parameter");
    private final ReadOnlyIntegerWrapper weight = new ReadOnlyIntegerWrapper(this, "weight");
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(this, "source", Source.THIS_WEIGHT);
    private final DoubleProperty learningRate = new SimpleDoubleProperty(this, "learningRate", 0.01);
    private final DoubleProperty beta1 = new SimpleDoubleProperty(this, "beta1", 0.85);
    private final DoubleProperty beta2 = new SimpleDoubleProperty(this, "beta2", 0.99);
    private final BooleanProperty epsilonInside = new SimpleBooleanProperty(this, "epsilonInside");

    public OptimizerModel(Pulse pulse, RunViewModel run, TraceViewModel trace, Warmup warmup, Consumer<Throwable> failures) {
        this.run = run;
        this.trace = trace;
        this.warmup = warmup;
        worker = new Worker("optimizer lab", failures);
        gradients = new Study<>(worker);
        slices = new Study<>(worker);
        run.loadedProperty().addListener((_, _, _) -> onRun());
        pulse.add(_ -> refresh());
    }

    private void onRun() {
        cancel();
        first.set(null);
        slice.set(null);
        asked = null;
        problem.set("");
        run.getLoaded().ifPresent(loaded -> {
            parameter.set(loaded.transformer().layout().parameters().getFirst());
            weight.set(0);
            learningRate.set(loaded.spec().training().learningRate());
            beta1.set(loaded.spec().training().beta1());
            beta2.set(loaded.spec().training().beta2());
        });
    }

    /// A hidden page repeats no steps.
    public void setActive(boolean now) {
        active = now;
    }

    private void refresh() {
        LoadedSpec loaded = run.getLoaded().orElse(null);
        gradients.answers().take().filter(answer -> answer.run() == loaded).ifPresent(answer -> {
            first.set(answer);
            weight.set(answer.largest(parameter.get()));
        });
        gradients.failures().take().ifPresent(problem::set);
        slices.answers().take().ifPresent(answer -> {
            progress.set(-1);
            answer.ifPresent(slice::set);
        });
        slices.failures().take().ifPresent(why -> {
            progress.set(-1);
            problem.set(why);
        });
        if (progress.get() >= 0) {
            progress.set(share);
        }
        if (active && loaded != null && asked != loaded) {
            asked = loaded;
            gradients.ask(() -> FirstGradients.of(loaded, STEPS, warmup));
        }
    }

    /// Cuts the surface at the weights on screen; some seconds on a thread of its own.
    public void cut() {
        WeightSnapshot snapshot = trace.getTrace().map(Trace::snapshot).orElse(null);
        if (snapshot == null || progress.get() >= 0) {
            return;
        }
        cancelled.set(false);
        share = 0;
        progress.set(0);
        problem.set("");
        double base = snapshot.run().spec().training().learningRate();
        slices.ask(() -> Optional.ofNullable(LossSlice.of(snapshot, base, warmup, now -> share = now, cancelled::get)));
    }

    public void cancel() {
        cancelled.set(true);
    }

    /// Opens the weight of a parameter whose gradient is largest in the first step.
    public void open(Parameter wanted) {
        parameter.set(wanted);
        weight.set(first.get() == null ? wanted.offset() : first.get().largest(wanted));
    }

    /// Opens weight number `index` of the parameter.
    public void openWeight(int index) {
        Parameter of = parameter.get();
        weight.set(of.offset() + Math.clamp(index, 0, of.size() - 1));
    }

    /// The updates of the first ten steps; empty while the gradients are not known.
    public List<AdamTrace.Row> rows(boolean corrected) {
        double[] g = new double[STEPS];
        switch (source.get()) {
            case CONSTANT -> Arrays.fill(g, 1);
            case TINY -> Arrays.fill(g, TINY);
            case THIS_WEIGHT -> {
                if (first.get() == null) {
                    return List.of();
                }
                g = first.get().of(weight.get());
            }
        }
        double epsilon = run.getLoaded().map(loaded -> loaded.spec().training().eps()).orElse(1e-8);
        return AdamTrace.of(g, new AdamTrace.Setting(learningRate.get(), beta1.get(), beta2.get(), epsilon, corrected, epsilonInside.get()));
    }

    /// The updates of the weight, and the ways of the four optimizers over the slice if one was cut: all that the page draws, as one table.
    public TableCsv table() {
        List<AdamTrace.Row> with = rows(true);
        List<AdamTrace.Row> without = rows(false);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            AdamTrace.Row row = with.get(i);
            rows.add(Arrays.asList("weight", row.t(), row.g(), row.m(), row.v(), row.mHat(), row.vHat(), row.step(), without.get(i).step(), null, null));
        }
        LossSlice cut = slice.get();
        for (LossSlice.Path path : cut == null ? List.<LossSlice.Path>of() : cut.paths()) {
            for (int t = 0; t < path.x().length; t++) {
                rows.add(Arrays.asList(path.kind().name().toLowerCase(Locale.ROOT), t, null, null, null, null, null, null, null, path.x()[t], path.y()[t]));
            }
        }
        return new TableCsv(List.of("of", "update", "g", "m", "v", "m_hat", "v_hat", "step", "step_without_correction", "x", "y"), rows);
    }

    public List<Parameter> parameters() {
        return run.getLoaded().map(loaded -> loaded.transformer().layout().parameters()).orElse(List.of());
    }

    /// Null until the first ten steps have been made again.
    public ReadOnlyObjectProperty<FirstGradients> firstProperty() {
        return first.getReadOnlyProperty();
    }

    /// Null before the first cut of this run.
    public ReadOnlyObjectProperty<LossSlice> sliceProperty() {
        return slice.getReadOnlyProperty();
    }

    /// 0…1 while a slice is being computed, −1 otherwise.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Why something cannot be had, one sentence; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Parameter> parameterProperty() {
        return parameter.getReadOnlyProperty();
    }

    /// Place of the open weight in file order.
    public ReadOnlyIntegerProperty weightProperty() {
        return weight.getReadOnlyProperty();
    }

    public ObjectProperty<Source> sourceProperty() {
        return source;
    }

    public DoubleProperty learningRateProperty() {
        return learningRate;
    }

    public DoubleProperty beta1Property() {
        return beta1;
    }

    public DoubleProperty beta2Property() {
        return beta2;
    }

    public BooleanProperty epsilonInsideProperty() {
        return epsilonInside;
    }

    @Override
    public void close() {
        cancel();
        worker.close();
    }
}
