package dev.glassbox.session;

/// Every number a run reported, one row a step, append-only: one writer, any number of readers, no lock, no value lost.
///
/// Rows live in chunks that are never moved once written. The writer fills a row, then raises the volatile `size`; a reader that
/// has seen a size may read all rows below it.
///
/// Row 0 is step 0 (the state before any training), where only [Metric#VALIDATION_LOSS] is a number; row n is step n.
public final class MetricLog {

    public enum Metric {
        STEP,
        /// Mean cross-entropy of the step's own batch, before its update, in nats.
        LOSS,
        /// Not a number in rows whose step was followed by no measurement.
        VALIDATION_LOSS,
        /// L2 norm of all gradients, before clipping.
        GRAD_NORM,
        LEARNING_RATE,
        /// Tokens predicted in the step.
        TOKENS,
        /// Duration of the step in nanoseconds.
        NANOS,
        /// `‖Δw‖ / ‖w‖` over all weights; not a number in steps that did not measure it.
        UPDATE_RATIO
    }

    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int COLUMNS = Metric.values().length;

    // Row after row in each chunk; replaced by a longer array of the same chunks when it is full.
    private double[][] chunks = new double[4][];
    private volatile int size;

    /// Only the run's thread calls this.
    void append(int step, double loss, double validationLoss, double gradNorm, double learningRate, int tokens, long nanos,
            double updateRatio) {
        int row = size;
        int chunk = row >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = java.util.Arrays.copyOf(chunks, 2 * chunk);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new double[CHUNK * COLUMNS];
        }
        double[] cells = chunks[chunk];
        int at = (row & (CHUNK - 1)) * COLUMNS;
        cells[at + Metric.STEP.ordinal()] = step;
        cells[at + Metric.LOSS.ordinal()] = loss;
        cells[at + Metric.VALIDATION_LOSS.ordinal()] = validationLoss;
        cells[at + Metric.GRAD_NORM.ordinal()] = gradNorm;
        cells[at + Metric.LEARNING_RATE.ordinal()] = learningRate;
        cells[at + Metric.TOKENS.ordinal()] = tokens;
        cells[at + Metric.NANOS.ordinal()] = nanos;
        cells[at + Metric.UPDATE_RATIO.ordinal()] = updateRatio;
        size = row + 1;
    }

    public int size() {
        return size;
    }

    /// The row of a step; the last row when the step is not there yet.
    public int row(int step) {
        return Math.clamp(step - step(0), 0, size - 1);
    }

    /// The newest value at or before a row; NaN when there is none.
    public double lastAt(Metric metric, int row) {
        for (int at = row; at >= 0; at--) {
            double value = get(metric, at);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    /// A copy of the rows up to a step, to be gone on with by another run.
    MetricLog until(int step) {
        MetricLog copy = new MetricLog();
        for (int row = 0; row <= row(step); row++) {
            copy.append(step(row), get(Metric.LOSS, row), get(Metric.VALIDATION_LOSS, row), get(Metric.GRAD_NORM, row),
                    get(Metric.LEARNING_RATE, row), (int) get(Metric.TOKENS, row), (long) get(Metric.NANOS, row), get(Metric.UPDATE_RATIO, row));
        }
        return copy;
    }

    public int step(int row) {
        return (int) get(Metric.STEP, row);
    }

    public double get(Metric metric, int row) {
        int visible = size; // the volatile read makes the chunk table and the cells below it visible
        if (row < 0 || row >= visible) {
            throw new IndexOutOfBoundsException("row " + row + " of a log with " + visible + " rows");
        }
        return chunks[row >>> CHUNK_BITS][(row & (CHUNK - 1)) * COLUMNS + metric.ordinal()];
    }
}
