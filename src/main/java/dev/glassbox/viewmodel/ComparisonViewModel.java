package dev.glassbox.viewmodel;

import dev.glassbox.sample.Sampler;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.Diary;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.Experiment;
import dev.glassbox.session.GradientLog;
import dev.glassbox.session.Inspector;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.MetricCsv;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.Replayer;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunCommand;
import dev.glassbox.session.RunFrame;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Study;
import dev.glassbox.session.Switch;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.session.WritingLoss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

/// Run A on screen and a run B beside it that differs in as little as possible: same seed, same batches, tied step for step.
///
/// An experiment of the catalogue opens both afresh. A switch of one's own starts only B; it catches up with A while A waits. Curves of
/// earlier B's against the same A are kept on the chart.
public final class ComparisonViewModel implements AutoCloseable {

    /// How far run B is.
    public enum Phase { NONE, OPENING_A, LOADING_B, READY }

    /// What somebody thinks before anything moves: which run ends with the lower training loss.
    public enum Bet { A_LOWER, LEVEL, B_LOWER }

    /// A curve of an earlier run B.
    ///
    /// @param label the switch and its position
    /// @param loss smoothed training loss at its end, in nats
    public record Kept(String label, LossCurve.Points points, double loss) {}

    /// A switch that would be the second one to differ.
    public record Doubt(Switch what, String choice) {}

    /// Losses nearer to each other than this count as level, in nats.
    public static final double LEVEL = 0.03;

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final SamplingViewModel sampling;
    private final DiaryViewModel diary;
    private final MomentViewModel moment;
    private final Replayer replayer;
    private final Function<RunSpec, Run> runs;
    private final Inspector inspector;
    private final Diary diaryA;
    private final Diary diaryB;
    private final WritingGap writing;
    private final Study<String> saving;
    private SecondRun second;
    private RunSpec awaited;
    private Run leader;
    private boolean touched;
    private boolean active;
    private MetricSeries normsA;
    private String keptLabel = "";
    private RunSpec own; // a run B that is more than turned switches

    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(this, "phase", Phase.NONE);
    private final ReadOnlyObjectWrapper<Experiment> experiment = new ReadOnlyObjectWrapper<>(this, "experiment");
    private final ReadOnlyObjectWrapper<Map<Switch, String>> changed = new ReadOnlyObjectWrapper<>(this, "changed", Map.of());
    private final ReadOnlyObjectWrapper<Doubt> doubt = new ReadOnlyObjectWrapper<>(this, "doubt");
    private final ReadOnlyObjectWrapper<RunSpec> specB = new ReadOnlyObjectWrapper<>(this, "specB");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyObjectWrapper<RunFrame> frame = new ReadOnlyObjectWrapper<>(this, "frame");
    private final ReadOnlyObjectWrapper<LossCurve.Points> points = new ReadOnlyObjectWrapper<>(this, "points", LossCurve.Points.NONE);
    private final ReadOnlyObjectWrapper<Trace> traceB = new ReadOnlyObjectWrapper<>(this, "traceB");
    private final ReadOnlyObjectWrapper<DiaryLine> sampleA = new ReadOnlyObjectWrapper<>(this, "sampleA");
    private final ReadOnlyObjectWrapper<DiaryLine> sampleB = new ReadOnlyObjectWrapper<>(this, "sampleB");
    private final ReadOnlyIntegerWrapper behind = new ReadOnlyIntegerWrapper(this, "behind");
    private final ObjectProperty<Bet> bet = new SimpleObjectProperty<>(this, "bet");
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper(this, "saved", "");
    private final KeptCurves kept = new KeptCurves();

    /// @param runs makes a run that is not yet started
    /// @param worker looks inside; `studies` answers what may take longer, `replays` computes past steps again
    public ComparisonViewModel(Pulse pulse, RunViewModel run, TraceViewModel trace, SamplingViewModel sampling, DiaryViewModel diary,
            MomentViewModel moment, Function<RunSpec, Run> runs, Worker worker, Worker studies, Worker replays, Warmup warmup) {
        this.run = run;
        this.trace = trace;
        this.sampling = sampling;
        this.diary = diary;
        this.moment = moment;
        replayer = new Replayer(replays, warmup);
        this.runs = runs;
        inspector = new Inspector(worker, warmup);
        diaryA = new Diary(studies, warmup);
        diaryB = new Diary(studies, warmup);
        writing = new WritingGap(studies, warmup);
        saving = new Study<>(studies);
        run.loadedProperty().addListener((_, _, now) -> onRun());
        for (var setting : List.of(run.learningRateProperty(), run.batchSizeProperty(), run.weightDecayProperty(), run.gradClipProperty())) {
            setting.addListener((_, _, _) -> touched |= run.getLoaded().isPresent() && leader == null && !asPlanned());
        }
        pulse.add(this::refresh);
    }

