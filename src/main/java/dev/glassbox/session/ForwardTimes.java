package dev.glassbox.session;

import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Dropout;
import dev.glassbox.nn.PackedWeights;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;

/// How long this machine needs for a forward pass over n tokens of a model of the shown shape. A small model is measured beyond its context, with a longer
/// one and random weights: they take the same time as trained ones. In turns of one measurement each; news in a mailbox.
public final class ForwardTimes {

    private static final long SMALL = 5_000_000;
    private static final int SHORTEST = 16;
    private static final int LEAST_PASSES = 3;
    private static final long ROUND = 80_000_000;
    /// A new size may take a path through the kernels that is not compiled yet: rounds go on until two of them were no faster, or so long.
    private static final int STEADY = 2;
    private static final long LONGEST_POINT = 3_000_000_000L;
    /// A point that would take longer is left out.
    private static final long PATIENCE = 2_500_000_000L;

    /// One measured point: the fastest of several passes.
    public record Point(int n, long nanos) {}

    /// @param model  what was measured, with the context it was measured at
    public record News(ModelConfig model, List<Point> points, boolean running) {
        public News {
            points = List.copyOf(points);
        }
    }

    private final Worker worker;
    private final ShownDecoder decoder;
    private final Warmup warmup;
    private final Mailbox<News> news = new Mailbox<>();
    private final Mailbox<String> failures = new Mailbox<>();
    private volatile Object current;

    public ForwardTimes(Worker worker, ShownDecoder decoder, Warmup warmup) {
        this.worker = worker;
        this.decoder = decoder;
        this.warmup = warmup;
    }

    /// @param longest tokens of the last point at most; where the context of a large model is shorter, that ends the row
    public void start(WeightSnapshot moment, int longest) {
        Object mark = new Object();
        current = mark;
        worker.submit(mark, () -> guarded(mark, () -> {
            ModelConfig own = moment.run().config();
            boolean small = moment.run().parameterCount() < SMALL && own.contextLength() < longest;
            Transformer model = small ? new Transformer(own.withContextLength(longest)) : moment.run().transformer();
            Parameters weights = small ? random(model) : moment.parameters();
            Rig rig = new Rig(mark, model, weights, decoder.pool(moment), Math.min(longest, model.config().contextLength()));
            rig.measure(Math.min(SHORTEST, rig.longest)); // once for nothing: now it is warm
            rig.next();
        }));
    }

    private static Parameters random(Transformer model) {
        Parameters drawn = new Parameters(model.layout());
        model.initialize(drawn, 1);
        return new Parameters(model.layout(), drawn.values());
    }

    public void stop() {
        current = null;
    }

    private void guarded(Object mark, Runnable work) {
        try {
            if (current == mark) {
                work.run();
            }
        } catch (IllegalArgumentException told) {
            failures.put(told.getMessage());
        } catch (OutOfMemoryError full) {
            failures.put("There is not enough memory to measure longer texts with this model; the points so far stay.");
        }
    }

    /// What is needed for one measurement after the other.
    private final class Rig {
        private final Object mark;
        private final Transformer model;
        private final int longest;
        private final Workspace work;
        private final Pass pass;
        private final List<Point> points = new ArrayList<>();

        Rig(Object mark, Transformer model, Parameters weights, RowPool pool, int longest) {
            this.mark = mark;
            this.model = model;
            this.longest = longest;
            work = model.workspace(1, longest, false);
            PackedWeights packed = model.packedWeights(false);
            packed.pack(weights, warmup.kernels(), pool);
            pass = new Pass(weights, work, warmup.kernels(), pool, Probe.NONE, Dropout.NONE, packed);
        }

        /// One point, then the next as a turn of its own.
        private void next() {
            int n = points.isEmpty() ? Math.min(SHORTEST, longest) : Math.min(longest, points.getLast().n * 2);
            points.add(new Point(n, measure(n)));
            boolean more = n < longest && points.getLast().nanos * 4 < PATIENCE;
            if (current == mark) {
                news.put(new News(model.config(), points, more));
                if (more) {
                    worker.submit(mark, () -> guarded(mark, this::next));
                }
            }
        }

        private long measure(int n) {
            int[] ids = new int[n];
            for (int i = 0; i < n; i++) {
                ids[i] = i % model.config().vocabSize();
            }
            long began = System.nanoTime();
            long best = Long.MAX_VALUE;
            for (int steady = 0; steady < STEADY && current == mark && System.nanoTime() - began < LONGEST_POINT; ) {
                long fastest = round(ids);
                steady = fastest > best * 0.9 ? steady + 1 : 0;
                best = Math.min(best, fastest);
            }
            return best;
        }

        /// The fastest of a few passes.
        private long round(int[] ids) {
            long began = System.nanoTime();
            long best = Long.MAX_VALUE;
            for (int pass = 0; current == mark && (pass < LEAST_PASSES || System.nanoTime() - began < ROUND) && System.nanoTime() - began < LONGEST_POINT; pass++) {
                long start = System.nanoTime();
                model.forward(this.pass, ids, 1, ids.length);
                best = Math.min(best, System.nanoTime() - start);
            }
            return best;
        }
    }

    public Mailbox<News> news() {
        return news;
    }

    public Mailbox<String> failures() {
        return failures;
    }
}
