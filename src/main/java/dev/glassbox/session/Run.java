package dev.glassbox.session;

import dev.glassbox.file.BadFileException;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.RunFrame.Settings;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.CorpusException;
import dev.glassbox.train.GradientNorms;
import dev.glassbox.train.StepPhase;
import dev.glassbox.train.LossHistory;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingState;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// One experiment: loads what its spec names, trains it on its own thread, and leaves news for whoever looks.
///
/// Nothing here waits for a reader. Commands take effect at the next step boundary. A run that fails says why in its last frame
/// and stays: its weights can still be copied.
public final class Run implements AutoCloseable {

    private static final double MEMORY = 0.95;
    private static final Settings NO_SETTINGS = new Settings(Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN, 0);

    private static final long QUIET_MILLIS = 500;

    private final RunStart start;
    private final Warmup warmup;
    private final int threads;
    private final Thread thread;
    private final Inbox inbox = new Inbox();
    private final Mailbox<RunFrame> frames = new Mailbox<>();
    private final Mailbox<WeightSnapshot> snapshots = new Mailbox<>();
    private final Queue<WeightSnapshot> milestones = new ConcurrentLinkedQueue<>();
    private final Mailbox<TrainingState> states = new Mailbox<>();
    private final MetricLog log;
    private final GradientLog gradients = new GradientLog();
    private final TimeMachine past;
    private final Optional<Origin> origin;
    private final FramePace pace = new FramePace();
    private volatile LoadedSpec loaded;
    private volatile int firstStep;
    private volatile boolean keepMilestones;
    private volatile Gate gate = Gate.OPEN;

    /// What a run goes on from instead of new weights.
    ///
    /// @param loaded the branch's own, see [LoadedSpec#branch]
    /// @param past   up to the state's step
    /// @param log    up to the state's step
    public record Origin(LoadedSpec loaded, TrainingState state, TimeMachine past, MetricLog log) {}

    // Used by the run's thread only.
    private RunState state = RunState.LOADING;
    private Trainer trainer;
    private Parameters parameters;
    private String cannotTrain = "";
    private Optional<Follower> follower = Optional.empty();
    private int lookedAtStep;
    private String fixedFingerprint = "";
    private LossHistory.Recorder history;
    private int lastStep;
    private boolean single;
    private double trainLoss = Double.NaN;
    private double smoothedLoss = Double.NaN;
    private double scheduledRate = Double.NaN;
    private double validationLoss = Double.NaN;
    private int validationStep;
    private StepPace speed = StepPace.FULL;
    private Goal goal = Goal.NONE;
    private Optional<StepPhase> phase = Optional.empty();
    private String failure = "";
    private String refusal = "";

    /// @param warmup says which kernels to use, step by step
    /// @param threads that compute, this run's own included
    public Run(RunStart start, Warmup warmup, int threads) {
        this(start, warmup, threads, Optional.empty());
    }

    private Run(RunStart start, Warmup warmup, int threads, Optional<Origin> origin) {
        this.start = start;
        this.origin = origin;
        firstStep = origin.map(o -> o.state().stepsDone()).orElse(0);
        past = origin.map(Origin::past).orElseGet(() -> new TimeMachine(TimeMachine.DEFAULT_BUDGET));
        log = origin.map(Origin::log).orElseGet(MetricLog::new);
        this.warmup = warmup;
        this.threads = threads;
        this.lastStep = start instanceof RunSpec spec ? spec.training().steps() : 0;
        thread = Thread.ofPlatform().name("run " + start.name()).daemon().priority(Thread.NORM_PRIORITY - 1).unstarted(this::live);
    }

    public Run(RunStart start, int threads) {
        this(start, Warmup.none(Kernels.best()), threads);
    }

    /// Goes on from a state: the same steps as the run it was taken from, bit for bit, until something is changed.
    public static Run from(Origin origin, Warmup warmup, int threads) {
        return new Run(origin.loaded().spec(), warmup, threads, Optional.of(origin));
    }

