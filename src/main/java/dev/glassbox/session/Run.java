package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.train.TrainingState;
import java.util.Optional;
import java.util.Queue;

/// One experiment: loads what its spec names, trains it on its own thread, and leaves news for whoever looks.
///
/// Nothing here waits for a reader. Commands take effect at the next step boundary. A run that fails says why in its last frame
/// and stays: its weights can still be copied. What its thread does is a [TrainingLoop].
public final class Run implements AutoCloseable {

    private final RunStart start;
    private final Optional<Origin> origin;
    private final Inbox inbox = new Inbox();
    private final RunOutlets out;
    private final TrainingLoop loop;
    private final Thread thread;

    /// What a run goes on from instead of new weights.
    ///
    /// @param loaded the branch's own, see [LoadedSpec#branch]
    /// @param past   up to the state's step
    /// @param log    up to the state's step
    public record Origin(LoadedSpec loaded, TrainingState state, TimeMachine past, MetricLog log) {}

    /// @param warmup says which kernels to use, step by step
    /// @param threads that compute, this run's own included
    public Run(RunStart start, Warmup warmup, int threads) {
        this(start, warmup, threads, Optional.empty());
    }

    private Run(RunStart start, Warmup warmup, int threads, Optional<Origin> origin) {
        this.start = start;
        this.origin = origin;
        out = RunOutlets.of(origin.map(Origin::log).orElseGet(MetricLog::new),
                origin.map(Origin::past).orElseGet(() -> new TimeMachine(TimeMachine.DEFAULT_BUDGET)));
        loop = new TrainingLoop(start, origin, warmup, threads, inbox, out);
        thread = Thread.ofPlatform().name("run " + start.name()).daemon().priority(Thread.NORM_PRIORITY - 1).unstarted(loop);
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
    /// From then on each may use half of the memory for the past; what both hold is shared.
    ///
    /// @param state of this run, kept or replayed
    public Run branch(TrainingState state, String name, Warmup branchWarmup, int branchThreads) {
        int step = state.stepsDone();
        past().setBudget(TimeMachine.DEFAULT_BUDGET / 2);
        LoadedSpec own = loaded().orElseThrow().branch(name);
        Run branch = from(new Origin(own, state, past().branch(step, TimeMachine.DEFAULT_BUDGET / 2), log().until(step)), branchWarmup, branchThreads);
        branch.gradients().takeOver(gradients(), step);
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
        loop.setGate(next);
        wake();
    }

    /// Has the gate asked again.
    void wake() {
        inbox.wake();
    }

    /// Newest news.
    public Mailbox<RunFrame> frames() {
        return out.frames();
    }

    /// Answers to [RunCommand.TakeSnapshot].
    public Mailbox<WeightSnapshot> snapshots() {
        return out.snapshots();
    }

    /// Answers to [RunCommand.TakeState].
    public Mailbox<TrainingState> states() {
        return out.states();
    }

    /// The run's past: weights and full states at many steps.
    public TimeMachine past() {
        return out.past();
    }

    /// Gradient and update norms of each part of the model.
    public GradientLog gradients() {
        return out.gradients();
    }

    /// The step this run began at: 0, where it left the run it is a branch of, or where it was saved.
    public int firstStep() {
        return loop.firstStep();
    }

    /// Where this run left the run it is a branch of; 0 when it is none.
    public int branchStep() {
        return origin.map(o -> o.state().stepsDone()).orElse(0);
    }

    /// Weights at the steps named by [Diary#milestone], in order, if asked for by [#keepMilestones()].
    public Queue<WeightSnapshot> milestones() {
        return out.milestones();
    }

    /// To be called before [#start()] by whoever empties [#milestones()].
    public Run keepMilestones() {
        loop.keepMilestones();
        return this;
    }

    public MetricLog log() {
        return out.log();
    }

    /// Empty until the state is no longer loading, and for ever when loading failed.
    public Optional<LoadedSpec> loaded() {
        return loop.loaded();
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
}
