package dev.glassbox.viewmodel;

import dev.glassbox.session.FullState;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunCommand;
import dev.glassbox.session.RunFrame;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunStart;
import dev.glassbox.session.RunState;
import dev.glassbox.train.StepPhase;
import dev.glassbox.train.TrainingState;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The run on screen: its news as read-only properties, its commands as methods.
///
/// A new run loads beside the one that is shown and takes its place once it is ready; if it cannot be loaded, the shown run stays
/// and the [RunOpening] says why. Numbers not yet known are NaN.
public final class RunViewModel implements AutoCloseable {

    private static final long LONGEST_HELD = 250_000_000;

    private final Runs runs;
    private BooleanSupplier hold = () -> false;
    private long shownAt;
    private Run shown;
    private LossCurve curve;
    private RunFrame lastFrame;
    private final RunOpening opening = new RunOpening();
    private final RunFork fork = new RunFork();
    private final AppliedSettings settings = new AppliedSettings();

    /// Makes runs that are not yet started.
    public interface Runs {
        Run start(RunStart start);

        Run branch(Run from, TrainingState state, String name);
    }

    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(this, "state", RunState.LOADING);
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper(this, "step");
    private final ReadOnlyDoubleWrapper trainLoss = new ReadOnlyDoubleWrapper(this, "trainLoss", Double.NaN);
    private final ReadOnlyDoubleWrapper smoothedLoss = new ReadOnlyDoubleWrapper(this, "smoothedLoss", Double.NaN);
    private final ReadOnlyDoubleWrapper validationLoss = new ReadOnlyDoubleWrapper(this, "validationLoss", Double.NaN);
    private final ReadOnlyDoubleWrapper perplexity = new ReadOnlyDoubleWrapper(this, "perplexity", Double.NaN);
    private final ReadOnlyDoubleWrapper stepsPerSecond = new ReadOnlyDoubleWrapper(this, "stepsPerSecond");
    private final ReadOnlyDoubleWrapper speedLimit = new ReadOnlyDoubleWrapper(this, "speedLimit");
    private final ReadOnlyObjectWrapper<StepPhase> phase = new ReadOnlyObjectWrapper<>(this, "phase");
    private final ReadOnlyObjectWrapper<LoadedSpec> loaded = new ReadOnlyObjectWrapper<>(this, "loaded");
    private final ReadOnlyStringWrapper fingerprint = new ReadOnlyStringWrapper(this, "fingerprint", "");
    private final ReadOnlyIntegerWrapper fingerprintStep = new ReadOnlyIntegerWrapper(this, "fingerprintStep");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper(this, "failure", "");
    private final ReadOnlyObjectWrapper<MetricLog> log = new ReadOnlyObjectWrapper<>(this, "log", new MetricLog());
    private final ReadOnlyIntegerWrapper logSize = new ReadOnlyIntegerWrapper(this, "logSize");
    private final ReadOnlyBooleanWrapper own = new ReadOnlyBooleanWrapper(this, "own");

    public RunViewModel(Pulse pulse, Runs runs) {
        this.runs = runs;
        pulse.add(this::refresh);
    }

    /// While this says so the news of a run that trains wait, for a quarter of a second at most: numbers and pictures then come in the
    /// same pulse, and show the same step.
    void holdNewsWhile(BooleanSupplier awaited) {
        hold = awaited;
    }

    /// Loads a new run, on its own thread; it replaces the shown one as soon as it is ready, and then trains if `play` says so.
    public void open(RunStart start, boolean play) {
        opening.play(play);
        opening.begin(runs.start(start), false);
    }

    /// Goes on from a past state of the shown run in a new run, paused. The shown run stays, paused, until another branch begins.
    void openBranch(TrainingState state) {
        opening.play(false);
        shown.send(new RunCommand.Pause());
        String trunk = loaded.get().spec().name().replaceFirst(", from step [\\d,]+$", "");
        opening.begin(runs.branch(shown, state, String.format(Locale.ROOT, "%s, from step %,d", trunk, state.stepsDone())), true);
    }