    /// A new run that goes on from a step of this one, with the same past; this one stays as it is.
    ///
    /// @param state of this run, kept or replayed
    /// From then on each may use half of the memory for the past; what both hold is shared.
    public Run branch(TrainingState state, String name, Warmup branchWarmup, int branchThreads) {
        int step = state.stepsDone();
        past.setBudget(TimeMachine.DEFAULT_BUDGET / 2);
        Run branch = from(new Origin(loaded.branch(name), state, past.branch(step, TimeMachine.DEFAULT_BUDGET / 2), log.until(step)), branchWarmup, branchThreads);
        branch.gradients.takeOver(gradients, step);
        return branch;
    }

    /// Begins to load; then waits, paused, for [RunCommand.Play].
    public void start() {
        thread.start();
    }

    /// From any thread, at any time.
    public void send(RunCommand command) {
        inbox.put(command);
    }

    /// What it began with; its spec is that of [#loaded()].
    public RunStart beginning() {
        return start;
    }

    /// Who is asked at every step boundary from now on; from any thread.
    void setGate(Gate next) {
        gate = next;
        wake();
    }

    /// Has the gate asked again.
    void wake() {
        inbox.wake();
    }

    /// Newest news.
    public Mailbox<RunFrame> frames() {
        return frames;
    }

    /// Answers to [RunCommand.TakeSnapshot].
    public Mailbox<WeightSnapshot> snapshots() {
        return snapshots;
    }

    /// Answers to [RunCommand.TakeState].
    public Mailbox<TrainingState> states() {
        return states;
    }

    /// The run's past: weights and full states at many steps.
    public TimeMachine past() {
        return past;
    }

    /// Gradient and update norms of each part of the model.
    public GradientLog gradients() {
        return gradients;
    }

    /// The step this run began at: 0, where it left the run it is a branch of, or where it was saved.
    public int firstStep() {
        return firstStep;
    }

    /// Where this run left the run it is a branch of; 0 when it is none.
    public int branchStep() {
        return origin.map(o -> o.state().stepsDone()).orElse(0);
    }

    /// Weights at the steps named by [Diary#milestone], in order, if asked for by [#keepMilestones()].
    public Queue<WeightSnapshot> milestones() {
        return milestones;
    }

    /// To be called before [#start()] by whoever empties [#milestones()].
    public Run keepMilestones() {
        keepMilestones = true;
        return this;
    }

    public MetricLog log() {
        return log;
    }

    /// Empty until the state is no longer loading, and for ever when loading failed.
    public Optional<LoadedSpec> loaded() {
        return Optional.ofNullable(loaded);
    }

    /// Ends the thread at the next step boundary and frees the cores; does not wait for it.
    @Override
    public void close() {
        inbox.close();
        thread.interrupt();
    }

    /// Waits until the thread has ended after [#close()].
    public boolean awaitEnd(long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }

