package dev.glassbox.session;

import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import dev.glassbox.train.Batch;
import dev.glassbox.train.OptimizerKind;
import dev.glassbox.train.Schedule;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/// A plane cut through the loss surface at the weights on screen, with the ways four optimizers take from there.
///
/// The plane holds the starting point, where AdamW ends, and what of SGD's way is perpendicular to that (after Li et al. 2018,
/// arXiv:1712.09913, who take directions from the path too). Every optimizer takes the same batches. A way through a space of thousands of
/// axes does not stay in a plane; what is drawn is its shadow.
///
/// @param step of the starting point
/// @param x places along the first direction, in lengths of weight space
/// @param y places along the second
/// @param losses row-major `[y, x]`, on one fixed batch, in nats
/// @param start loss at the origin
/// @param paths one for each optimizer
public record LossSlice(int step, double[] x, double[] y, float[] losses, double start, List<Path> paths) {

    /// @param rate its learning rate
    /// @param x shadow on the plane, the origin first
    /// @param loss on the fixed batch at its end, in nats; that is at its real place, not at its shadow
    /// @param kept share of the whole way's length that the shadow keeps, 0…1
    public record Path(OptimizerKind kind, double rate, double[] x, double[] y, double loss, double kept) {}

    private static final int STEPS = 24;
    private static final int SIDE = 19;
    private static final int BATCH = 4;

    /// SGD and momentum know no scale of their own, so they need larger rates to get anywhere.
    static double rate(OptimizerKind kind, double base) {
        return switch (kind) {
            case ADAMW, RMSPROP -> base;
            case MOMENTUM -> 3 * base;
            case SGD -> 30 * base;
        };
    }

    /// @param base learning rate of AdamW and RMSProp
    /// @param progress is told the share done, 0…1
    /// @return null when `cancelled` became true
    /// @throws IllegalArgumentException with one sentence when this model cannot be trained
    public static LossSlice of(WeightSnapshot snapshot, double base, Warmup warmup, DoubleConsumer progress, BooleanSupplier cancelled) {
        FirstGradients.check(snapshot.run());
        try (RowPool alone = new RowPool(1)) {
            return new Maker(snapshot, base, warmup, alone, progress, cancelled).make();
        }
    }

    private static final class Maker {

        private final WeightSnapshot snapshot;
        private final double base;
        private final Warmup warmup;
        private final RowPool pool;
        private final DoubleConsumer progress;
        private final BooleanSupplier cancelled;
        private final Transformer model;
        private final Parameters moved;
        private final Workspace work;
        private final Batch batch;
        private int done;

        Maker(WeightSnapshot snapshot, double base, Warmup warmup, RowPool pool, DoubleConsumer progress, BooleanSupplier cancelled) {
            this.snapshot = snapshot;
            this.base = base;
            this.warmup = warmup;
            this.pool = pool;
            this.progress = progress;
            this.cancelled = cancelled;
            model = snapshot.run().transformer();
            moved = new Parameters(model.layout(), snapshot.values().clone());
            int time = model.config().contextLength();
            work = model.workspace(2 * BATCH, time, false);
            batch = fixedBatch(time);
        }

        /// Windows spread over the training text.
        private Batch fixedBatch(int time) {
            int[] text = snapshot.run().tokens().train();
            int[][] windows = new int[2 * BATCH][];
            for (int b = 0; b < windows.length; b++) {
                int from = (int) ((long) (text.length - time - 1) * b / windows.length);
                windows[b] = java.util.Arrays.copyOfRange(text, from, from + time + 1);
            }
            return Batch.ofWindows(windows);
        }

        LossSlice make() {
            OptimizerKind[] kinds = {OptimizerKind.ADAMW, OptimizerKind.RMSPROP, OptimizerKind.MOMENTUM, OptimizerKind.SGD};
            float[][] ends = new float[kinds.length][];
            for (int i = 0; i < kinds.length; i++) {
                int at = i;
                if (!walk(kinds[i], (t, values) -> ends[at] = t == STEPS ? difference(values) : ends[at])) {
                    return null;
                }
            }
            float[] first = unit(ends[0], null);
            float[] second = unit(ends[kinds.length - 1], first);
            List<Path> paths = new ArrayList<>();
            for (int i = 0; i < kinds.length; i++) {
                double[] x = new double[STEPS + 1];
                double[] y = new double[STEPS + 1];
                if (!walk(kinds[i], (t, values) -> {
                    x[t] = dot(values, first);
                    y[t] = dot(values, second);
                })) {
                    return null;
                }
                double whole = length(ends[i]);
                double kept = whole == 0 ? 1 : Math.hypot(x[STEPS], y[STEPS]) / whole;
                paths.add(new Path(kinds[i], rate(kinds[i], base), x, y, lossAt(ends[i], 1, null, 0), Math.min(1, kept)));
            }
            return surface(first, second, paths);
        }