    /// Opens both runs of an experiment at step 0; they wait for Play.
    public void start(Experiment wanted, String choice) {
        boolean sameA = wanted.equals(experiment.get()) && leader != null && specA().filter(wanted.base()::equals).isPresent() && !touched;
        if (!sameA) {
            closeB();
            kept.clear();
        }
        own = null;
        experiment.set(wanted);
        doubt.set(null);
        bet.set(sameA ? bet.get() : null);
        changed.set(Map.of(wanted.what(), choice));
        begin(wanted.base(), wanted.variant(choice), !sameA && !freshA(wanted.base()));
    }

    /// Gives run B another position of a switch than run A has; the position run A has takes the switch back.
    public void change(Switch what, String choice) {
        RunSpec a = specA().orElse(null);
        if (a == null) {
            return;
        }
        if (own != null) {
            changeOwn(what, choice);
            return;
        }
        Map<Switch, String> wanted = new LinkedHashMap<>(changed.get());
        wanted.remove(what);
        if (!choice.equals(what.value(a))) {
            wanted.put(what, choice);
        }
        if (wanted.size() > 1 && wanted.size() > changed.get().size() && changed.get().size() == 1) {
            doubt.set(new Doubt(what, choice));
            return;
        }
        changeTo(a, wanted);
    }

    /// Puts a run of one's own beside run A; it may differ in anything.
    public void compareWith(RunSpec wanted) {
        RunSpec a = specA().orElse(null);
        if (a == null) {
            return;
        }
        if (a.differences(wanted).isEmpty()) {
            problem.set("Run B would be the same as run A. Change something in the run menu first.");
            return;
        }
        Map<Switch, String> different = new LinkedHashMap<>();
        for (Switch each : Switch.values()) {
            if (!each.value(a).equals(each.value(wanted))) {
                different.put(each, each.value(wanted));
            }
        }
        experiment.set(null);
        doubt.set(null);
        bet.set(null);
        start(a, wanted, different, wanted);
    }

    /// Changes two things although the cause will be unclear.
    public void changeBoth() {
        Doubt asked = doubt.get();
        if (asked != null) {
            Map<Switch, String> wanted = new LinkedHashMap<>(changed.get());
            wanted.put(asked.what, asked.choice);
            specA().ifPresent(a -> changeTo(a, wanted));
        }
    }

    /// Changes only the switch asked about last.
    public void changeOnlyThat() {
        Doubt asked = doubt.get();
        if (asked != null) {
            specA().ifPresent(a -> changeTo(a, Map.of(asked.what, asked.choice)));
        }
    }

    /// A run B of one's own keeps everything else.
    private void changeOwn(Switch what, String choice) {
        RunSpec b;
        try {
            b = what.set(own, choice);
        } catch (IllegalArgumentException told) {
            problem.set(told.getMessage());
            return;
        }
        if (specA().orElseThrow().differences(b).isEmpty()) {
            removeB();
        } else {
            compareWith(b);
        }
    }

    private void changeTo(RunSpec a, Map<Switch, String> wanted) {
        doubt.set(null);
        if (wanted.isEmpty()) {
            removeB();
            return;
        }
        RunSpec b = a;
        try {
            for (Map.Entry<Switch, String> each : wanted.entrySet()) {
                b = each.getKey().set(b, each.getValue());
            }
        } catch (IllegalArgumentException told) {
            problem.set(told.getMessage());
            return;
        }
        boolean ofExperiment = experiment.get() != null && wanted.size() == 1 && wanted.containsKey(experiment.get().what())
                && a.equals(experiment.get().base());
        if (!ofExperiment) {
            experiment.set(null);
        }
        start(a, b, wanted, null);
    }

    private void start(RunSpec a, RunSpec b, Map<Switch, String> different, RunSpec ownB) {
        own = ownB;
        changed.set(java.util.Collections.unmodifiableMap(new LinkedHashMap<>(different)));
        begin(a, b, touched || run.shown().orElseThrow().firstStep() > 0); // a branch or a saved model did not begin where B begins
    }

    private void begin(RunSpec a, RunSpec b, boolean reopenA) {
        if (a.corpus() instanceof CorpusSource.None) {
            problem.set("This model came without the text it learned from, so no run B can be trained beside it. Choose a text in the run menu.");
            changed.set(Map.of());
            own = null;
            return;
        }
        problem.set("");
        keep();
        closeB();
        specB.set(b);
        if (reopenA) {
            kept.clear(); // curves compare only against one run A
            awaited = a;
            phase.set(Phase.OPENING_A);
            run.open(a, false);
        } else {
            openB();
        }
    }