    /// Changes between a branch and the run it left; the one that is left pauses.
    public void showOther() {
        fork.other().ifPresent(next -> {
            shown.send(new RunCommand.Pause());
            fork.leave(new RunFork.Side(shown, curve, lastFrame));
            take(next.run(), next.curve(), next.frame());
        });
    }

    /// Also for a run that is still loading: it then trains as soon as it is ready.
    public void play() {
        opening.play(true);
        send(new RunCommand.Play());
    }

    public void pause() {
        opening.play(false);
        send(new RunCommand.Pause());
    }

    /// Space: plays when paused and pauses when playing; a finished run stays finished.
    public void toggle() {
        boolean playing = shown == null ? opening.willPlay() : getState() == RunState.RUNNING;
        if (playing) {
            pause();
        } else {
            play();
        }
    }

    public void stepOnce() {
        send(new RunCommand.StepOnce());
    }

    /// Lengthens the run and plays on.
    public void trainMore(int steps) {
        own.set(true);
        send(new RunCommand.TrainMore(steps));
    }

    public void setLearningRate(double value) {
        own.set(true);
        send(new RunCommand.SetLearningRate(value));
    }

    public void setBatchSize(int value) {
        own.set(true);
        send(new RunCommand.SetBatchSize(value));
    }

    public void setWeightDecay(double value) {
        own.set(true);
        send(new RunCommand.SetWeightDecay(value));
    }

    public void setGradClip(double value) {
        own.set(true);
        send(new RunCommand.SetGradClip(value));
    }

    /// Has everything copied that saving needs, at the next step boundary.
    public void capture(Mailbox<FullState> answer) {
        send(new RunCommand.Capture(answer));
    }

    /// Whether the person had a hand in the shown run: began it, opened it or steered it. The run that begins by itself when the program
    /// starts is nobody's work; its seed gives it back at any time.
    public ReadOnlyBooleanProperty ownProperty() {
        return own.getReadOnlyProperty();
    }

    public void setDropout(double value) {
        own.set(true);
        send(new RunCommand.SetDropout(value));
    }

    /// Slow motion: at most so many steps a second; 0 = as fast as the machine can.
    public void setSpeedLimit(double stepsPerSecond) {
        speedLimit.set(stepsPerSecond);
        send(new RunCommand.SetSpeedLimit(stepsPerSecond));
    }

    /// Trains until a step, then pauses.
    public void runToStep(int wanted) {
        opening.play(false);
        send(new RunCommand.RunToStep(wanted));
    }

    /// Trains until the smoothed training loss is at or below a value, then pauses.
    public void runToLoss(double wanted) {
        opening.play(false);
        send(new RunCommand.RunToLoss(wanted));
    }

    private void send(RunCommand command) {
        if (shown != null) {
            if (getState() != RunState.FAILED) {
                failure.set(""); // a wish refused twice is told twice
            }
            shown.send(command);
        }
    }

    Optional<Run> shown() {
        return Optional.ofNullable(shown);
    }

    Optional<LossCurve> curve() {
        return Optional.ofNullable(curve);
    }

    private void refresh(long now) {
        opening.read(shown != null).ifPresent(this::onArrived);
        if (shown != null && !held(now)) {
            shown.frames().take().ifPresent(frame -> {
                shownAt = now;
                show(frame);
            });
        }
    }

    /// That a run stops is news at once.
    private boolean held(long now) {
        return getState() == RunState.RUNNING && now - shownAt < LONGEST_HELD && hold.getAsBoolean()
                && shown.frames().peek().filter(frame -> frame.state() != RunState.RUNNING).isEmpty();
    }

