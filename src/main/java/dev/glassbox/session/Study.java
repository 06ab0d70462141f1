package dev.glassbox.session;

import java.util.concurrent.Callable;

/// One kind of question that takes too long for the window's own thread: asked there, answered on a [Worker], fetched at a pulse.
/// Of several questions the newest wins; what is being answered is finished first.
public final class Study<A> {

    private final Worker worker;
    private final Mailbox<A> answers = new Mailbox<>();
    private final Mailbox<String> failures = new Mailbox<>();

    /// @param worker shared with others
    public Study(Worker worker) {
        this.worker = worker;
    }

    /// @param question touches only what is never written again, such as a [WeightSnapshot], or what belongs to the worker's thread
    public void ask(Callable<A> question) {
        worker.submit(this, () -> {
            try {
                answers.put(question.call());
            } catch (IllegalArgumentException told) {
                failures.put(told.getMessage());
            } catch (Exception | OutOfMemoryError failure) {
                failures.put("This could not be computed: " + failure + ". Training is not affected.");
            }
        });
    }

    public Mailbox<A> answers() {
        return answers;
    }

    /// One sentence for each question that could not be answered.
    public Mailbox<String> failures() {
        return failures;
    }
}
