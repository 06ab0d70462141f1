package dev.glassbox.viewmodel;

import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import java.util.Arrays;

/// A run's losses reduced for drawing ([Buckets]), kept up to date as the log grows; no extreme is lost.
public final class LossCurve {

    /// Parallel arrays, one entry a point; never written again.
    ///
    /// @param steps first step of each point
    /// @param smoothed exponential moving average of the batch losses over a tenth of the steps so far, at most about 20: the steep beginning is not smeared
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
    private final Buckets buckets = new Buckets();
    private double average;
    private int losses;
    private int lossStep;
    private int newestStep;
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
        int gap = losses == 0 ? 1 : step - lossStep;
        double weight = Math.max(1 - MEMORY, 1 / (1 + losses / 10.0));
        // A loss stands for the steps before it that are not known: told once in a hundred steps, it is as good as alone.
        average += (gap == 1 ? weight : 1 - Math.pow(1 - weight, gap)) * (loss - average);
        losses += gap;
        lossStep = step;
        buckets.add(step, loss);
        if (buckets.size() > smoothed.length) {
            smoothed = Arrays.copyOf(smoothed, 2 * smoothed.length);
        }
        smoothed[buckets.size() - 1] = average;
    }

    double newestSmoothed() {
        return buckets.size() == 0 ? Double.NaN : smoothed[buckets.size() - 1];
    }

    Points points() {
        CurvePoints reduced = buckets.points();
        return new Points(reduced.steps(), reduced.low(), reduced.high(), reduced.mean(), Arrays.copyOf(smoothed, buckets.size()),
                Arrays.copyOf(validationSteps, validations), Arrays.copyOf(validation, validations), newestStep);
    }
}
