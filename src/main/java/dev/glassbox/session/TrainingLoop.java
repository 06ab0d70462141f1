package dev.glassbox.session;

import dev.glassbox.file.BadFileException;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.RunFrame.Settings;
import dev.glassbox.text.CorpusException;
import dev.glassbox.train.GradientNorms;
import dev.glassbox.train.StepPhase;
import dev.glassbox.train.Trainer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// What the thread of a [Run] does: loads, then obeys commands and trains, step by step, until the run is closed.
final class TrainingLoop implements Runnable {

    private static final long QUIET_MILLIS = 500;

    private final RunStart start;
    private final Optional<Run.Origin> origin;
    private final Warmup warmup;
    private final int threads;
    private final Inbox inbox;
    private final RunOutlets out;
    private final FramePace pace = new FramePace();
    private volatile LoadedSpec loaded;
    private volatile int firstStep;
    private volatile boolean keepMilestones;
    private volatile Gate gate = Gate.OPEN;

    // Used by the run's thread only. After loading, one of the two is there.
    private Trainer trainer;
    private LookedAtModel lookedAt;
    private RunningLosses losses;
    private RunState state = RunState.LOADING;
    private int lastStep;
    private boolean single;
    private double scheduledRate = Double.NaN;
    private StepPace speed = StepPace.FULL;
    private Goal goal = Goal.NONE;
    private Optional<StepPhase> phase = Optional.empty();
    private String failure = "";
    private String refusal = "";

    TrainingLoop(RunStart start, Optional<Run.Origin> origin, Warmup warmup, int threads, Inbox inbox, RunOutlets out) {
        this.start = start;
        this.origin = origin;
        this.warmup = warmup;
        this.threads = threads;
        this.inbox = inbox;
        this.out = out;
        firstStep = origin.map(o -> o.state().stepsDone()).orElse(0);
        lastStep = start instanceof RunSpec spec ? spec.training().steps() : 0;
    }

    Optional<LoadedSpec> loaded() {
        return Optional.ofNullable(loaded);
    }

    int firstStep() {
        return firstStep;
    }

    void keepMilestones() {
        keepMilestones = true;
    }

    void setGate(Gate next) {
        gate = next;
    }

    @Override
    public void run() {
        try (RowPool pool = new RowPool(threads)) {
            attempt(() -> load(pool));
            gate.at(stepsDone(), over());
            while (!inbox.closed()) {
                Gate now = gate;
                now.due(stepsDone()).forEach(command -> attempt(() -> apply(command)));
                List<RunCommand> commands = mayStep(now) ? inbox.await(restMillis()) : idle();
                commands.forEach(command -> attempt(() -> apply(command)));
                if (mayStep(now) && restMillis() == 0) {
                    // An open gate means that all that belongs to this boundary is known by now.
                    now.due(stepsDone()).forEach(command -> attempt(() -> apply(command)));
                    speed = speed.begins(System.nanoTime());
                    now.begins(stepsDone());
                    pool.limit(now.threads(threads));
                    attempt(this::step);
                }
                now.at(stepsDone(), over());
            }
        } catch (InterruptedException closing) {
            // Run.close() wakes a waiting thread this way
        }
        state = RunState.CLOSED;
        gate.at(stepsDone(), true);
        trainer = null;
        lookedAt = null;
        publish();
    }

    private boolean mayStep(Gate now) {
        return state == RunState.RUNNING && now.open(stepsDone());
    }

    /// In slow motion, how long to wait before the next step; commands are obeyed meanwhile.
    private long restMillis() {
        return single ? 0 : speed.millis(System.nanoTime());
    }

    private boolean over() {
        return state == RunState.FINISHED || state == RunState.FAILED;
    }

    private void load(RowPool pool) throws CorpusException, BadFileException {
        RunStart.Ready ready = origin.isPresent() ? RunStart.Ready.fresh(origin.get().loaded()) : start.load((share, doing) -> {
            if (inbox.closed()) {
                throw new IllegalStateException("closed while loading");
            }
            if (pace.due()) {
                out.frames().put(RunFrame.loading(state, share, doing, failure));
            }
        });
        LoadedSpec made = ready.loaded();
        losses = new RunningLosses(ready);
        if (ready.refusal().isEmpty()) {
            trainer = new Trainer(made.transformer(), made.spec().training(), made.tokens().train(), made.tokens().validation(),
                    warmup.kernels(), pool);
            out.gradients().begin(trainer.normGroups());
            ready.state().ifPresent(trainer::restore);
            lastStep = made.spec().training().steps();
            origin.ifPresent(this::restore);
            losses.measure(trainer);
            out.past().at(trainer, 0);
        } else {
            lookedAt = new LookedAtModel(ready);
            out.past().arrived(ready.step(), lookedAt.values());
        }
        if (out.log().size() == 0) {
            losses.logBefore(out.log(), ready.step());
        }
        firstStep = stepsDone();
        loaded = made;
        keepMilestone();
        state = stepsDone() > 0 && stepsDone() >= lastStep && trainer != null ? RunState.FINISHED : RunState.PAUSED;
        publish();
    }

