package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Bars with labels and values: rows whose bars grow to the right, or columns whose bars grow upwards.
///
/// `BarPicture.rows("Probability", bars).between(0, 1).highlight(0)` is a whole picture; each method returns a changed copy. Every bar may
/// have a second value (before and after, run A and run B); then both are drawn side by side. Bars that are cut are hatched. A threshold is
/// a line at a value, a cut a line behind a number of bars; both are dragged through [Part#value] and [Part#place]. Rows that do not fit
/// become a last line "465 more". Negative values grow from zero to the other side.
///
/// @param name what the values are: "Probability"; opens the describing sentence
/// @param bars in the order shown
public record BarPicture(String name, List<Bar> bars, Style style) implements Picture {

    /// One bar.
    ///
    /// @param label usually a token's
    /// @param other the second value; not a number for none
    /// @param cut   drawn hatched: not part of it
    /// @param text  written beside the bar; empty for none
    /// @param otherText of the second value
    public record Bar(String label, double value, double other, boolean cut, String text, String otherText) {
        /// With three significant digits beside it.
        public static Bar of(String label, double value) {
            return new Bar(label, value, Double.NaN, false, Numbers.format(value), "");
        }

        /// Two values for one label.
        public static Bar pair(String label, double value, double other) {
            return new Bar(label, value, other, false, Numbers.format(value), Numbers.format(other));
        }

        public Bar text(String shown) {
            return new Bar(label, value, other, cut, shown, otherText);
        }

        public Bar cut(boolean now) {
            return new Bar(label, value, other, now, text, otherText);
        }

        boolean paired() {
            return !Double.isNaN(other);
        }
    }

    /// How bars are drawn; made by the methods of [BarPicture].
    ///
    /// @param low, high ends of the value axis; not a number for those of the bars
    /// @param first, second colours of the two values
    /// @param highlight index of the bar on a band; −1 for none
    /// @param threshold a draggable line at this value; not a number for none
    /// @param cutAfter  a draggable line behind so many bars; −1 for none
    /// @param labels, values whether they are written
    /// @param more      how many bars there are beyond those given
    public record Style(boolean rows, double low, double high, InkColor first, InkColor second, int highlight, double threshold, int cutAfter,
                        boolean labels, boolean values, long more) {
        static Style plain(boolean rows) {
            return new Style(rows, Double.NaN, Double.NaN, InkColor.BORDER_STRONG, InkColor.RUN_B, -1, Double.NaN, -1, true, true, 0);
        }
    }

    /// A bar that can be pointed at, and where on it the mouse is.
    ///
    /// @param index of the bar
    /// @param value on the value axis under the mouse; the bar's own when it was reached by key
    /// @param place along the bars, 0 before the first to n behind the last; `index + 1` when it was reached by key
    public record Part(int index, double value, double place, Box box, String text) implements Hit {}

    public BarPicture {
        bars = List.copyOf(bars);
    }

    /// Bars to the right, one below the other.
    public static BarPicture rows(String name, List<Bar> bars) {
        return new BarPicture(name, bars, Style.plain(true));
    }

    /// Bars upwards, one beside the other.
    public static BarPicture columns(String name, List<Bar> bars) {
        return new BarPicture(name, bars, Style.plain(false));
    }

    /// Fixes the value axis, so that pictures can be compared.
    public BarPicture between(double low, double high) {
        return with(new Style(style.rows, low, high, style.first, style.second, style.highlight, style.threshold, style.cutAfter, style.labels, style.values, style.more));
    }

    public BarPicture colors(InkColor first, InkColor second) {
        return with(new Style(style.rows, style.low, style.high, first, second, style.highlight, style.threshold, style.cutAfter, style.labels, style.values, style.more));
    }

    /// Puts one bar on a band and its label in bold.
    public BarPicture highlight(int index) {
        return with(new Style(style.rows, style.low, style.high, style.first, style.second, index, style.threshold, style.cutAfter, style.labels, style.values, style.more));
    }

    /// Draws a line at a value.
    public BarPicture threshold(double value) {
        return with(new Style(style.rows, style.low, style.high, style.first, style.second, style.highlight, value, style.cutAfter, style.labels, style.values, style.more));
    }

    /// Draws a line behind so many bars.
    public BarPicture cutAfter(int count) {
        return with(new Style(style.rows, style.low, style.high, style.first, style.second, style.highlight, style.threshold, count, style.labels, style.values, style.more));
    }

    /// Leaves labels or values out, for columns of a larger picture that share them.
    public BarPicture writing(boolean labels, boolean values) {
        return with(new Style(style.rows, style.low, style.high, style.first, style.second, style.highlight, style.threshold, style.cutAfter, labels, values, style.more));
    }

    /// There are so many bars beyond those given.
    public BarPicture more(long count) {
        return with(new Style(style.rows, style.low, style.high, style.first, style.second, style.highlight, style.threshold, style.cutAfter, style.labels, style.values, count));
    }

    private BarPicture with(Style changed) {
        return new BarPicture(name, bars, changed);
    }

    @Override
    public Size preferredSize() {
        return style.rows ? new Size(320, Math.clamp(bars.size() * 28.0, 84, 420)) : new Size(Math.clamp(bars.size() * 44.0, 160, 900), 160);
    }

    @Override
    public Size minimumSize() {
        return style.rows ? new Size(140, 40) : new Size(120, 80);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (bars.isEmpty()) {
            TextFont note = ink.font(FontRole.CAPTION);
            pen.text("Nothing to show yet.", 0, note.centred(height / 2), Pen.Anchor.START, note, ink.color(InkColor.FG_MUTED));
        } else {
            new BarPainter(this, BarLayout.of(this, ink, width, height)).paint(pen, ink);
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        if (!bars.isEmpty()) {
            BarLayout layout = BarLayout.of(this, ink, width, height);
            IntStream.range(0, layout.shown()).forEach(i -> parts.add(new Part(i, bars.get(i).value(), i + 1, layout.cell(i), words(bars.get(i)))));
        }
        return parts;
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        if (bars.isEmpty() || x < 0 || y < 0 || x >= width || y >= height) {
            return Hit.NONE;
        }
        BarLayout layout = BarLayout.of(this, ink, width, height);
        double place = Math.clamp((style.rows ? y - layout.top() : x - layout.left()) / layout.pitch(), 0, layout.shown());
        int index = Math.min(layout.shown() - 1, (int) place);
        double value = layout.valueAt(style.rows ? x : y);
        return new Part(index, value, place, layout.cell(index), words(bars.get(index)));
    }

    private String words(Bar bar) {
        String value = bar.text().isEmpty() ? Numbers.format(bar.value()) : bar.text();
        String both = !bar.paired() ? value : value + " and " + (bar.otherText().isEmpty() ? Numbers.format(bar.other()) : bar.otherText());
        return bar.label() + ", " + both + (bar.cut() && !value.equals("cut") ? ", cut" : "");
    }

    @Override
    public String describe() {
        if (bars.isEmpty()) {
            return name + ": nothing to show yet.";
        }
        Bar largest = bars.stream().filter(bar -> !bar.cut()).max((a, b) -> Double.compare(a.value(), b.value())).orElse(bars.getFirst());
        long cut = bars.stream().filter(Bar::cut).count();
        return name + ": largest is " + words(largest) + ", of " + Numbers.integer(bars.size() + style.more)
                + (cut == 0 ? "." : "; " + cut + " of those shown are cut.");
    }
}
