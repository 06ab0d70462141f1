package dev.glassbox.picture;

import java.util.Arrays;

/// The points of one curve by ascending x, each perhaps standing for several measurements with their smallest, largest and mean value.
///
/// Only the first `size` entries count, so arrays that grow can be shared; what counts is never written again. Equal means: the
/// same arrays, read as far.
///
/// @param x    where a point begins; it stands for everything up to the next one
/// @param low  smallest measurement
/// @param high largest measurement
/// @param mean what the line runs through
public record Points(double[] x, double[] low, double[] high, double[] mean, int size) {

    public static final Points NONE = of(new double[0], new double[0]);

    public Points {
        if (size < 0 || size > Math.min(Math.min(x.length, mean.length), Math.min(low.length, high.length))) {
            throw new IllegalArgumentException("The curve claims " + size + " points but has " + Math.min(x.length, mean.length) + ".");
        }
    }

    /// One measurement a point.
    public static Points of(double[] x, double[] y) {
        return of(x, y, x.length);
    }

    /// The first `size` of each array.
    public static Points of(double[] x, double[] y, int size) {
        return new Points(x, y, y, y, size);
    }

    /// Values at `first`, `first + 1`, …
    public static Points ofSteps(int first, float[] values, int size) {
        double[] x = new double[size];
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = first + i;
            y[i] = values[i];
        }
        return of(x, y);
    }

    /// The points from one x on.
    public Points from(double first) {
        int begin = Math.max(0, indexAt(first));
        return begin == 0 ? this : new Points(Arrays.copyOfRange(x, begin, size), Arrays.copyOfRange(low, begin, size),
                Arrays.copyOfRange(high, begin, size), Arrays.copyOfRange(mean, begin, size), size - begin);
    }

    /// The index of the last point at or before `at`; −1 when there is none.
    public int indexAt(double at) {
        int found = Arrays.binarySearch(x, 0, size, at);
        return found >= 0 ? found : -found - 2;
    }

    /// The mean of the last point at or before `at`; NaN when there is none.
    public double at(double at) {
        int index = indexAt(at);
        return index < 0 ? Double.NaN : mean[index];
    }

    /// The mean of the last point; NaN when there is none.
    public double last() {
        return size == 0 ? Double.NaN : mean[size - 1];
    }

    /// The smallest finite value; +∞ when there is none.
    public double lowest() {
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (low[i] < lowest && Double.isFinite(low[i])) {
                lowest = low[i];
            }
        }
        return lowest;
    }

    /// The largest finite value; −∞ when there is none.
    public double highest() {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (high[i] > highest && Double.isFinite(high[i])) {
                highest = high[i];
            }
        }
        return highest;
    }
}
