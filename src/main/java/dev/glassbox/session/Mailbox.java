package dev.glassbox.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One slot between two threads, newest wins.
///
/// The writer never waits and never allocates; a reader that comes late sees only the newest value. What must not be lost
/// (loss values) goes into a [MetricLog]; the mailbox only says that there is news.
public final class Mailbox<T> {

    private final AtomicReference<T> slot = new AtomicReference<>();

    public void put(T news) {
        slot.set(news);
    }

    /// The newest value not yet taken, and empties the slot.
    public Optional<T> take() {
        // A plain read first: an empty mailbox is looked into sixty times a second, and a swap would steal the cache line.
        return slot.get() == null ? Optional.empty() : Optional.ofNullable(slot.getAndSet(null));
    }

    /// The same without emptying the slot.
    public Optional<T> peek() {
        return Optional.ofNullable(slot.get());
    }

    public boolean isEmpty() {
        return slot.get() == null;
    }
}
