package dev.glassbox.session;

import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Decoder;

/// A decoder for the moment on screen, kept as long as that moment stays. Belongs to one thread.
public final class ShownDecoder implements AutoCloseable {

    /// From here on one token is enough work to share out.
    private static final long LARGE = 5_000_000;

    private final Warmup warmup;
    private final RowPool alone = new RowPool(1);
    private final RowPool shared = new RowPool(Runtime.getRuntime().availableProcessors());
    private WeightSnapshot of;
    private Decoder decoder;

    public ShownDecoder(Warmup warmup) {
        this.warmup = warmup;
    }

    /// @return with what it has read before, if it was for the same snapshot
    public Decoder of(WeightSnapshot snapshot) {
        if (of != snapshot) {
            decoder = null; // its packed weights make room for the next ones
            decoder = fresh(snapshot);
            of = snapshot;
        }
        return decoder;
    }

    /// One that has read nothing.
    public Decoder fresh(WeightSnapshot snapshot) {
        return new Decoder(snapshot.run().transformer(), snapshot.parameters(), warmup.kernels(), pool(snapshot));
    }

    /// The threads that suit the model's size.
    public RowPool pool(WeightSnapshot snapshot) {
        return snapshot.run().parameterCount() >= LARGE ? shared : alone;
    }

    @Override
    public void close() {
        alone.close();
        shared.close();
    }
}
