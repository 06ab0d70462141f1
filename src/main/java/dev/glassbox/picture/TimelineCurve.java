package dev.glassbox.picture;

import java.util.function.DoubleUnaryOperator;

/// A loss curve reduced to the pixel columns: a pale band from the smallest to the largest value, a line through the means.
///
/// However long the run, two points a column are painted; where a column holds less than one step, its points are joined.
final class TimelineCurve {

    private static final double BAND = 0.22;

    private final double[] xs;
    private final double[] low;
    private final double[] high;
    private final double[] mean;
    private int count;

    TimelineCurve(TimelinePicture.Curve curve, Axis axis, double left, double right, DoubleUnaryOperator toY) {
        int columns = (int) Math.max(1, right - left);
        xs = new double[columns + 2];
        low = new double[columns + 2];
        high = new double[columns + 2];
        mean = new double[columns + 2];
        int next = 0;
        for (int c = 0; c <= columns && next < curve.size(); c++) {
            double until = axis.value((c + 0.5) / columns);
            int end = (int) Math.min(curve.size(), Math.floor(until) - curve.firstStep() + 1);
            if (end > next) {
                double step = curve.firstStep() + (next + end - 1) / 2.0;
                add(curve.losses(), next, end, left + axis.place(step) * (right - left), toY);
                next = end;
            }
        }
        if (next < curve.size()) {
            add(curve.losses(), next, curve.size(), left + axis.place(curve.firstStep() + curve.size() - 1) * (right - left), toY);
        }
    }

    private void add(float[] losses, int from, int to, double x, DoubleUnaryOperator toY) {
        float smallest = Float.MAX_VALUE;
        float largest = -Float.MAX_VALUE;
        double sum = 0;
        int finite = 0;
        for (int i = from; i < to; i++) {
            float loss = losses[i];
            if (Float.isFinite(loss)) {
                smallest = Math.min(smallest, loss);
                largest = Math.max(largest, loss);
                sum += loss;
                finite++;
            }
        }
        if (finite > 0) {
            xs[count] = x;
            low[count] = toY.applyAsDouble(smallest);
            high[count] = toY.applyAsDouble(largest);
            mean[count++] = toY.applyAsDouble(sum / finite);
        }
    }

    int points() {
        return count;
    }

    void paint(Pen pen, int argb, double width) {
        if (count == 0) {
            return;
        }
        double[] px = new double[2 * count];
        double[] py = new double[2 * count];
        for (int i = 0; i < count; i++) {
            px[i] = xs[i];
            py[i] = high[i];
            px[2 * count - 1 - i] = xs[i];
            py[2 * count - 1 - i] = low[i];
        }
        pen.fillPolygon(px, py, 2 * count, Argb.fade(argb, BAND));
        pen.polyline(xs, mean, count, Stroke.round(argb, width));
    }
}