    private void live() {
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
            // close() wakes a waiting thread this way
        }
        state = RunState.CLOSED;
        gate.at(stepsDone(), true);
        trainer = null;
        parameters = null;
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
                frames.put(loadingFrame(share, doing));
            }
        });
        LoadedSpec made = ready.loaded();
        trainLoss = ready.loss();
        validationLoss = ready.validationLoss();
        lookedAtStep = ready.step();
        cannotTrain = ready.refusal();
        follower = ready.follower();
        history = new LossHistory.Recorder(ready.history());
        if (cannotTrain.isEmpty()) {
            trainer = new Trainer(made.transformer(), made.spec().training(), made.tokens().train(), made.tokens().validation(),
                    warmup.kernels(), pool);
            parameters = trainer.parameters();
            gradients.begin(trainer.normGroups());
            ready.state().ifPresent(trainer::restore);
            lastStep = made.spec().training().steps();
            origin.ifPresent(this::restore);
            measure();
            past.at(trainer, 0);
        } else {
            parameters = new Parameters(made.transformer().layout(), ready.values().orElseThrow());
            past.arrived(ready.step(), parameters.values());
        }
        if (log.size() == 0) {
            logBefore(ready);
        }
        firstStep = stepsDone();
        loaded = made;
        keepMilestone();
        state = stepsDone() > 0 && stepsDone() >= lastStep && trainer != null ? RunState.FINISHED : RunState.PAUSED;
        publish();
    }

    private List<RunCommand> idle() throws InterruptedException {
        if (follower.isEmpty()) {
            return unnamed() ? fingerprintWhenQuiet(inbox.await(QUIET_MILLIS)) : inbox.await();
        }
        List<RunCommand> commands = inbox.await(Follower.POLL_MILLIS);
        if (commands.isEmpty() && !inbox.closed()) {
            attempt(() -> follow(follower.get().look()));
        }
        return fingerprintWhenQuiet(commands);
    }

    private void follow(Follower.News news) {
        for (Follower.Arrival arrival : news.arrivals()) {
            past.arrived(arrival.step(), arrival.values());
            if (arrival.step() <= lookedAtStep) {
                continue; // came late: it joins the past only
            }
            parameters = new Parameters(parameters.layout(), arrival.values());
            while (log.size() < arrival.step()) {
                log.append(log.size(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, Double.NaN);
            }
            log.append(arrival.step(), arrival.loss(), arrival.validationLoss(), Double.NaN, Double.NaN, 0, 0, Double.NaN);
            lookedAtStep = arrival.step();
            trainLoss = arrival.loss();
            validationLoss = arrival.validationLoss();
            fixedFingerprint = "";
            if (keepMilestones) {
                milestones.add(snapshot());
            }
        }
        refusal = news.trouble().isEmpty() ? refusal : news.trouble().getLast();
        if (!news.arrivals().isEmpty() || !news.trouble().isEmpty()) {
            publish();
        }
    }

    /// The fingerprint of weights that never change, once nobody asks for anything: a second's work for a large model.
    private List<RunCommand> fingerprintWhenQuiet(List<RunCommand> commands) {
        if (unnamed() && commands.isEmpty() && !inbox.closed()) {
            fixedFingerprint = parameters.fingerprint();
            publish();
        }
        return commands;
    }

    private boolean unnamed() {
        return trainer == null && loaded != null && fixedFingerprint.isEmpty();
    }

    private void restore(Origin from) {
        trainer.restore(from.state());
        if (keepMilestones) {
            for (int step : past.steps()) {
                if (Diary.milestone(step) && step < from.state().stepsDone()) {
                    past.weights(step).ifPresent(values -> milestones.add(new WeightSnapshot(from.loaded(), step, values,
                            log.lastAt(Metric.VALIDATION_LOSS, log.row(step)))));
                }
            }
        }
        trainLoss = log.lastAt(Metric.LOSS, log.size() - 1);
        scheduledRate = log.lastAt(Metric.LEARNING_RATE, log.size() - 1);
        lastStep = Math.max(lastStep, from.state().stepsDone());
        for (int row = 1; row < log.size(); row++) {
            if (Double.isFinite(log.get(Metric.LOSS, row))) {
                history.add(log.step(row), log.get(Metric.LOSS, row));
            }
        }
    }

    /// One row a step; what was not kept of a run that goes on is not a number.
    private void logBefore(RunStart.Ready ready) {
        int at = 0;
        for (int step = 0; step <= ready.step(); step++) {
            List<LossHistory.Point> points = ready.history().points();
            while (at < points.size() && points.get(at).step() < step) {
                at++;
            }
            double loss = at < points.size() && points.get(at).step() == step ? points.get(at).loss() : Double.NaN;
            log.append(step, loss, step == ready.step() ? validationLoss : Double.NaN, Double.NaN, Double.NaN, 0, 0, Double.NaN);
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
                refusal = cannotTrain;
                if (trainer != null && (state == RunState.FINISHED || state == RunState.PAUSED || state == RunState.RUNNING)) {
                    lastStep = Math.addExact(lastStep, steps);
                    state = RunState.PAUSED;
                    play(false);
                }
            }
            case RunCommand.RunToStep(int step) -> runTo(new Goal(step, Double.NaN));
            case RunCommand.RunToLoss(double loss) -> runTo(new Goal(0, loss));
            case RunCommand.SetSpeedLimit(double limit) -> speed = StepPace.of(limit);
            case RunCommand.TakeState _ -> whenLoaded(() -> states.put(past.keep(trainer)));
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
                    snapshots.put(snapshot());
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
        if (!wanted.reached(stepsDone(), smoothedLoss)) {
            lastStep = Math.max(lastStep, wanted.step());
            play(false);
            goal = wanted;
        }
    }

    private void play(boolean once) {
        refusal = cannotTrain;
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
            refusal = cannotTrain;
        }
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
        past.beforeStep(trainer);
        Trainer.Step done = trainer.step();
        phase = Optional.empty();
        if (done.diverged()) {
            fail(RunSentences.notFinite(done.step(), trainer.learningRate()));
            return;
        }
        trainLoss = done.loss();
        smoothedLoss = Double.isNaN(smoothedLoss) ? trainLoss : smoothedLoss + Math.max(1 - MEMORY, 1 / (1 + (done.step() - 1) / 10.0)) * (trainLoss - smoothedLoss);
        trainer.norms().ifPresent(gradients::append);
        history.add(done.step(), done.loss());
        scheduledRate = done.learningRate();
        boolean last = done.step() >= lastStep;
        boolean measured = last || validationDue(done.step());
        if (measured) {
            measure();
        }
        log.append(done.step(), done.loss(), measured ? validationLoss : Double.NaN, done.gradNorm(), done.learningRate(),
                done.tokens(), done.nanos(), trainer.norms().map(GradientNorms::ratio).orElse(Double.NaN));
        past.at(trainer, done.tokens());
        keepMilestone();
        if (last) {
            state = RunState.FINISHED;
        } else if (single || goal.reached(done.step(), smoothedLoss)) {
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

    /// Often while the loss falls fast, later about twice in a hundred steps: a measurement costs as much as a few steps.
    static boolean validationDue(int step) {
        return step <= 100 ? step % 20 == 0 : step % 100 == 0;
    }

    private void measure() {
        validationLoss = trainer.validationLoss();
        validationStep = trainer.stepsDone();
    }

    private void keepMilestone() {
        if (keepMilestones && Diary.milestone(stepsDone())) {
            milestones.add(snapshot());
        }
    }

    private WeightSnapshot snapshot() {
        float[] values = parameters.values();
        // Weights that nothing trains never change, and those of a large model should not be in memory twice.
        return new WeightSnapshot(loaded, stepsDone(), trainer == null ? values : values.clone(), validationLoss);
    }

    private FullState fullState() {
        int step = stepsDone();
        return trainer == null ? new FullState(loaded, step, parameters.values(), Optional.empty(), trainLoss, validationLoss, history.upTo(step))
                : FullState.of(loaded, trainer.state(), trainLoss, validationLoss, history.upTo(step));
    }

    private void publish() {
        if (trainer == null && loaded != null) {
            frames.put(new RunFrame(state, lookedAtStep, trainLoss, validationLoss, lookedAtStep, NO_SETTINGS, 0, fixedFingerprint, log.size(), 1, "",
                    Optional.empty(), failure.isEmpty() ? refusal : failure));
            return;
        }
        if (trainer == null) {
            frames.put(loadingFrame(0, ""));
            return;
        }
        String fingerprint = pace.fingerprint(trainer.parameters(), state);
        Settings applied = new Settings(trainer.learningRate(), scheduledRate, trainer.batchSize(), trainer.weightDecay(),
                trainer.gradClip(), trainer.dropout(), lastStep);
        frames.put(new RunFrame(state, trainer.stepsDone(), trainLoss, validationLoss, validationStep, applied,
                state == RunState.RUNNING ? pace.stepsPerSecond() : 0, fingerprint, log.size(), 1, "", phase,
                failure.isEmpty() ? refusal : failure));
        pace.published();
    }

    private RunFrame loadingFrame(double share, String doing) {
        return new RunFrame(state, 0, Double.NaN, Double.NaN, 0, NO_SETTINGS, 0, "", 0, share, doing, Optional.empty(), failure);
    }

    /// Something that may end this run but never the program.
    private interface Attempt {
        void run() throws CorpusException, BadFileException;
    }

    private void attempt(Attempt action) {
        try {
            action.run();
        } catch (CorpusException | IllegalArgumentException told) {
            fail(told.getMessage());
        } catch (BadFileException unreadable) {
            fail(RunSentences.unreadable(unreadable));
        } catch (OutOfMemoryError full) {
            fail(RunSentences.outOfMemory(trainer != null, stepsDone()));
        } catch (RuntimeException | Error broken) {
            if (!inbox.closed()) { // loading stops this way when the run is closed
                fail(RunSentences.broken(stepsDone(), broken));
            }
        }
    }

    private void fail(String sentence) {
        failure = sentence;
        state = RunState.FAILED;
        publish();
    }

    private int stepsDone() {
        return trainer == null ? lookedAtStep : trainer.stepsDone();
    }
}
