package dev.glassbox.control;

import dev.glassbox.picture.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/// The values a knob can take and how they are written.
///
/// @param min      at the left end
/// @param max      at the right end
/// @param log      equal distances are equal ratios; needs min > 0
/// @param whole    only integers
/// @param decimals so many decimals; −1 for three significant digits
public record ParameterScale(double min, double max, boolean log, boolean whole, int decimals) {

    private static final MathContext THREE_DIGITS = new MathContext(3);

    public ParameterScale {
        if (!(max > min) || log && !(min > 0)) {
            throw new IllegalArgumentException("A scale needs min < max, and min > 0 when it is logarithmic, not "
                    + min + " and " + max + ".");
        }
    }

    /// Where a value lies, 0…1.
    public double place(double value) {
        double inside = Math.clamp(value, min, max);
        return log ? Math.log(inside / min) / Math.log(max / min) : (inside - min) / (max - min);
    }

    /// The value at a place, rounded to what can be written.
    public double value(double place) {
        double p = Math.clamp(place, 0, 1);
        return rounded(log ? min * Math.pow(max / min, p) : min + p * (max - min));
    }

    /// The next value one key press away: 1 for integers, else a hundredth of the scale.
    public double stepped(double value, int steps) {
        if (whole && !log) {
            return Math.clamp(Math.rint(value) + steps, min, max);
        }
        double next = value(place(value) + steps * 0.01);
        if (whole && next == Math.rint(value)) {
            next = Math.rint(value) + Integer.signum(steps);
        }
        return Math.clamp(next, min, max);
    }

    private double rounded(double value) {
        if (whole) {
            return Math.clamp(Math.rint(value), min, max);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        double near = decimals >= 0 ? exact.setScale(decimals, RoundingMode.HALF_EVEN).doubleValue()
                : exact.round(THREE_DIGITS).doubleValue();
        return Math.clamp(near, min, max);
    }

    public String format(double value) {
        if (whole) {
            return Numbers.integer(Math.round(value));
        }
        return decimals >= 0 ? Numbers.fixed(value, decimals) : Numbers.format(value);
    }

    /// What was typed, if it is a number on this scale. Commas, the real minus sign and "e" are understood.
    public OptionalDouble parse(String text) {
        try {
            double value = Double.parseDouble(text.strip().replace(",", "").replace(Numbers.MINUS, '-').toLowerCase(Locale.ROOT));
            boolean fits = value >= min && value <= max && (!whole || value == Math.rint(value));
            return fits ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /// "a number from 1.0e−5 to 0.100"
    public String range() {
        return (whole ? "a whole number from " : "a number from ") + format(min) + " to " + format(max);
    }
}