    /// Whether run A already is what an experiment needs, untouched at step 0.
    private boolean freshA(RunSpec base) {
        return run.getLoaded().map(LoadedSpec::spec).filter(base::equals).isPresent() && run.getStep() == 0 && run.getState() == RunState.PAUSED && !touched;
    }

    private boolean asPlanned() {
        var training = run.getLoaded().orElseThrow().spec().training();
        return run.learningRateProperty().get() == training.learningRate() && run.batchSizeProperty().get() == training.batchSize()
                && run.weightDecayProperty().get() == training.weightDecay() && run.gradClipProperty().get() == training.gradClip();
    }

    private void openB() {
        phase.set(Phase.LOADING_B);
        leader = run.shown().orElseThrow();
        RunSpec a = specA().orElseThrow();
        RunSpec b = specB.get();
        normsA = new MetricSeries(leader.log(), Metric.GRAD_NORM);
        second = new SecondRun(leader, runs.apply(b), shared(a, b), inspector, diaryA, diaryB, replayer);
    }

    /// What reaches B when it is changed in A: not the setting in which they differ.
    private static Predicate<RunCommand> shared(RunSpec a, RunSpec b) {
        return command -> switch (command) {
            case RunCommand.SetLearningRate _ -> a.training().learningRate() == b.training().learningRate();
            case RunCommand.SetBatchSize _ -> a.training().batchSize() == b.training().batchSize();
            case RunCommand.SetWeightDecay _ -> a.training().weightDecay() == b.training().weightDecay();
            case RunCommand.SetGradClip _ -> a.training().gradClip() == b.training().gradClip();
            case RunCommand.SetDropout _ -> a.training().dropout() == b.training().dropout();
            default -> false;
        };
    }

    /// Ends run B; its curve goes too.
    public void removeB() {
        closeB();
        kept.clear();
        experiment.set(null);
        changed.set(Map.of());
        doubt.set(null);
        own = null;
        specB.set(null);
        problem.set("");
        bet.set(null);
        phase.set(Phase.NONE);
    }

    /// Takes a kept curve off the chart.
    public void forget(Kept curve) {
        kept.forget(curve);
    }

    private void keep() {
        if (second != null) {
            kept.keep(keptLabel, label(), second.points(), second.smoothed());
        }
    }

    private void closeB() {
        if (second != null) {
            second.close();
            second = null;
        }
        leader = null;
        frame.set(null);
        points.set(LossCurve.Points.NONE);
        traceB.set(null);
        sampleA.set(null);
        sampleB.set(null);
        writing.forget();
        behind.set(0);
        keptLabel = label();
    }

    private void onRun() {
        touched = false;
        if (awaited == null && leader != null && run.shown().orElse(null) != leader) {
            removeB(); // somebody opened another run A
        }
    }

    /// A hidden lens looks at nothing; run B trains on.
    public void setActive(boolean now) {
        active = now;
    }

    private void refresh(long now) {
        saving.answers().take().ifPresent(saved::set);
        saving.failures().take().ifPresent(saved::set);
        if (phase.get() == Phase.OPENING_A) {
            awaitA();
        }
        if (second == null) {
            return;
        }
        if (second.read()) {
            onFrame(second.frame().orElseThrow());
        }
        if (second == null) {
            return;
        }
        second.lengthenTo(run.lastStepProperty().get());
        behind.set(second.behind());
        Trace shown = trace.getTrace().orElse(null);
        if (active && shown != null && phase.get() == Phase.READY) {
            Sampler.Config config = new Sampler.Config(sampling.getTemperature(), sampling.getTopK(), sampling.getTopP());
            if (second.look(shown, moment.isLive(), config, diary.promptProperty().get(), now)) {
                traceB.set(second.trace());
                sampleA.set(second.lineA());
                sampleB.set(second.lineB());
            }
            writing.measure(shown, second.snapshot());
        }
    }

    private void awaitA() {
        boolean arrived = run.getLoaded().map(LoadedSpec::spec).filter(awaited::equals).isPresent() && !run.loadingProperty().get();
        if (arrived) {
            awaited = null;
            openB();
        } else if (!run.loadingProperty().get()) { // it could not be opened, or somebody opened another one meanwhile
            awaited = null;
            String why = run.noticeProperty().get();
            removeB();
            problem.set(why);
        }
    }

    private void onFrame(RunFrame news) {
        if (news.state() == RunState.LOADING) {
            return;
        }
        if (second.run().loaded().isEmpty()) {
            String why = news.failure();
            closeB();
            phase.set(Phase.NONE);
            problem.set("Run B did not start. " + why + " Run A stays.");
            return;
        }
        keptLabel = label();
        phase.set(Phase.READY);
        points.set(second.points());
        problem.set(news.state() == RunState.FAILED ? "Run B: " + news.failure() : "");
        frame.set(news);
    }

    /// What run A is.
    public Optional<RunSpec> specA() {
        return run.getLoaded().map(LoadedSpec::spec);
    }

