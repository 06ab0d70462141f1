package dev.glassbox.session;

import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;

/// The threads for one sentence: a single one, since training needs the cores, but all of them for a model so large that one sentence is real work and
/// hardly anybody trains it here. Belongs to one thread; results do not depend on the number of threads.
final class SentencePool implements AutoCloseable {
    /// From so many weights on; GPT-2 small has 124 million.
    private static final int LARGE = 5_000_000;

    private final RowPool alone = new RowPool(1);
    private RowPool all;

    RowPool of(Transformer model) {
        if (model.layout().size() < LARGE) {
            return alone;
        }
        if (all == null) {
            all = new RowPool(Runtime.getRuntime().availableProcessors());
        }
        return all;
    }

    @Override
    public void close() {
        alone.close();
        if (all != null) {
            all.close();
        }
    }
}
