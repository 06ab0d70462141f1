package dev.glassbox.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as the command line writes them: at most 9 significant digits (enough to get every float back exactly), `.` as decimal
/// point whatever the locale.
final class Numbers {

    private static final MathContext NINE = new MathContext(9, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /// For example `0.125`, `1e-07`, `2500000`, `nan`, `-inf`.
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(NINE).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -5 && exponent < 16) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /// The same for JSON, which has no word for NaN and infinity.
    static String json(double value) {
        return Double.isFinite(value) ? text(value) : "null";
    }
}
