package dev.glassbox.viewmodel;

import dev.glassbox.session.MetricLog;
import java.util.Arrays;

/// One column of a log as it grows: steps and values in arrays that are shared with whoever draws them.
public final class MetricSeries {

    private final MetricLog log;
    private final MetricLog.Metric metric;
    private double[] steps = new double[256];
    private double[] values = new double[256];
    private int rows;
    private int size;

    /// @param steps only the first `size` entries count; those are never written again
    public record Values(double[] steps, double[] values, int size) {
        public static final Values NONE = new Values(new double[0], new double[0], 0);
    }

    public MetricSeries(MetricLog log, MetricLog.Metric metric) {
        this.log = log;
        this.metric = metric;
    }

    /// Everything up to row `upTo` of the log; values that are not finite are left out.
    public Values read(int upTo) {
        for (; rows < upTo; rows++) {
            double value = log.get(metric, rows);
            if (Double.isFinite(value)) {
                if (size == steps.length) {
                    steps = Arrays.copyOf(steps, 2 * size);
                    values = Arrays.copyOf(values, 2 * size);
                }
                steps[size] = log.step(rows);
                values[size++] = value;
            }
        }
        return new Values(steps, values, size);
    }
}
