package dev.glassbox.viewmodel;

import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import java.util.function.ToDoubleFunction;

/// One number of a run over its steps, reduced for drawing and read on as the log grows.
public final class MetricCurve {

    /// What can be drawn besides the loss.
    public enum Kind {
        LEARNING_RATE(row -> row.get(Metric.LEARNING_RATE)),
        UPDATE_RATIO(row -> row.get(Metric.UPDATE_RATIO)),
        GRADIENT_NORM(row -> row.get(Metric.GRAD_NORM)),
        TOKENS_PER_SECOND(row -> row.get(Metric.NANOS) > 0 ? row.get(Metric.TOKENS) * 1e9 / row.get(Metric.NANOS) : Double.NaN);

        private final ToDoubleFunction<Row> value;

        Kind(ToDoubleFunction<Row> value) {
            this.value = value;
        }
    }

    private record Row(MetricLog log, int row) {
        double get(Metric metric) {
            return log.get(metric, row);
        }
    }

    private final MetricLog log;
    private final Kind kind;
    private final Buckets buckets = new Buckets();
    private int rows;
    private CurvePoints points = CurvePoints.NONE;

    MetricCurve(MetricLog log, Kind kind) {
        this.log = log;
        this.kind = kind;
    }

    /// All rows below `size`.
    CurvePoints upTo(int size) {
        if (size > rows) {
            for (; rows < size; rows++) {
                double value = kind.value.applyAsDouble(new Row(log, rows));
                if (Double.isFinite(value)) {
                    buckets.add(log.step(rows), value);
                }
            }
            points = buckets.points();
        }
        return points;
    }
}
