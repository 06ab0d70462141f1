package dev.glassbox.analysis;

/// How many weights have about which size.
///
/// @param low left end of the first bin
/// @param width of a bin
/// @param shares of all numbers in each bin; what lies outside the ends counts to the outermost bins
/// @param mean of the numbers
/// @param deviation standard deviation, dividing by n
public record WeightHistogram(double low, double width, double[] shares, double mean, double deviation) {

    /// @param limit the bins reach from −limit to limit
    public static WeightHistogram of(float[] values, double limit, int bins) {
        if (values.length == 0 || bins < 1 || !(limit > 0)) {
            throw new IllegalArgumentException("a histogram needs numbers, bins and a range, not " + values.length + ", " + bins + ", " + limit);
        }
        double[] shares = new double[bins];
        double width = 2 * limit / bins;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            int bin = Math.clamp((long) Math.floor((value + limit) / width), 0, bins - 1);
            shares[bin] += 1.0 / values.length;
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return new WeightHistogram(-limit, width, shares, mean, Math.sqrt(Math.max(0, squares / values.length - mean * mean)));
    }

    /// The middle of a bin.
    public double middle(int bin) {
        return low + (bin + 0.5) * width;
    }
}