    private void restore(Run.Origin from) {
        trainer.restore(from.state());
        if (keepMilestones) {
            for (int step : out.past().steps()) {
                if (Diary.milestone(step) && step < from.state().stepsDone()) {
                    out.past().weights(step).ifPresent(values -> out.milestones().add(new WeightSnapshot(from.loaded(), step, values,
                            out.log().lastAt(Metric.VALIDATION_LOSS, out.log().row(step)))));
                }
            }
        }
        losses.takeOver(out.log());
        scheduledRate = out.log().lastAt(Metric.LEARNING_RATE, out.log().size() - 1);
        lastStep = Math.max(lastStep, from.state().stepsDone());
    }

    private List<RunCommand> idle() throws InterruptedException {
        if (lookedAt == null || lookedAt.follower().isEmpty() && !lookedAt.unnamed()) {
            return inbox.await();
        }
        Optional<Follower> follower = lookedAt.follower();
        List<RunCommand> commands = inbox.await(follower.isPresent() ? Follower.POLL_MILLIS : QUIET_MILLIS);
        if (follower.isPresent() && commands.isEmpty() && !inbox.closed()) {
            attempt(() -> follow(follower.get().look()));
        }
        if (!inbox.closed() && lookedAt.fingerprintBeside(commands)) {
            publish();
        }
        return commands;
    }

    private void follow(Follower.News news) {
        for (Follower.Arrival arrival : news.arrivals()) {
            out.past().arrived(arrival.step(), arrival.values());
            if (lookedAt.take(arrival)) {
                losses.told(arrival, out.log());
                if (keepMilestones) {
                    out.milestones().add(snapshot());
                }
            }
        }
        refusal = !news.trouble().isEmpty() ? news.trouble().getLast() : news.mended() ? "" : refusal;
        if (!news.arrivals().isEmpty() || !news.trouble().isEmpty()) {
            publish();
        }
    }

    private void apply(RunCommand command) {
        switch (command) {
            case RunCommand.Play _ -> play(false);
            case RunCommand.StepOnce _ -> play(true);
            case RunCommand.Pause _ -> {
                if (state == RunState.RUNNING) {
                    state = RunState.PAUSED;
                    pace.rest();
                }
            }
            case RunCommand.TrainMore(int steps) -> {
                refusal = cannotTrain();
                if (trainer != null && (state == RunState.FINISHED || state == RunState.PAUSED || state == RunState.RUNNING)) {
                    lastStep = Math.addExact(lastStep, steps);
                    state = RunState.PAUSED;
                    play(false);
                }
            }
            case RunCommand.RunToStep(int step) -> runTo(new Goal(step, Double.NaN));
            case RunCommand.RunToLoss(double loss) -> runTo(new Goal(0, loss));
            case RunCommand.SetSpeedLimit(double limit) -> speed = StepPace.of(limit);
            case RunCommand.TakeState _ -> whenLoaded(() -> out.states().put(out.past().keep(trainer)));
            case RunCommand.SetDropout(double value) -> whenLoaded(() -> trainer.setDropout(value));
            case RunCommand.SetLearningRate(double value) -> whenLoaded(() -> trainer.setLearningRate(value));
            case RunCommand.SetBatchSize(int value) -> whenLoaded(() -> {
                refusal = refusal(value);
                if (refusal.isEmpty()) {
                    trainer.setBatchSize(value);
                }
            });
            case RunCommand.SetWeightDecay(double value) -> whenLoaded(() -> trainer.setWeightDecay(value));
            case RunCommand.SetGradClip(double value) -> whenLoaded(() -> trainer.setGradClip(value));
            case RunCommand.TakeSnapshot _ -> {
                if (loaded != null) {
                    out.snapshots().put(snapshot());
                }
            }
            case RunCommand.Capture(Mailbox<FullState> answer) -> {
                if (loaded != null) {
                    answer.put(fullState());
                }
            }
        }
        gate.obeyed(command, stepsDone());
        publish(); // after a snapshot too: the numbers beside an inside view should be of its step
    }

    private void runTo(Goal wanted) {
        if (state == RunState.FINISHED && wanted.step() > lastStep) {
            state = RunState.PAUSED;
        }
        if (losses == null || !wanted.reached(stepsDone(), losses.smoothed())) {
            lastStep = Math.max(lastStep, wanted.step());
            play(false);
            goal = wanted;
        }
    }

    private void play(boolean once) {
        refusal = cannotTrain();
        goal = Goal.NONE;
        if (trainer == null) {
            return;
        }
        if (state == RunState.PAUSED || state == RunState.RUNNING) {
            if (state == RunState.PAUSED) {
                pace.start(trainer.stepsDone());
            }
            state = RunState.RUNNING;
            single = once;
        }
    }

