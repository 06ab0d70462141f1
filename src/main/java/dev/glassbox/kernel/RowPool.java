package dev.glassbox.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/// A fixed set of threads that share out the chunks of a loop.
///
/// `run(chunks, body)` calls `body` once for every chunk 0 … chunks−1 and returns when all are done. Threads, the caller among
/// them, take chunks from one counter, so a thread that the window or another program holds up only does fewer of them. Results
/// cannot depend on the number of threads as long as the number of chunks does not and no two chunks write the same element.
///
/// Several Runs may share a pool: while one caller uses it, another works through its own loop alone instead of waiting. The
/// same happens when a body calls `run` itself.
public final class RowPool implements AutoCloseable {

    /// A training step starts a loop every few dozen microseconds; sleeping and waking costs about as much.
    private static final long SPIN_NANOS = 50_000;
    /// Looks at `current` between two looks at the clock, which costs more than they do.
    private static final int SPINS = 32;
    /// How long a worker may compute before it offers its core to the window's threads. To offer it after every chunk of a small model
    /// would take as long as the chunk.
    private static final long POLITE_NANOS = 500_000;

    private final Worker[] workers;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Loop current;
    private volatile boolean closed;
    private volatile int limit = Integer.MAX_VALUE;

    /// @param threads how many threads work on a loop, the caller included; at least 1
    public RowPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A pool needs at least 1 thread, not " + threads + ".");
        }
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
        for (Worker worker : workers) {
            worker.start();
        }
    }

    public int threads() {
        return workers.length + 1;
    }

    /// Uses at most this many threads from the next loop on, for example while somebody else needs the other cores.
    public void limit(int threads) {
        limit = threads;
    }

    /// Calls `body` for chunks 0 … chunks−1 on all threads and waits for them. What the body wrote is visible afterwards.
    /// If a chunk throws, the chunks not yet begun are skipped and the first exception is thrown here.
    public void run(int chunks, IntConsumer body) {
        if (chunks <= 1 || workers.length == 0 || limit <= 1 || turn.isHeldByCurrentThread() || !turn.tryLock()) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                body.accept(chunk);
            }
            return;
        }
        try {
            Loop loop = new Loop(chunks, body);
            current = loop;
            wake(chunks - 1);
            loop.work(false);
            loop.await();
            current = null;
            loop.rethrow();
        } finally {
            turn.unlock();
        }
    }

    /// Lets the worker threads end. Later loops run on the caller alone.
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    private void wake(int helpers) {
        for (int i = 0; i < workers.length && i < helpers && i < limit - 1; i++) {
            if (workers[i].parked) {
                LockSupport.unpark(workers[i]);
            }
        }
    }

    /// One call of `run`.
    private static final class Loop {

        private final int chunks;
        private final IntConsumer body;
        private final Thread caller = Thread.currentThread();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile boolean callerParked;

        Loop(int chunks, IntConsumer body) {
            this.chunks = chunks;
            this.body = body;
        }

        void work(boolean polite) {
            long yielded = polite ? System.nanoTime() : 0;
            for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        body.accept(chunk);
                    }
                } catch (Throwable t) {
                    failure.compareAndSet(null, t);
                }
                if (done.incrementAndGet() == chunks) {
                    if (callerParked) {
                        LockSupport.unpark(caller);
                    }
                } else if (polite && System.nanoTime() - yielded > POLITE_NANOS) {
                    // The window's threads are waiting for a core as well.
                    Thread.yield();
                    yielded = System.nanoTime();
                }
            }
        }

        void await() {
            long begin = System.nanoTime();
            while (done.get() < chunks) {
                if (System.nanoTime() - begin < SPIN_NANOS) {
                    for (int i = 0; i < SPINS && done.get() < chunks; i++) {
                        Thread.onSpinWait();
                    }
                } else {
                    callerParked = true;
                    if (done.get() < chunks) {
                        LockSupport.park(this);
                    }
                }
            }
        }

        void rethrow() {
            Throwable t = failure.get();
            if (t instanceof RuntimeException e) {
                throw e;
            } else if (t instanceof Error e) {
                throw e;
            }
        }
    }

    private final class Worker extends Thread {

        private final int number;
        private volatile boolean parked;

        Worker(int number) {
            super("rows-" + number);
            this.number = number;
            setDaemon(true);
            setPriority(NORM_PRIORITY - 1);
        }

        @Override
        public void run() {
            Loop last = null;
            long idleSince = System.nanoTime();
            while (!closed) {
                Loop loop = current;
                if (loop != null && loop != last && number < limit) {
                    loop.work(true);
                    last = loop;
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < SPIN_NANOS) {
                    for (int i = 0; i < SPINS && current == loop; i++) {
                        Thread.onSpinWait();
                    }
                } else {
                    last = null;
                    sleepUntilThereIsWork();
                    idleSince = System.nanoTime();
                }
            }
        }

        private void sleepUntilThereIsWork() {
            parked = true;
            // A caller sets `current` before it looks at `parked`; here it is the other way round, so no wake-up is lost.
            if ((current == null || number >= limit) && !closed) {
                LockSupport.park(RowPool.this);
            }
            parked = false;
        }
    }
}