    private void onArrived(RunOpening.Arrived arrived) {
        Run next = arrived.run();
        own.set(shown != null || !(next.beginning() instanceof RunSpec));
        fork.close();
        if (arrived.branch()) {
            fork.leave(new RunFork.Side(shown, curve, lastFrame));
        } else if (shown != null) {
            shown.close();
        }
        take(next, new LossCurve(next.log()), arrived.frame());
        if (opening.willPlay()) {
            next.send(new RunCommand.Play());
        }
    }

    private void take(Run next, LossCurve itsCurve, RunFrame frame) {
        shown = next;
        curve = itsCurve;
        failure.set("");
        fork.shows(next);
        log.set(next.log());
        logSize.set(0);
        if (speedLimit.get() > 0) {
            next.send(new RunCommand.SetSpeedLimit(speedLimit.get()));
        }
        fingerprint.set(""); // that of the run before is not this one's
        show(frame);
        loaded.set(next.loaded().orElseThrow());
    }

    private void show(RunFrame frame) {
        lastFrame = frame;
        curve.readTo(frame.logSize());
        step.set(frame.step());
        trainLoss.set(frame.trainLoss());
        smoothedLoss.set(curve.newestSmoothed());
        validationLoss.set(frame.validationLoss());
        perplexity.set(Math.exp(frame.validationLoss()));
        stepsPerSecond.set(frame.stepsPerSecond());
        settings.show(frame.applied());
        phase.set(frame.phase().orElse(null));
        if (!frame.fingerprint().isEmpty()) {
            fingerprint.set(frame.fingerprint());
            fingerprintStep.set(frame.step());
        }
        failure.set(frame.failure());
        state.set(frame.state());
        logSize.set(frame.logSize());
    }

    /// Ends all threads of the run.
    @Override
    public void close() {
        opening.close();
        fork.close();
        if (shown != null) {
            shown.close();
        }
    }

    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public RunState getState() {
        return state.get();
    }

    public ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    public int getStep() {
        return step.get();
    }

    /// Of the newest batch.
    public ReadOnlyDoubleProperty trainLossProperty() {
        return trainLoss.getReadOnlyProperty();
    }

    /// Average over about the last 20 batches.
    public ReadOnlyDoubleProperty smoothedLossProperty() {
        return smoothedLoss.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty validationLossProperty() {
        return validationLoss.getReadOnlyProperty();
    }

    /// `e^validation loss`.
    public ReadOnlyDoubleProperty perplexityProperty() {
        return perplexity.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty stepsPerSecondProperty() {
        return stepsPerSecond.getReadOnlyProperty();
    }

    /// The facts beside the sliders' wishes.
    public AppliedSettings settings() {
        return settings;
    }

    /// The run that loads beside the shown one.
    public RunOpening opening() {
        return opening;
    }

    /// The branch and its trunk.
    public RunFork fork() {
        return fork;
    }

    /// The wish for slow motion; 0 = none.
    public ReadOnlyDoubleProperty speedLimitProperty() {
        return speedLimit.getReadOnlyProperty();
    }

    /// The call inside a step that is being made, in slow motion; else null.
    public ReadOnlyObjectProperty<StepPhase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /// What the shown run is made of: spec, corpus, tokenizer, sizes; null before the first run is ready.
    public ReadOnlyObjectProperty<LoadedSpec> loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    public Optional<LoadedSpec> getLoaded() {
        return Optional.ofNullable(loaded.get());
    }

    /// Of the weights at step [#fingerprintStepProperty]; that is the shown step but for very large models.
    public ReadOnlyStringProperty fingerprintProperty() {
        return fingerprint.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty fingerprintStepProperty() {
        return fingerprintStep.getReadOnlyProperty();
    }

    /// Why the shown run stopped; empty when all is well.
    public ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<MetricLog> logProperty() {
        return log.getReadOnlyProperty();
    }

    /// Changes after every other property of a frame: listen here to draw once per frame.
    public ReadOnlyIntegerProperty logSizeProperty() {
        return logSize.getReadOnlyProperty();
    }
}
