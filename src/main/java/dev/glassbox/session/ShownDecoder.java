package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Decoder;
import dev.glassbox.sample.LogitsSource;
import java.util.Arrays;

/// A decoder for the moment on screen, kept as long as that moment stays. Belongs to one thread; closed when that one has ended its work.
public final class ShownDecoder implements AutoCloseable {

    /// From here on one token is enough work to share out.
    private static final long LARGE = 5_000_000;

    private final Warmup warmup;
    private final RowPool alone = new RowPool(1);
    private volatile RowPool shared;
    private final PackedCopies copies;
    private float[] of;
    private Decoder decoder;

    public ShownDecoder(Warmup warmup) {
        this(warmup, new PackedCopies());
    }

    /// @param copies shared with others who generate from the same moment
    public ShownDecoder(Warmup warmup, PackedCopies copies) {
        this.warmup = warmup;
        this.copies = copies;
    }

    /// @return with what it has read before, if it was for the same weights
    public Decoder of(WeightSnapshot snapshot) {
        if (of != snapshot.values()) {
            decoder = null; // its packed weights make room for the next ones
            of = null;
            decoder = fresh(snapshot);
            of = snapshot.values();
        }
        return decoder;
    }

    /// What follows a window, whatever the model was trained for: one that guesses hidden tokens reads a hidden one behind the window. The mask
    /// itself, which is no text, has no logit here.
    public LogitsSource reader(WeightSnapshot snapshot) {
        Decoder of = of(snapshot);
        LoadedSpec run = snapshot.run();
        return run.maskId().isEmpty() ? of::after
                : window -> Arrays.copyOf(of.after(Diary.hiding(window, run.maskId().getAsInt(), run.config().contextLength())), run.tokenizer().vocabulary().size());
    }

    /// One that has read nothing.
    public Decoder fresh(WeightSnapshot snapshot) {
        Kernels kernels = warmup.kernels();
        RowPool pool = pool(snapshot);
        return new Decoder(snapshot.run().transformer(), snapshot.parameters(), copies.of(snapshot, kernels, pool), kernels, pool);
    }

    /// The threads that suit the model's size.
    public RowPool pool(WeightSnapshot snapshot) {
        if (snapshot.run().parameterCount() < LARGE) {
            return alone;
        }
        if (shared == null) {
            shared = new RowPool(Runtime.getRuntime().availableProcessors());
        }
        return shared;
    }

    @Override
    public void close() {
        alone.close();
        if (shared != null) {
            shared.close();
        }
    }
}
