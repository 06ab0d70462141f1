package dev.glassbox.session;

import dev.glassbox.kernel.RowPool;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingState;
import java.util.concurrent.atomic.AtomicLong;

/// Computes any past step again, in the background: from the nearest full state, with the settings every step really used, so the
/// result is the same as it was then, bit for bit. A newer request ends an older one at its next step boundary.
public final class Replayer implements AutoCloseable {

    private final Worker worker;
    private final Warmup warmup;
    private final RowPool alone = new RowPool(1); // training needs the cores
    private final AtomicLong newest = new AtomicLong();
    private final Mailbox<Replayed> answers = new Mailbox<>();
    private final Mailbox<Progress> progress = new Mailbox<>();
    private final Mailbox<String> failures = new Mailbox<>();

    // Used by the worker's thread only.
    private Trainer trainer;
    private LoadedSpec trainerOf;

    /// A past moment, exact.
    ///
    /// @param request what [#request] returned
    public record Replayed(long request, LoadedSpec run, TrainingState state, String fingerprint) {}

    /// @param from step of the full state
    /// @param at   step reached
    public record Progress(long request, int from, int at, int to) {}

    /// @param worker should have nothing else to do: a replay may take seconds. Not closed by [#close()]
    public Replayer(Worker worker, Warmup warmup) {
        this.worker = worker;
        this.warmup = warmup;
    }

    /// Asks for the full state at a step; it arrives in [#answers()].
    ///
    /// @return a number that comes back with answer and progress
    public long request(LoadedSpec run, TimeMachine past, int step) {
        long request = newest.incrementAndGet();
        worker.submit(this, () -> {
            try {
                replay(request, run, past, step);
            } catch (IllegalArgumentException told) {
                failures.put(told.getMessage());
            } catch (OutOfMemoryError full) {
                trainer = null;
                failures.put("There is not enough memory to compute step " + step + " again; the nearest keyframe stays on screen. Training goes on.");
            }
        });
        return request;
    }

    /// Ends what is being computed.
    public void cancel() {
        newest.incrementAndGet();
    }

    /// Gives the memory of the last run back.
    public void forget() {
        cancel();
        worker.submit("forget", () -> trainer = null);
    }

    public Mailbox<Replayed> answers() {
        return answers;
    }

    public Mailbox<Progress> progress() {
        return progress;
    }

    /// One sentence for each request that could not be answered.
    public Mailbox<String> failures() {
        return failures;
    }

    private void replay(long request, LoadedSpec run, TimeMachine past, int step) {
        if (request != newest.get()) {
            return;
        }
        TrainingState start = past.fullAtOrBefore(step).orElse(null);
        boolean nearer = trainer != null && trainerOf == run && trainer.stepsDone() <= step
                && (start == null || start.stepsDone() <= trainer.stepsDone());
        if (!nearer) {
            if (start == null && !past.knowsTheBeginning()) {
                throw new IllegalArgumentException("Step " + step + " cannot be computed again: the memory for the past holds no full state before it.");
            }
            if (start == null || trainerOf != run || trainer == null) {
                trainer = null; // first give back the old one's memory
                trainer = new Trainer(run.transformer(), run.spec().training(), run.tokens().train(), run.tokens().validation(), warmup.kernels(),
                        alone);
                trainerOf = run;
            }
            if (start != null) {
                trainer.restore(start);
            }
        }
        int from = trainer.stepsDone();
        while (trainer.stepsDone() < step) {
            if (request != newest.get()) {
                return;
            }
            progress.put(new Progress(request, from, trainer.stepsDone(), step));
            past.settingsAt(trainer.stepsDone()).ifPresent(used -> used.applyTo(trainer));
            trainer.setKernels(warmup.kernels());
            if (trainer.step().diverged()) {
                throw new IllegalArgumentException("Step " + (trainer.stepsDone() + 1) + " was never done: its loss is not a number.");
            }
        }
        TrainingState state = trainer.state();
        answers.put(new Replayed(request, run, state, trainer.parameters().fingerprint()));
    }

    @Override
    public void close() {
        cancel();
        alone.close();
    }
}
