package dev.glassbox.picture;

import java.util.Locale;
import java.util.stream.IntStream;

/// How the numbers of a [Heatmap] become colours.
///
/// @param diverging whether zero lies in the middle
/// @param low       the value at the low end
/// @param high      the value at the high end
/// @param unit      what the numbers are, for the legend: "attention weight"
public record HeatScale(boolean diverging, double low, double high, String unit) {

    /// .00 to .99: a zoomed map writes hundreds of shares in one frame.
    private static final String[] HUNDREDTHS = IntStream.range(0, 100).mapToObj(i -> String.format(Locale.ROOT, ".%02d", i)).toArray(String[]::new);

    public HeatScale {
        if (!(high > low)) {
            throw new IllegalArgumentException("A scale needs low < high, not " + low + " and " + high + ".");
        }
    }

    /// From 0 to 1, never stretched: two maps of weights always mean the same by the same colour.
    public static HeatScale shares(String unit) {
        return new HeatScale(false, 0, 1, unit);
    }

    public static HeatScale sequential(double low, double high, String unit) {
        return new HeatScale(false, low, high, unit);
    }

    /// From −`limit` to `limit`.
    public static HeatScale diverging(double limit, String unit) {
        return new HeatScale(true, -limit, limit, unit);
    }

    /// Diverging, as far as the largest finite value of any of these matrices reaches; ±1 when there is none.
    public static HeatScale around(String unit, float[]... matrices) {
        float largest = 0;
        for (float[] values : matrices) {
            for (float value : values) {
                largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
            }
        }
        return diverging(largest == 0 ? 1 : largest, unit);
    }

    /// Whether it is the scale of [#shares].
    public boolean isShares() {
        return !diverging && low == 0 && high == 1;
    }

    /// The value in words and captions: shares with three decimals, others with three digits.
    public String text(double value) {
        return isShares() ? Numbers.probability(value) : Numbers.format(value);
    }

    public int color(Ink ink, double value) {
        return (diverging ? ink.diverging() : ink.sequential()).at(value, low, high);
    }

    /// The value as short as a cell wants it: .78, 1.0, −1.4, 12; as many digits as fit into `room`.
    public String inCell(double value, TextFont font, double room) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (!Double.isFinite(value)) {
            return Numbers.format(value);
        }
        if (isShares()) {
            return value >= 0.995 ? "1.0" : value >= 0.005 ? HUNDREDTHS[(int) (value * 100 + 0.5)] : value >= 0 ? "0" : String.format(Locale.ROOT, "%.2f", value);
        }
        if (value == 0) {
            return "0";
        }
        int most = high - low < 0.2 ? 4 : high - low < 2 ? 3 : 2;
        for (int decimals = Math.abs(value) >= 100 ? 0 : most; decimals > 0; decimals--) {
            String text = Numbers.fixed(value, decimals);
            if (font.width(text) <= room) {
                return text;
            }
        }
        return Numbers.fixed(value, 0);
    }
}
