package dev.glassbox.viewmodel;

import dev.glassbox.session.Inspector;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.Run;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.TimeMachine;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The sentence at a few moments of the run side by side: keyframes near the steps 0, 1, 3, 10, 30, …, and the newest one.
///
/// Each is read once, one at a time, and only while somebody looks.
public final class FilmModel implements AutoCloseable {

    public static final int MOMENTS = 7;
    private static final int MOST_KEPT = 40;
    private static final long PACE = 1_000_000_000;

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final Inspector inspector;
    private final Map<Integer, Trace> read = new LinkedHashMap<>();
    private LoadedSpec readOf;
    private Sentence readFor;
    private boolean active;
    private boolean waiting;
    private long pickedAt;
    private List<Integer> picked = List.of();

    private final ReadOnlyObjectWrapper<List<Trace>> stills = new ReadOnlyObjectWrapper<>(this, "stills", List.of());

    /// @param worker reads the moments; shared with others
    public FilmModel(Pulse pulse, RunViewModel run, TraceViewModel trace, Worker worker, Warmup warmup) {
        this.run = run;
        this.trace = trace;
        inspector = new Inspector(worker, warmup);
        pulse.add(this::refresh);
    }

    public void setActive(boolean now) {
        active = now;
    }

    private void refresh(long now) {
        LoadedSpec loaded = run.getLoaded().orElse(null);
        Sentence sentence = trace.getSentence();
        inspector.traces().take().ifPresent(arrived -> {
            waiting = false;
            if (arrived.snapshot().run() == readOf && arrived.sentence() == readFor) {
                read.put(arrived.step(), arrived);
                if (read.size() > MOST_KEPT) {
                    read.remove(read.keySet().iterator().next());
                }
                publish();
            }
        });
        if (inspector.failures().take().isPresent()) {
            waiting = false;
        }
        if (!active || loaded == null || sentence.isEmpty()) {
            return;
        }
        if (loaded != readOf || sentence != readFor) {
            readOf = loaded;
            readFor = sentence;
            read.clear();
            picked = List.of();
        }
        if (picked.isEmpty() || now - pickedAt >= PACE) {
            pickedAt = now;
            picked = pick(run.shown().orElseThrow().past());
            publish();
        }
        if (!waiting) {
            picked.stream().filter(step -> !read.containsKey(step)).findFirst().ifPresent(step -> ask(loaded, sentence, step));
        }
    }

    /// The last seven of 0, 1, 3, 10, 30, … and the newest keyframe, each as the keyframe nearest to it.
    private static List<Integer> pick(TimeMachine past) {
        int[] steps = past.steps();
        if (steps.length == 0) {
            return List.of();
        }
        int newest = steps[steps.length - 1];
        TreeSet<Integer> ladder = new TreeSet<>(List.of(past.nearest(0)));
        List<Integer> rungs = new ArrayList<>();
        for (long ten = 1; ten < newest; ten *= 10) {
            rungs.add(past.nearest((int) ten));
            if (3 * ten < newest) {
                rungs.add(past.nearest((int) (3 * ten)));
            }
        }
        rungs.add(newest);
        rungs.stream().distinct().sorted(Comparator.reverseOrder()).limit(MOMENTS - 1L).forEach(ladder::add);
        return List.copyOf(ladder);
    }

    private void ask(LoadedSpec loaded, Sentence sentence, int step) {
        run.shown().map(Run::past).flatMap(past -> past.weights(step)).ifPresent(values -> {
            MetricLog log = run.logProperty().get();
            waiting = true;
            inspector.request(new WeightSnapshot(loaded, step, values, log.lastAt(Metric.VALIDATION_LOSS, log.row(step))), sentence, Inspector.LIVE);
        });
    }

    private void publish() {
        List<Trace> known = picked.stream().filter(read::containsKey).map(read::get).toList();
        if (!known.equals(stills.get())) {
            stills.set(known);
        }
    }

    /// In the order of their steps; those not yet read are missing.
    public ReadOnlyObjectProperty<List<Trace>> stillsProperty() {
        return stills.getReadOnlyProperty();
    }

    @Override
    public void close() {
        inspector.close();
    }
}