    private void whenLoaded(Runnable action) {
        if (trainer != null) {
            action.run();
        } else if (loaded != null) {
            refusal = cannotTrain();
        }
    }

    private String cannotTrain() {
        return lookedAt == null ? "" : lookedAt.refusal();
    }

    /// Why a batch size cannot be had; empty when it can.
    private String refusal(int batchSize) {
        try {
            MemoryNeed.of(trainer.model().config(), batchSize).check();
            return "";
        } catch (IllegalArgumentException tooMuch) {
            return RunSentences.batchRefused(batchSize, tooMuch.getMessage());
        }
    }

    private void step() {
        trainer.setKernels(warmup.kernels());
        trainer.setPhaseListener(speed.slow() ? this::inside : StepPhase.Listener.NONE);
        trainer.measureNorms(GradientLog.due(trainer.stepsDone() + 1));
        out.past().beforeStep(trainer);
        Trainer.Step done = trainer.step();
        phase = Optional.empty();
        if (done.diverged()) {
            fail(RunSentences.notFinite(done.step(), trainer.learningRate()));
            return;
        }
        losses.stepped(done);
        trainer.norms().ifPresent(out.gradients()::append);
        scheduledRate = done.learningRate();
        boolean last = done.step() >= lastStep;
        boolean measured = last || RunningLosses.due(done.step());
        if (measured) {
            losses.measure(trainer);
        }
        out.log().append(done.step(), done.loss(), measured ? losses.validation() : Double.NaN, done.gradNorm(), done.learningRate(),
                done.tokens(), done.nanos(), trainer.norms().map(GradientNorms::ratio).orElse(Double.NaN));
        out.past().at(trainer, done.tokens());
        keepMilestone();
        if (last) {
            state = RunState.FINISHED;
        } else if (single || goal.reached(done.step(), losses.smoothed())) {
            state = RunState.PAUSED;
        }
        pace.stepped(done.step());
        if (state != RunState.RUNNING) {
            pace.rest();
            publish();
        } else if (pace.due()) {
            publish();
        }
        if (!warmup.ready() && state == RunState.RUNNING) {
            // Slow steps show life; most of the machine should get the fast kernels ready.
            LockSupport.parkNanos(Math.min(done.nanos(), 200_000_000));
        }
    }

    /// Shows one call of a step for a fifth of the step's time.
    private void inside(StepPhase call) {
        phase = Optional.of(call);
        publish();
        LockSupport.parkNanos(speed.phaseNanos());
    }

    private void keepMilestone() {
        if (keepMilestones && Diary.milestone(stepsDone())) {
            out.milestones().add(snapshot());
        }
    }

    private WeightSnapshot snapshot() {
        float[] values = trainer == null ? lookedAt.values() : trainer.parameters().values().clone();
        return new WeightSnapshot(loaded, stepsDone(), values, losses.validation());
    }

    private FullState fullState() {
        int step = stepsDone();
        return trainer == null ? new FullState(loaded, step, lookedAt.values(), Optional.empty(), losses.train(), losses.validation(), losses.upTo(step))
                : FullState.of(loaded, trainer.state(), losses.train(), losses.validation(), losses.upTo(step));
    }

    private void publish() {
        String told = failure.isEmpty() ? refusal : failure;
        if (lookedAt != null && loaded != null) {
            out.frames().put(new RunFrame(state, stepsDone(), losses.train(), losses.validation(), stepsDone(), Settings.NONE, 0, lookedAt.fingerprint(),
                    out.log().size(), 1, "", Optional.empty(), told));
            return;
        }
        if (trainer == null) {
            out.frames().put(RunFrame.loading(state, 0, "", failure));
            return;
        }
        String fingerprint = pace.fingerprint(trainer.parameters(), state);
        Settings applied = new Settings(trainer.learningRate(), scheduledRate, trainer.batchSize(), trainer.weightDecay(),
                trainer.gradClip(), trainer.dropout(), lastStep);
        out.frames().put(new RunFrame(state, trainer.stepsDone(), losses.train(), losses.validation(), losses.validationStep(), applied,
                state == RunState.RUNNING ? pace.stepsPerSecond() : 0, fingerprint, out.log().size(), 1, "", phase, told));
        pace.published();
    }

    /// Something that may end this run but never the program.
    private interface Attempt {
        void run() throws CorpusException, BadFileException;
    }

    private void attempt(Attempt action) {
        try {
            action.run();
        } catch (CorpusException | BadFileException | RuntimeException | Error stopped) {
            if (!inbox.closed()) { // loading stops this way when the run is closed
                fail(RunSentences.of(stopped, trainer != null, stepsDone()));
            }
        }
    }

    private void fail(String sentence) {
        failure = sentence;
        state = RunState.FAILED;
        publish();
    }

    private int stepsDone() {
        return trainer != null ? trainer.stepsDone() : lookedAt != null ? lookedAt.step() : 0;
    }
}
