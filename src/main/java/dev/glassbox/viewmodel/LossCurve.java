package dev.glassbox.viewmodel;

import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import java.util.Arrays;

/// A run's losses reduced for drawing, kept up to date as the log grows; no extreme is lost.
///
/// Every step below 2,048 has a point of its own; beyond that a point stands for `2^⌊log₂(step / 1024)⌋` steps with their smallest,
/// largest and mean loss. So a point is never wider than a thousandth of its step: fine enough for a logarithmic axis and,
/// but for the last pixel or two, for a linear one; a million steps take some eleven thousand points.
public final class LossCurve {

    /// Parallel arrays, one entry a point; never written again.
    ///
    /// @param steps first step of each point
    /// @param smoothed exponential moving average of the batch losses over about 20 steps, without the bias towards its start
    /// @param validationSteps steps at which the validation loss was measured
    /// @param newestStep last step of the log
    public record Points(double[] steps, double[] low, double[] high, double[] mean, double[] smoothed,
            double[] validationSteps, double[] validation, int newestStep) {

        public static final Points NONE = new Points(new double[0], new double[0], new double[0], new double[0], new double[0],
                new double[0], new double[0], 0);

        public int size() {
            return steps.length;
        }
    }

    private static final double MEMORY = 0.95;

    private final MetricLog log;
    private int rows;
    private int points;
    private long bucket = -1;
    private int inBucket;
    private double average;
    private double weight;
    private int newestStep;
    private double[] steps = new double[256];
    private double[] low = new double[256];
    private double[] high = new double[256];
    private double[] mean = new double[256];
    private double[] smoothed = new double[256];
    private int validations;
    private double[] validationSteps = new double[32];
    private double[] validation = new double[32];

    public LossCurve(MetricLog log) {
        this.log = log;
    }

    /// Reads the rows that are new; true when there were any.
    boolean readTo(int size) {
        if (size <= rows) {
            return false;
        }
        for (; rows < size; rows++) {
            int step = log.step(rows);
            newestStep = step;
            double loss = log.get(Metric.LOSS, rows);
            if (Double.isFinite(loss)) {
                add(step, loss);
            }
            double measured = log.get(Metric.VALIDATION_LOSS, rows);
            if (Double.isFinite(measured)) {
                if (validations == validation.length) {
                    validation = Arrays.copyOf(validation, 2 * validations);
                    validationSteps = Arrays.copyOf(validationSteps, 2 * validations);
                }
                validationSteps[validations] = step;
                validation[validations++] = measured;
            }
        }
        return true;
    }

    private void add(int step, double loss) {
        average = MEMORY * average + (1 - MEMORY) * loss;
        weight = MEMORY * weight + (1 - MEMORY);
        long width = step < 2048 ? 1 : Long.highestOneBit(step / 1024);
        long first = step - step % width;
        if (first != bucket) {
            bucket = first;
            inBucket = 0;
            if (points == steps.length) {
                grow();
            }
            points++;
            low[points - 1] = loss;
            high[points - 1] = loss;
            mean[points - 1] = 0;
            steps[points - 1] = first;
        }
        int at = points - 1;
        inBucket++;
        low[at] = Math.min(low[at], loss);
        high[at] = Math.max(high[at], loss);
        mean[at] += (loss - mean[at]) / inBucket;
        smoothed[at] = average / weight;
    }

    private void grow() {
        int length = 2 * points;
        steps = Arrays.copyOf(steps, length);
        low = Arrays.copyOf(low, length);
        high = Arrays.copyOf(high, length);
        mean = Arrays.copyOf(mean, length);
        smoothed = Arrays.copyOf(smoothed, length);
    }

    double newestSmoothed() {
        return points == 0 ? Double.NaN : smoothed[points - 1];
    }

    Points points() {
        return new Points(Arrays.copyOf(steps, points), Arrays.copyOf(low, points), Arrays.copyOf(high, points),
                Arrays.copyOf(mean, points), Arrays.copyOf(smoothed, points),
                Arrays.copyOf(validationSteps, validations), Arrays.copyOf(validation, validations), newestStep);
    }
}
