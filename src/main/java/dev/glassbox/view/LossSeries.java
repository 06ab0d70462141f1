package dev.glassbox.view;

import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.TimelinePicture.Curve;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import java.util.Arrays;

/// A run's batch losses as the timeline takes them, one value a step from step 1 on. The array only grows, so every curve
/// handed out stays true.
final class LossSeries {
    private MetricLog log;
    private float[] losses = new float[256];
    private int size;

    /// The curve of a log's first `rows` rows; reads only those that are new.
    Curve upTo(MetricLog newest, int rows) {
        if (newest != log) {
            log = newest;
            losses = new float[256];
            size = 0;
        }
        for (int row = size + 1; row < rows; row++) {
            if (size == losses.length) {
                losses = Arrays.copyOf(losses, 2 * size);
            }
            losses[size++] = (float) log.get(Metric.LOSS, row);
        }
        return new Curve(1, losses, size, InkColor.RUN_A);
    }
}