        private LossSlice surface(float[] first, float[] second, List<Path> paths) {
            double[] x = axis(paths.stream().map(Path::x).toList());
            double[] y = axis(paths.stream().map(Path::y).toList());
            float[] losses = new float[SIDE * SIDE];
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    if (stopped()) {
                        return null;
                    }
                    losses[row * SIDE + column] = (float) lossAt(first, x[column], second, y[row]);
                }
            }
            return new LossSlice(snapshot.step(), x, y, losses, lossAt(first, 0, second, 0), List.copyOf(paths));
        }

        /// Evenly spaced over all paths with a quarter of room on either side.
        private static double[] axis(List<double[]> all) {
            double low = 0;
            double high = 0;
            for (double[] values : all) {
                for (double value : values) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            double room = 0.3 * Math.max(high - low, 1e-6);
            double[] axis = new double[SIDE];
            for (int i = 0; i < SIDE; i++) {
                axis[i] = low - room + (high - low + 2 * room) * i / (SIDE - 1);
            }
            return axis;
        }

        private interface Visit {
            void at(int step, float[] values);
        }

        /// False when cancelled.
        private boolean walk(OptimizerKind kind, Visit visit) {
            TrainingConfig config = snapshot.run().spec().training().withOptimizer(kind).withSchedule(Schedule.CONSTANT).withWarmup(0)
                    .withLearningRate(rate(kind, base)).withMinLr(0).withDropout(0).withBatchSize(BATCH).withBiasCorrection(true);
            Trainer trainer = new Trainer(model, config, snapshot.run().tokens().train(), snapshot.run().tokens().validation(), warmup.kernels(), pool);
            System.arraycopy(snapshot.values(), 0, trainer.parameters().values(), 0, snapshot.values().length);
            visit.at(0, trainer.parameters().values());
            for (int t = 1; t <= STEPS; t++) {
                if (stopped()) {
                    return false;
                }
                trainer.step(); // a step that diverges changes nothing: the way simply ends there
                visit.at(t, trainer.parameters().values());
            }
            return true;
        }

        private boolean stopped() {
            progress.accept(Math.min(1, done++ / (8.0 * STEPS + SIDE * SIDE)));
            return cancelled.getAsBoolean();
        }

        private double lossAt(float[] along, double far, float[] across, double wide) {
            float[] from = snapshot.values();
            float[] to = moved.values();
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) (from[i] + far * along[i] + (across == null ? 0 : wide * across[i]));
            }
            model.forward(new Pass(moved, work, warmup.kernels(), pool, Probe.NONE), batch.ids(), batch.batch(), batch.time());
            return model.loss(new Pass(moved, work, warmup.kernels(), pool, Probe.NONE), batch.targets());
        }

        private float[] difference(float[] values) {
            float[] way = new float[values.length];
            for (int i = 0; i < way.length; i++) {
                way[i] = values[i] - snapshot.values()[i];
            }
            return way;
        }

        /// What of a way is perpendicular to `other`, with length 1; zero when nothing is.
        private static float[] unit(float[] way, float[] other) {
            float[] direction = way.clone();
            double shared = 0;
            for (int i = 0; other != null && i < way.length; i++) {
                shared += (double) way[i] * other[i];
            }
            for (int i = 0; other != null && i < way.length; i++) {
                direction[i] -= (float) (shared * other[i]);
            }
            double length = length(direction);
            for (int i = 0; i < direction.length && length > 0; i++) {
                direction[i] /= (float) length;
            }
            return direction;
        }

        private static double length(float[] way) {
            double sum = 0;
            for (float each : way) {
                sum += (double) each * each;
            }
            return Math.sqrt(sum);
        }

        private double dot(float[] values, float[] direction) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (values[i] - snapshot.values()[i]) * direction[i];
            }
            return sum;
        }
    }
}
