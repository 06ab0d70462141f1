package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.session.RunFrame.Settings;
import dev.glassbox.text.CorpusException;
import dev.glassbox.train.Trainer;
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

    private final RunSpec spec;
    private final Warmup warmup;
    private final int threads;
    private final Thread thread;
    private final Inbox inbox = new Inbox();
    private final Mailbox<RunFrame> frames = new Mailbox<>();
    private final Mailbox<WeightSnapshot> snapshots = new Mailbox<>();
    private final Queue<WeightSnapshot> milestones = new ConcurrentLinkedQueue<>();
    private final MetricLog log = new MetricLog();
    private final FramePace pace = new FramePace();
    private volatile LoadedSpec loaded;
    private volatile boolean keepMilestones;
    private volatile Gate gate = Gate.OPEN;

    // Used by the run's thread only.
    private RunState state = RunState.LOADING;
    private Trainer trainer;
    private int lastStep;
    private boolean single;
    private double trainLoss = Double.NaN;
    private double scheduledRate = Double.NaN;
    private double validationLoss = Double.NaN;
    private int validationStep;
    private String failure = "";
    private String refusal = "";

    /// @param warmup says which kernels to use, step by step
    /// @param threads that compute, this run's own included
    public Run(RunSpec spec, Warmup warmup, int threads) {
        this.spec = spec;
        this.warmup = warmup;
        this.threads = threads;
        this.lastStep = spec.training().steps();
        thread = Thread.ofPlatform().name("run " + spec.name()).daemon().priority(Thread.NORM_PRIORITY - 1).unstarted(this::live);
    }

    public Run(RunSpec spec, int threads) {
        this(spec, Warmup.none(Kernels.best()), threads);
    }

    /// Begins to load; then waits, paused, for [RunCommand.Play].
    public void start() {
        thread.start();
    }

    /// From any thread, at any time.
    public void send(RunCommand command) {
        inbox.put(command);
    }

    public RunSpec spec() {
        return spec;
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
                List<RunCommand> commands = mayStep(now) ? inbox.drain() : inbox.await();
                commands.forEach(command -> attempt(() -> apply(command)));
                if (mayStep(now)) {
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
        publish();
    }

    private boolean mayStep(Gate now) {
        return state == RunState.RUNNING && now.open(stepsDone());
    }

    private boolean over() {
        return state == RunState.FINISHED || state == RunState.FAILED;
    }

    private void load(RowPool pool) throws CorpusException {
        LoadedSpec ready = LoadedSpec.load(spec, (share, doing) -> {
            if (inbox.closed()) {
                throw new IllegalStateException("closed while loading");
            }
            if (pace.due()) {
                frames.put(loadingFrame(share, doing));
            }
        });
        trainer = new Trainer(ready.transformer(), spec.training(), ready.tokens().train(), ready.tokens().validation(),
                warmup.kernels(), pool);
        measure();
        log.append(0, Double.NaN, validationLoss, Double.NaN, Double.NaN, 0, 0);
        loaded = ready;
        keepMilestone();
        state = RunState.PAUSED;
        publish();
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
                if (state == RunState.FINISHED || state == RunState.PAUSED || state == RunState.RUNNING) {
                    lastStep = Math.addExact(lastStep, steps);
                    state = RunState.PAUSED;
                    play(false);
                }
            }
            case RunCommand.SetLearningRate(double value) -> whenLoaded(() -> trainer.setLearningRate(value));
            case RunCommand.SetBatchSize(int value) -> whenLoaded(() -> {
                refusal = refusal(value);
                if (refusal.isEmpty()) {
                    trainer.setBatchSize(value);
                }
            });
            case RunCommand.SetWeightDecay(double value) -> whenLoaded(() -> trainer.setWeightDecay(value));
            case RunCommand.SetGradClip(double value) -> whenLoaded(() -> trainer.setGradClip(value));
            case RunCommand.TakeSnapshot _ -> whenLoaded(() -> snapshots.put(snapshot()));
        }
        gate.obeyed(command, stepsDone());
        publish(); // after a snapshot too: the numbers beside an inside view should be of its step
    }

    private void play(boolean once) {
        refusal = "";
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
        Trainer.Step done = trainer.step();
        if (done.diverged()) {
            fail(RunSentences.notFinite(done.step(), trainer.learningRate()));
            return;
        }
        trainLoss = done.loss();
        scheduledRate = done.learningRate();
        boolean last = done.step() >= lastStep;
        boolean measured = last || validationDue(done.step());
        if (measured) {
            measure();
        }
        log.append(done.step(), done.loss(), measured ? validationLoss : Double.NaN, done.gradNorm(), done.learningRate(),
                done.tokens(), done.nanos());
        keepMilestone();
        if (last) {
            state = RunState.FINISHED;
        } else if (single) {
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

    /// Often while the loss falls fast, later about twice in a hundred steps: a measurement costs as much as a few steps.
    static boolean validationDue(int step) {
        return step <= 100 ? step % 20 == 0 : step % 100 == 0;
    }

    private void measure() {
        validationLoss = trainer.validationLoss();
        validationStep = trainer.stepsDone();
    }

    private void keepMilestone() {
        if (keepMilestones && Diary.milestone(trainer.stepsDone())) {
            milestones.add(snapshot());
        }
    }

    private WeightSnapshot snapshot() {
        return new WeightSnapshot(loaded, trainer.stepsDone(), trainer.parameters().values().clone(), validationLoss);
    }

    private void publish() {
        if (trainer == null) {
            frames.put(loadingFrame(0, ""));
            return;
        }
        String fingerprint = pace.fingerprint(trainer.parameters(), state);
        Settings applied = new Settings(trainer.learningRate(), scheduledRate, trainer.batchSize(), trainer.weightDecay(),
                trainer.gradClip(), lastStep);
        frames.put(new RunFrame(state, trainer.stepsDone(), trainLoss, validationLoss, validationStep, applied,
                state == RunState.RUNNING ? pace.stepsPerSecond() : 0, fingerprint, log.size(), 1, "",
                failure.isEmpty() ? refusal : failure));
        pace.published();
    }

    private RunFrame loadingFrame(double share, String doing) {
        Settings none = new Settings(Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, lastStep);
        return new RunFrame(state, 0, Double.NaN, Double.NaN, 0, none, 0, "", 0, share, doing, failure);
    }

    /// Something that may end this run but never the program.
    private interface Attempt {
        void run() throws CorpusException;
    }

    private void attempt(Attempt action) {
        try {
            action.run();
        } catch (CorpusException | IllegalArgumentException told) {
            fail(told.getMessage());
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
        return trainer == null ? 0 : trainer.stepsDone();
    }
}
