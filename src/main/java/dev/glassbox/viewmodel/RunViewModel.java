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
/// and [#noticeProperty] says why. Numbers not yet known are NaN.
public final class RunViewModel implements AutoCloseable {

    private static final long LONGEST_HELD = 250_000_000;

    private final Runs runs;
    private BooleanSupplier hold = () -> false;
    private long shownAt;
    private Run shown;
    private Run opening;
    private boolean playWhenOpen;
    private LossCurve curve;
    private RunFrame lastFrame;
    private Other other;

    /// Makes runs that are not yet started.
    public interface Runs {
        Run start(RunStart start);

        Run branch(Run from, TrainingState state, String name);
    }

    /// The run a branch left, or the branch while its trunk is shown: paused, with all it has.
    ///
    /// @param frame its last news
    private record Other(Run run, LossCurve curve, RunFrame frame) {}

    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(this, "state", RunState.LOADING);
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper(this, "step");
    private final ReadOnlyDoubleWrapper trainLoss = new ReadOnlyDoubleWrapper(this, "trainLoss", Double.NaN);
    private final ReadOnlyDoubleWrapper smoothedLoss = new ReadOnlyDoubleWrapper(this, "smoothedLoss", Double.NaN);
    private final ReadOnlyDoubleWrapper validationLoss = new ReadOnlyDoubleWrapper(this, "validationLoss", Double.NaN);
    private final ReadOnlyDoubleWrapper perplexity = new ReadOnlyDoubleWrapper(this, "perplexity", Double.NaN);
    private final ReadOnlyDoubleWrapper stepsPerSecond = new ReadOnlyDoubleWrapper(this, "stepsPerSecond");
    private final ReadOnlyDoubleWrapper learningRate = new ReadOnlyDoubleWrapper(this, "learningRate", Double.NaN);
    private final ReadOnlyDoubleWrapper scheduledRate = new ReadOnlyDoubleWrapper(this, "scheduledRate", Double.NaN);
    private final ReadOnlyIntegerWrapper batchSize = new ReadOnlyIntegerWrapper(this, "batchSize");
    private final ReadOnlyDoubleWrapper weightDecay = new ReadOnlyDoubleWrapper(this, "weightDecay", Double.NaN);
    private final ReadOnlyDoubleWrapper gradClip = new ReadOnlyDoubleWrapper(this, "gradClip", Double.NaN);
    private final ReadOnlyDoubleWrapper dropout = new ReadOnlyDoubleWrapper(this, "dropout", Double.NaN);
    private final ReadOnlyDoubleWrapper speedLimit = new ReadOnlyDoubleWrapper(this, "speedLimit");
    private final ReadOnlyObjectWrapper<StepPhase> phase = new ReadOnlyObjectWrapper<>(this, "phase");
    private final ReadOnlyObjectWrapper<LossCurve.Points> otherCurve = new ReadOnlyObjectWrapper<>(this, "otherCurve");
    private final ReadOnlyIntegerWrapper otherFirstStep = new ReadOnlyIntegerWrapper(this, "otherFirstStep");
    private final ReadOnlyIntegerWrapper firstStep = new ReadOnlyIntegerWrapper(this, "firstStep");
    private boolean branching;
    private final ReadOnlyIntegerWrapper lastStep = new ReadOnlyIntegerWrapper(this, "lastStep");
    private final ReadOnlyObjectWrapper<LoadedSpec> loaded = new ReadOnlyObjectWrapper<>(this, "loaded");
    private final ReadOnlyStringWrapper fingerprint = new ReadOnlyStringWrapper(this, "fingerprint", "");
    private final ReadOnlyIntegerWrapper fingerprintStep = new ReadOnlyIntegerWrapper(this, "fingerprintStep");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper(this, "failure", "");
    private final ReadOnlyObjectWrapper<MetricLog> log = new ReadOnlyObjectWrapper<>(this, "log", new MetricLog());
    private final ReadOnlyIntegerWrapper logSize = new ReadOnlyIntegerWrapper(this, "logSize");
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper(this, "loading");
    private final ReadOnlyDoubleWrapper loadProgress = new ReadOnlyDoubleWrapper(this, "loadProgress");
    private final ReadOnlyStringWrapper loadMessage = new ReadOnlyStringWrapper(this, "loadMessage", "");
    private final ReadOnlyBooleanWrapper own = new ReadOnlyBooleanWrapper(this, "own");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper(this, "notice", "");

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
        if (opening != null) {
            opening.close();
        }
        notice.set("");
        playWhenOpen = play;
        branching = false;
        load(runs.start(start));
    }

    private void load(Run next) {
        opening = next;
        loading.set(true);
        loadProgress.set(0);
        loadMessage.set(next.beginning().name());
        next.start();
    }

    /// Goes on from a past state of the shown run in a new run, paused. The shown run stays, paused, until another branch begins.
    void openBranch(TrainingState state) {
        if (opening != null) {
            opening.close();
        }
        notice.set("");
        playWhenOpen = false;
        branching = true;
        shown.send(new RunCommand.Pause());
        String trunk = loaded.get().spec().name().replaceFirst(", from step [\\d,]+$", "");
        load(runs.branch(shown, state, String.format(Locale.ROOT, "%s, from step %,d", trunk, state.stepsDone())));
    }

    /// Changes between a branch and the run it left; the one that is left pauses.
    public void showOther() {
        if (other == null) {
            return;
        }
        shown.send(new RunCommand.Pause());
        Other next = other;
        other = new Other(shown, curve, lastFrame);
        take(next.run(), next.curve(), next.frame());
    }

    /// Gives up the run that is loading; the shown one stays.
    public void cancelOpening() {
        if (opening != null) {
            opening.close();
            opening = null;
            loading.set(false);
        }
    }

    /// Also for a run that is still loading: it then trains as soon as it is ready.
    public void play() {
        playWhenOpen = true;
        send(new RunCommand.Play());
    }

    public void pause() {
        playWhenOpen = false;
        send(new RunCommand.Pause());
    }

    /// Space: plays when paused and pauses when playing; a finished run stays finished.
    public void toggle() {
        boolean playing = shown == null ? playWhenOpen : getState() == RunState.RUNNING;
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
        send(new RunCommand.SetDropout(value));
    }

    /// Slow motion: at most so many steps a second; 0 = as fast as the machine can.
    public void setSpeedLimit(double stepsPerSecond) {
        speedLimit.set(stepsPerSecond);
        send(new RunCommand.SetSpeedLimit(stepsPerSecond));
    }

    /// Trains until a step, then pauses.
    public void runToStep(int wanted) {
        playWhenOpen = false;
        send(new RunCommand.RunToStep(wanted));
    }

    /// Trains until the smoothed training loss is at or below a value, then pauses.
    public void runToLoss(double wanted) {
        playWhenOpen = false;
        send(new RunCommand.RunToLoss(wanted));
    }

    /// Forgets the sentence about a run that could not be opened.
    public void dismissNotice() {
        notice.set("");
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
        if (opening != null) {
            opening.frames().take().ifPresent(this::onOpening);
        }
        boolean held = getState() == RunState.RUNNING && now - shownAt < LONGEST_HELD && hold.getAsBoolean();
        if (shown != null && !held) {
            shown.frames().take().ifPresent(frame -> {
                shownAt = now;
                show(frame);
            });
        }
    }

    private void onOpening(RunFrame frame) {
        loadProgress.set(frame.loaded());
        loadMessage.set(frame.doing());
        if (frame.state() == RunState.LOADING) {
            return;
        }
        Run arrived = opening;
        opening = null;
        loading.set(false);
        if (arrived.loaded().isEmpty()) {
            notice.set(frame.failure() + (shown == null ? "" : " The current run stays."));
            arrived.close();
            return;
        }
        own.set(shown != null || !(arrived.beginning() instanceof RunSpec));
        if (other != null) {
            other.run().close();
            other = null;
        }
        if (branching) {
            other = new Other(shown, curve, lastFrame);
        } else if (shown != null) {
            shown.close();
        }
        take(arrived, new LossCurve(arrived.log()), frame);
        if (playWhenOpen) {
            arrived.send(new RunCommand.Play());
        }
    }

    private void take(Run next, LossCurve itsCurve, RunFrame frame) {
        shown = next;
        curve = itsCurve;
        failure.set("");
        otherCurve.set(other == null ? null : other.curve().points());
        otherFirstStep.set(other == null ? 0 : other.run().branchStep());
        firstStep.set(next.branchStep());
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
        RunFrame.Settings applied = frame.applied();
        learningRate.set(applied.learningRate());
        scheduledRate.set(applied.scheduledRate());
        batchSize.set(applied.batchSize());
        weightDecay.set(applied.weightDecay());
        gradClip.set(applied.gradClip());
        dropout.set(applied.dropout());
        phase.set(frame.phase().orElse(null));
        lastStep.set(applied.lastStep());
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
        if (opening != null) {
            opening.close();
            opening = null;
        }
        if (other != null) {
            other.run().close();
        }
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

    /// The base rate in force: the fact beside the slider's wish.
    public ReadOnlyDoubleProperty learningRateProperty() {
        return learningRate.getReadOnlyProperty();
    }

    /// What warm-up and decay made of the base rate in the newest step.
    public ReadOnlyDoubleProperty scheduledRateProperty() {
        return scheduledRate.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty batchSizeProperty() {
        return batchSize.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty weightDecayProperty() {
        return weightDecay.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty gradClipProperty() {
        return gradClip.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty dropoutProperty() {
        return dropout.getReadOnlyProperty();
    }

    /// The wish for slow motion; 0 = none.
    public ReadOnlyDoubleProperty speedLimitProperty() {
        return speedLimit.getReadOnlyProperty();
    }

    /// The call inside a step that is being made, in slow motion; else null.
    public ReadOnlyObjectProperty<StepPhase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /// The loss of the run a branch left (or of the branch); null when there is none.
    public ReadOnlyObjectProperty<LossCurve.Points> otherCurveProperty() {
        return otherCurve.getReadOnlyProperty();
    }

    /// Where the other run left this one; 0 when it is the trunk.
    public int getOtherFirstStep() {
        return otherFirstStep.get();
    }

    /// Where the shown run left its trunk; 0 when it is no branch.
    public ReadOnlyIntegerProperty firstStepProperty() {
        return firstStep.getReadOnlyProperty();
    }

    public int getFirstStep() {
        return firstStep.get();
    }

    public ReadOnlyIntegerProperty lastStepProperty() {
        return lastStep.getReadOnlyProperty();
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

    /// Whether a new run is being loaded, beside the one shown.
    public ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /// 0…1
    public ReadOnlyDoubleProperty loadProgressProperty() {
        return loadProgress.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty loadMessageProperty() {
        return loadMessage.getReadOnlyProperty();
    }

    /// One sentence about a run that could not be opened; empty when all is well.
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }
}
