package dev.glassbox.picture;

import java.util.List;

/// Where the bars of a [BarPicture] lie.
///
/// @param left, top of the first bar's cell
/// @param pitch from bar to bar
/// @param from, to pixel of the value axis' low and high end; upwards bars have `from > to`
/// @param shown how many bars fit
/// @param label, value room for the writing: widths beside rows, heights around columns
record BarLayout(boolean rows, double left, double top, double pitch, double across, double from, double to, double low, double high,
                 int shown, double label, double value) {

    private static final double WIDEST_ROW = 31;
    private static final double LOWEST_ROW = 17;
    private static final double WIDEST_COLUMN = 72;
    private static final double LINE = 18;

    static BarLayout of(BarPicture picture, Ink ink, double width, double height) {
        List<BarPicture.Bar> bars = picture.bars();
        BarPicture.Style style = picture.style();
        boolean negative = bars.stream().anyMatch(bar -> bar.value() < 0 || bar.other() < 0);
        double most = bars.stream().mapToDouble(bar -> Math.max(finite(bar.value()), finite(bar.other()))).max().orElse(1);
        double least = bars.stream().mapToDouble(bar -> Math.min(finite(bar.value()), finite(bar.other()))).min().orElse(0);
        double low = Double.isNaN(style.low()) ? (negative ? least : 0) : style.low();
        double high = Math.max(Double.isNaN(style.high()) ? Math.max(0, most) : style.high(), low + 1e-300);
        if (style.rows()) {
            double foot = bars.size() * LOWEST_ROW > height || style.more() > 0 ? LINE : 0;
            int shown = Math.clamp((int) ((height - foot) / LOWEST_ROW), 1, bars.size());
            double pitch = Math.min(WIDEST_ROW, (height - foot) / shown);
            double label = style.labels() ? Math.min(width * 0.4, widest(bars, ink)) + 12 : 0;
            double value = style.values() ? numbers(bars, ink) + 10 : 0;
            return new BarLayout(true, 0, 0, pitch, width, label, Math.max(label + 4, width - value), low, high, shown, label, value);
        }
        double label = style.labels() ? LINE : 0;
        double value = style.values() ? LINE : 0;
        double pitch = Math.min(WIDEST_COLUMN, width / bars.size());
        return new BarLayout(false, 0, 0, pitch, height, height - label, Math.min(value, height - label - 4), low, high, bars.size(), label, value);
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private static double widest(List<BarPicture.Bar> bars, Ink ink) {
        TextFont font = ink.font(FontRole.MONO_BOLD);
        return bars.stream().mapToDouble(bar -> font.width(bar.label())).max().orElse(0);
    }

    private static double numbers(List<BarPicture.Bar> bars, Ink ink) {
        TextFont font = ink.font(FontRole.MONO);
        return bars.stream().mapToDouble(bar -> Math.max(font.width(bar.text()), font.width(bar.otherText()))).max().orElse(0);
    }

    /// The whole cell of a bar, with its writing.
    Box cell(int index) {
        return rows ? new Box(left, top + index * pitch, across, pitch) : new Box(left + index * pitch, top, pitch, across);
    }

    /// Where a value lies on the value axis, kept inside.
    double at(double value) {
        double share = Math.clamp((value - low) / (high - low), 0, 1);
        return from + share * (to - from);
    }

    /// The value at a pixel of the value axis, kept inside: the inverse of [#at].
    double valueAt(double pixel) {
        return low + Math.clamp((pixel - from) / (to - from), 0, 1) * (high - low);
    }

    /// Where bars begin: zero, or the end nearest to it.
    double base() {
        return at(Math.clamp(0.0, low, high));
    }
}
