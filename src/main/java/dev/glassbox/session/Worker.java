package dev.glassbox.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// One background thread for work whose newest request makes older ones pointless: at most one job of a kind waits.
///
/// Kinds are served in the order they were first asked for, so a flood of one kind cannot starve another.
public final class Worker implements AutoCloseable {

    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
    private final Consumer<Throwable> failures;
    private final Thread thread;
    private boolean closed;

    /// @param failures is told, on this thread, what a job threw; the worker goes on with the next job
    public Worker(String name, Consumer<Throwable> failures) {
        this.failures = failures;
        thread = Thread.ofPlatform().name(name).daemon().priority(Thread.MIN_PRIORITY).unstarted(this::work);
        thread.start();
    }

    /// Replaces a waiting job of the same kind; a running one is finished first.
    public synchronized void submit(Object kind, Runnable job) {
        if (!closed) {
            waiting.put(kind, job);
            notifyAll();
        }
    }

    private void work() {
        for (Runnable job = next(); job != null; job = next()) {
            try {
                job.run();
            } catch (Throwable failure) { // an OutOfMemoryError here must not end the window's background work
                failures.accept(failure);
            }
        }
    }

    private synchronized Runnable next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException stop) {
                closed = true;
            }
        }
        if (closed) {
            return null;
        }
        Object kind = waiting.keySet().iterator().next();
        return waiting.remove(kind);
    }

    /// Drops what waits; a running job still ends in its own time.
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }
}
