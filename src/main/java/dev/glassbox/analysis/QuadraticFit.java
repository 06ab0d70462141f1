package dev.glassbox.analysis;

/// Measured times against the number of tokens as `t(n) = a·n + b·n²`: least squares of relative errors, so that short texts count as much as long ones.
///
/// @param linear    a
/// @param quadratic b; neither is ever negative
public record QuadraticFit(double linear, double quadratic) {

    /// @throws IllegalArgumentException for fewer than two points, or one that is not positive
    public static QuadraticFit of(double[] n, double[] time) {
        if (n.length < 2 || n.length != time.length) {
            throw new IllegalArgumentException("a fit needs at least two points, not " + n.length);
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double x1 = 0;
        double y1 = 0;
        for (int i = 0; i < n.length; i++) {
            if (!(n[i] > 0 && time[i] > 0)) {
                throw new IllegalArgumentException("point " + i + " is (" + n[i] + ", " + time[i] + "); both must be positive");
            }
            double x = n[i] / time[i];
            double y = n[i] * n[i] / time[i];
            xx += x * x;
            xy += x * y;
            yy += y * y;
            x1 += x;
            y1 += y;
        }
        double determinant = xx * yy - xy * xy;
        double a = determinant == 0 ? -1 : (x1 * yy - y1 * xy) / determinant;
        double b = determinant == 0 ? -1 : (y1 * xx - x1 * xy) / determinant;
        if (b < 0) {
            return new QuadraticFit(x1 / xx, 0);
        }
        return a < 0 ? new QuadraticFit(0, y1 / yy) : new QuadraticFit(a, b);
    }

    public double at(double n) {
        return linear * n + quadratic * n * n;
    }

    /// From this number of tokens on the quadratic part is the larger one; infinite when there is none.
    public double crossing() {
        return linear / quadratic;
    }
}
