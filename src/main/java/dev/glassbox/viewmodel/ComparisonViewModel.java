package dev.glassbox.viewmodel;

import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.Experiment;
import dev.glassbox.session.GradientLog;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunFrame;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Switch;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /// A curve of an earlier run B.
    ///
    /// @param label the switch and its position
    /// @param loss smoothed training loss at its end, in nats
    public record Kept(String label, LossCurve.Points points, double loss) {}

    private final RunViewModel run;
    private final Function<RunSpec, Run> runs;
    private final PairLook look;
    private final PairTable table;
    private SecondRun second;
    private RunSpec awaited;
    private Run leader;
    private boolean touched;
    private boolean active;
    private MetricSeries normsA;
    private String keptLabel = "";

    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(this, "phase", Phase.NONE);
    private final RunDifference difference = new RunDifference(this::specA);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyObjectWrapper<RunFrame> frame = new ReadOnlyObjectWrapper<>(this, "frame");
    private final ReadOnlyObjectWrapper<LossCurve.Points> points = new ReadOnlyObjectWrapper<>(this, "points", LossCurve.Points.NONE);
    private final ReadOnlyIntegerWrapper behind = new ReadOnlyIntegerWrapper(this, "behind");
    private final ObjectProperty<Bet> bet = new SimpleObjectProperty<>(this, "bet");
    private final KeptCurves kept = new KeptCurves();

    /// @param runs makes a run that is not yet started
    /// @param worker looks inside; `studies` answers what may take longer, `replays` computes past steps again
    public ComparisonViewModel(Pulse pulse, RunViewModel run, TraceViewModel trace, SamplingViewModel sampling, DiaryViewModel diary,
            MomentViewModel moment, Function<RunSpec, Run> runs, Worker worker, Worker studies, Worker replays, Warmup warmup) {
        this.run = run;
        this.runs = runs;
        look = new PairLook(trace, sampling, diary, moment, new SecondRun.Tools(worker, studies, replays, warmup), new WritingGap(studies, warmup));
        table = new PairTable(studies);
        run.loadedProperty().addListener((_, _, now) -> onRun());
        for (var setting : List.of(run.settings().learningRateProperty(), run.settings().batchSizeProperty(), run.settings().weightDecayProperty(), run.settings().gradClipProperty(),
                run.settings().dropoutProperty())) {
            setting.addListener((_, _, _) -> touched |= run.getLoaded().isPresent() && leader == null && !asPlanned());
        }
        pulse.add(this::refresh);
    }

    /// Opens both runs of an experiment at step 0; they wait for Play.
    public void start(Experiment wanted, String choice) {
        boolean sameA = wanted.equals(difference.experimentProperty().get()) && leader != null && specA().filter(wanted.base()::equals).isPresent() && !touched;
        if (!sameA) {
            closeB();
            kept.clear();
        }
        bet.set(sameA ? bet.get() : null);
        difference.of(wanted, choice);
        begin(wanted.base(), wanted.variant(choice), !sameA && !freshA(wanted.base()));
    }

    /// Gives run B another position of a switch than run A has; the position run A has takes the switch back.
    public void change(Switch what, String choice) {
        RunSpec a = specA().orElse(null);
        if (a == null) {
            return;
        }
        if (!difference.isOwn()) {
            turned(a, () -> difference.turn(what, choice));
            return;
        }
        turned(a, () -> difference.own(what, choice).map(b -> {
            if (!a.differences(b).isEmpty()) {
                bet.set(null);
                difference.of(b);
            }
            return b;
        }));
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
        bet.set(null);
        difference.of(wanted);
        begin(a, wanted, mustReopenA());
    }

    /// Changes two things although the cause will be unclear.
    public void changeBoth() {
        specA().ifPresent(a -> turned(a, difference::turnBoth));
    }

    /// Changes only the switch asked about last.
    public void changeOnlyThat() {
        specA().ifPresent(a -> turned(a, difference::turnOnlyThat));
    }

    /// @param wish answers what B should be, if anything
    private void turned(RunSpec a, Supplier<Optional<RunSpec>> wish) {
        Optional<RunSpec> b;
        try {
            b = wish.get();
        } catch (IllegalArgumentException told) {
            problem.set(told.getMessage());
            return;
        }
        b.ifPresent(wanted -> {
            if (a.differences(wanted).isEmpty()) {
                removeB();
            } else {
                begin(a, wanted, mustReopenA());
            }
        });
    }

    /// A branch or a saved model did not begin where B begins.
    private boolean mustReopenA() {
        return touched || run.shown().orElseThrow().firstStep() > 0;
    }

    private void begin(RunSpec a, RunSpec b, boolean reopenA) {
        if (a.corpus() instanceof CorpusSource.None) {
            problem.set("This model came without the text it learned from, so no run B can be trained beside it. Choose a text in the run menu.");
            difference.takeBack();
            return;
        }
        problem.set("");
        keep();
        closeB();
        difference.begins(b);
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
        return run.settings().learningRateProperty().get() == training.learningRate() && run.settings().batchSizeProperty().get() == training.batchSize()
                && run.settings().weightDecayProperty().get() == training.weightDecay() && run.settings().gradClipProperty().get() == training.gradClip()
                && run.settings().dropoutProperty().get() == training.dropout();
    }

    private void openB() {
        phase.set(Phase.LOADING_B);
        leader = run.shown().orElseThrow();
        RunSpec a = specA().orElseThrow();
        RunSpec b = difference.specBProperty().get();
        normsA = new MetricSeries(leader.log(), Metric.GRAD_NORM);
        second = look.at(leader, runs.apply(b), a, b);
    }

    /// Ends run B; its curve goes too.
    public void removeB() {
        closeB();
        kept.clear();
        difference.clear();
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
            kept.keep(keptLabel, difference.label(), second.points(), second.smoothed());
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
        look.forget();
        behind.set(0);
        keptLabel = difference.label();
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
        table.refresh();
        if (phase.get() == Phase.OPENING_A) {
            awaitA();
        }
        if (second == null) {
            return;
        }
        if (second.read(run.logSizeProperty().get(), run.getState() == RunState.RUNNING, now)) {
            onFrame(second.frame().orElseThrow());
        }
        if (second == null) {
            return;
        }
        second.lengthenTo(run.settings().lastStepProperty().get());
        behind.set(second.behind());
        if (active && phase.get() == Phase.READY) {
            look.refresh(second, now);
        }
    }

    private void awaitA() {
        boolean arrived = run.getLoaded().map(LoadedSpec::spec).filter(awaited::equals).isPresent() && !run.opening().loadingProperty().get();
        if (arrived) {
            awaited = null;
            openB();
        } else if (!run.opening().loadingProperty().get()) { // it could not be opened, or somebody opened another one meanwhile
            awaited = null;
            String why = run.opening().noticeProperty().get();
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
        keptLabel = difference.label();
        phase.set(Phase.READY);
        points.set(second.points());
        problem.set(news.state() == RunState.FAILED ? "Run B: " + news.failure() : "");
        frame.set(news);
    }

    /// What run A is.
    public Optional<RunSpec> specA() {
        return run.getLoaded().map(LoadedSpec::spec);
    }

    /// In what the two differ.
    public RunDifference difference() {
        return difference;
    }

    public double smoothedLossB() {
        return second == null ? Double.NaN : second.smoothed();
    }

    /// Who won, by [Bet#LEVEL_WITHIN]; empty while the runs are not at their end.
    public Optional<Bet> outcome() {
        boolean ended = frame.get() != null && (frame.get().state() == RunState.FINISHED || frame.get().state() == RunState.FAILED)
                && run.getState() == RunState.FINISHED;
        if (!ended) {
            return Optional.empty();
        }
        boolean fell = frame.get().state() == RunState.FAILED;
        return Optional.of(fell ? Bet.A_LOWER : Bet.wonWith(second.smoothed() - run.smoothedLossProperty().get()));
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
        table.save(file, leader.log(), second.run().log(), difference.label());
    }

    /// What was saved last or why not, one sentence.
    public ReadOnlyStringProperty savedProperty() {
        return table.savedProperty();
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

    /// What is seen inside both.
    public PairLook look() {
        return look;
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
        look.close();
    }
}