    /// `Causal mask: off`; empty without a run B.
    public String label() {
        List<String> parts = new ArrayList<>();
        changed.get().forEach((what, choice) -> parts.add(what.title() + ": " + choice));
        return own == null ? String.join(", ", parts) : String.join(", ", specA().map(a -> a.differences(own)).orElse(List.of()));
    }

    /// Whether run B is a spec of one's own and not run A with switches turned.
    public boolean isOwn() {
        return own != null;
    }

    /// Every setting in which the runs differ, in the spelling of the files: the caption of the comparison.
    public List<String> differences() {
        return specB.get() == null || specA().isEmpty() ? List.of() : specA().get().differences(specB.get());
    }

    /// Smoothed training losses at the last step both have; NaN before.
    public double difference() {
        return second == null ? Double.NaN : second.smoothed() - run.smoothedLossProperty().get();
    }

    public double smoothedLossB() {
        return second == null ? Double.NaN : second.smoothed();
    }

    /// Who won, by [#LEVEL]; empty while the runs are not at their end.
    public Optional<Bet> outcome() {
        boolean ended = frame.get() != null && (frame.get().state() == RunState.FINISHED || frame.get().state() == RunState.FAILED)
                && run.getState() == RunState.FINISHED;
        if (!ended) {
            return Optional.empty();
        }
        boolean fell = frame.get().state() == RunState.FAILED;
        double apart = difference();
        return Optional.of(fell || apart > LEVEL ? Bet.A_LOWER : apart < -LEVEL ? Bet.B_LOWER : Bet.LEVEL);
    }

    /// L2 norm of all gradients before clipping, of A and of B.
    public List<MetricSeries.Values> gradientNorms() {
        return second == null ? List.of() : List.of(normsA.read(run.logSizeProperty().get()), second.norms());
    }

    /// Writes what both runs measured into one table; the answer arrives in [#savedProperty].
    public void saveCsv(Path file) {
        if (second == null || leader == null) {
            return;
        }
        SequencedMap<String, MetricLog> logs = new LinkedHashMap<>();
        logs.put("A", leader.log());
        logs.put("B: " + label(), second.run().log());
        saved.set("");
        saving.ask(() -> {
            MetricCsv.write(file, logs);
            return "Saved both runs to " + file.getFileName() + ".";
        });
    }

    /// What was saved last or why not, one sentence.
    public ReadOnlyStringProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /// Gradient norms of each part of run B.
    public Optional<GradientLog> gradientsB() {
        return Optional.ofNullable(second).map(b -> b.run().gradients()).filter(log -> !log.groups().isEmpty());
    }

    public ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    public Phase getPhase() {
        return phase.get();
    }

    /// Null when run B differs by a switch of one's own.
    public ReadOnlyObjectProperty<Experiment> experimentProperty() {
        return experiment.getReadOnlyProperty();
    }

    /// Switches in which run B differs, with their positions.
    public ReadOnlyObjectProperty<Map<Switch, String>> changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /// Asked when a second switch is about to differ; null otherwise.
    public ReadOnlyObjectProperty<Doubt> doubtProperty() {
        return doubt.getReadOnlyProperty();
    }

    /// Null without a run B.
    public ReadOnlyObjectProperty<RunSpec> specBProperty() {
        return specB.getReadOnlyProperty();
    }

    /// Why run B cannot be had or has stopped; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Newest news of run B; null before it is ready.
    public ReadOnlyObjectProperty<RunFrame> frameProperty() {
        return frame.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<LossCurve.Points> pointsProperty() {
        return points.getReadOnlyProperty();
    }

    /// The shared sentence through run B, at the step run A is shown at; null before the first.
    public ReadOnlyObjectProperty<Trace> traceBProperty() {
        return traceB.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<DiaryLine> sampleAProperty() {
        return sampleA.getReadOnlyProperty();
    }

    /// Written from the same prompt with the same random numbers as run A's.
    public ReadOnlyObjectProperty<DiaryLine> sampleBProperty() {
        return sampleB.getReadOnlyProperty();
    }

    /// Of A and of B, on the shared sentence; measured only for a run B that reads to the right, null otherwise.
    public ReadOnlyObjectProperty<WritingLoss[]> writingLossesProperty() {
        return writing.lossesProperty();
    }

    /// Steps run B has to make up for.
    public ReadOnlyIntegerProperty behindProperty() {
        return behind.getReadOnlyProperty();
    }

    /// Null until somebody bets.
    public ObjectProperty<Bet> betProperty() {
        return bet;
    }

    public ObservableList<Kept> kept() {
        return kept.all();
    }

    @Override
    public void close() {
        closeB();
        inspector.close();
        diaryA.close();
        diaryB.close();
        writing.close();
        replayer.close();
    }
}
