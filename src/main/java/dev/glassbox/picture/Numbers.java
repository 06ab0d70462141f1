package dev.glassbox.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as they are written everywhere: three significant digits, a real minus sign, commas between thousands.
public final class Numbers {

    /// U+2212.
    public static final char MINUS = '−';

    private static final double NEARLY_ONE = 0.9995;
    private static final double NEARLY_ZERO = 0.0005;
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /// 0.00200, 0.781, 1.92, 38.4, 412, 1,205, 4.1e−5.
    public static String format(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < NEARLY_ZERO) {
            return tiny(value);
        }
        if (size >= 999.5) {
            return integer(Math.round(value));
        }
        BigDecimal rounded = new BigDecimal(size).round(THREE_DIGITS);
        int missing = THREE_DIGITS.getPrecision() - rounded.precision(); // of a half, or of 2: their binary form is short
        return sign(value) + (missing > 0 ? rounded.setScale(rounded.scale() + missing) : rounded).toPlainString();
    }

    /// As short as the number is: 2, −3, 0.5; with more digits than three as [#format] writes it. For numbers somebody typed, which are not measured.
    public static String brief(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size < NEARLY_ZERO || size >= 999.5) {
            return format(value);
        }
        BigDecimal exact = new BigDecimal(size).stripTrailingZeros();
        return exact.precision() <= THREE_DIGITS.getPrecision() ? sign(value) + exact.toPlainString() : format(value);
    }

    /// Three decimals in a fixed field: 0.072, 0.854, 1.00; very small ones 4.1e−5.
    public static String probability(double p) {
        if (!Double.isFinite(p)) {
            return special(p);
        }
        if (p >= NEARLY_ONE) {
            return "1.00";
        }
        if (p == 0) {
            return "0";
        }
        return p < NEARLY_ZERO ? tiny(p) : String.format(Locale.ROOT, "%.3f", p);
    }

    /// 232,512 and −1,204.
    public static String integer(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace('-', MINUS);
    }

    /// For axes, whose ticks are round: 0, 0.5, 200, 1,000, 1e−5.
    public static String tick(double value) {
        double size = Math.abs(value);
        if (size == 0 || size >= 1_000) {
            return integer(Math.round(value));
        }
        BigDecimal round = new BigDecimal(size).round(new MathContext(6)).stripTrailingZeros();
        return sign(value) + (size < 1e-3 ? round.unscaledValue().toString().replaceFirst("(?<=^.)(?=.)", ".")
                + "e" + integer(round.precision() - round.scale() - 1L) : round.toPlainString());
    }

    /// 0.366 as "36.6 %": for sentences only.
    public static String percent(double share) {
        return format(share * 100) + " %";
    }

    /// A fixed number of decimals, with the real minus sign.
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(value));
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? text : sign(value) + text;
    }

    private static String tiny(double value) {
        String[] parts = String.format(Locale.ROOT, "%.1e", Math.abs(value)).split("e");
        return sign(value) + parts[0] + "e" + integer(Integer.parseInt(parts[1]));
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : MINUS + "∞";
    }

    private static String sign(double value) {
        return value < 0 ? String.valueOf(MINUS) : "";
    }
}
