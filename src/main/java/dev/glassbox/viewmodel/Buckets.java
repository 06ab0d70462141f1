package dev.glassbox.viewmodel;

import java.util.Arrays;

/// Values over steps reduced as they come; no extreme is lost.
///
/// Every step below 2,048 has a point of its own; beyond that a point stands for `2^⌊log₂(step / 1024)⌋` steps with their smallest,
/// largest and mean value. So a point is never wider than a thousandth of its step: fine enough for a logarithmic axis and,
/// but for the last pixel or two, for a linear one; a million steps take some eleven thousand points.
final class Buckets {

    private int size;
    private long bucket = -1;
    private int inBucket;
    private double[] steps = new double[256];
    private double[] low = new double[256];
    private double[] high = new double[256];
    private double[] mean = new double[256];

    void add(int step, double value) {
        long width = step < 2048 ? 1 : Long.highestOneBit(step / 1024);
        long first = step - step % width;
        if (first != bucket) {
            bucket = first;
            inBucket = 0;
            if (size == steps.length) {
                steps = Arrays.copyOf(steps, 2 * size);
                low = Arrays.copyOf(low, 2 * size);
                high = Arrays.copyOf(high, 2 * size);
                mean = Arrays.copyOf(mean, 2 * size);
            }
            steps[size] = first;
            low[size] = value;
            high[size] = value;
            mean[size++] = 0;
        }
        int at = size - 1;
        inBucket++;
        low[at] = Math.min(low[at], value);
        high[at] = Math.max(high[at], value);
        mean[at] += (value - mean[at]) / inBucket;
    }

    int size() {
        return size;
    }

    CurvePoints points() {
        return new CurvePoints(Arrays.copyOf(steps, size), Arrays.copyOf(low, size), Arrays.copyOf(high, size), Arrays.copyOf(mean, size));
    }
}
