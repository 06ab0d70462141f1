package dev.glassbox.picture;

import java.util.function.DoubleUnaryOperator;

/// A curve reduced to the pixel columns: a pale band from the smallest to the largest value, a line through the means.
///
/// However many points there are, two a column are painted; where a column holds less than one point, they are joined.
final class CurveColumns {

    private static final double BAND = 0.22;

    private final double[] xs;
    private final double[] low;
    private final double[] high;
    private final double[] mean;
    private int count;
    private boolean banded;

    CurveColumns(Points points, Axis axis, double left, double right, DoubleUnaryOperator toY) {
        int columns = (int) Math.clamp(right - left, 1, 8192);
        int most = Math.min(points.size(), columns + 3);
        xs = new double[most];
        low = new double[most];
        high = new double[most];
        mean = new double[most];
        int from = 0;
        while (from < points.size()) {
            double place = axis.place(points.x()[from]);
            long column = column(place, columns);
            int to = from + 1;
            while (to < points.size() && column(axis.place(points.x()[to]), columns) == column) {
                to++;
            }
            double x = to - from == 1 ? place : (place + axis.place(points.x()[to - 1])) / 2;
            add(points, from, to, left + x * (right - left), toY);
            from = to;
        }
    }

    /// What lies outside the axis falls into one column on each side.
    private static long column(double place, int columns) {
        return place < 0 ? -1 : place > 1 ? columns + 1 : (long) (place * columns);
    }

    private void add(Points points, int from, int to, double x, DoubleUnaryOperator toY) {
        double smallest = Double.MAX_VALUE;
        double largest = -Double.MAX_VALUE;
        double sum = 0;
        int finite = 0;
        for (int i = from; i < to; i++) {
            double value = points.mean()[i];
            if (Double.isFinite(value)) {
                smallest = Math.min(smallest, points.low()[i]);
                largest = Math.max(largest, points.high()[i]);
                sum += value;
                finite++;
            }
        }
        if (finite > 0) {
            xs[count] = x;
            low[count] = toY.applyAsDouble(smallest);
            high[count] = toY.applyAsDouble(largest);
            mean[count++] = toY.applyAsDouble(sum / finite);
            banded |= largest > smallest;
        }
    }

    int count() {
        return count;
    }

    double x(int index) {
        return xs[index];
    }

    double y(int index) {
        return mean[index];
    }

    void paint(Pen pen, Stroke stroke) {
        if (count == 0) {
            return;
        }
        if (banded) {
            paintBand(pen, stroke.argb());
        }
        pen.polyline(xs, mean, count, stroke);
    }

    private void paintBand(Pen pen, int argb) {
        double[] px = new double[2 * count];
        double[] py = new double[2 * count];
        for (int i = 0; i < count; i++) {
            px[i] = xs[i];
            py[i] = high[i];
            px[2 * count - 1 - i] = xs[i];
            py[2 * count - 1 - i] = low[i];
        }
        pen.fillPolygon(px, py, 2 * count, Argb.fade(argb, BAND));
    }
}
