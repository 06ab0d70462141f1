package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Words and their cosine to what was asked for, the nearest first.
///
/// @param empty what is said when there are none
public record SimilarityPicture(List<Bar> bars, String empty) implements Picture {

    private static final double ROW = 24;
    private static final double VALUE = 58;

    /// @param index of the point on the map
    /// @param input whether it is one of the words the question was made of
    public record Bar(int index, String label, double cosine, boolean input) {}

    public SimilarityPicture {
        bars = List.copyOf(bars);
    }

    /// A row.
    public record Row(int index, Box box, String text) implements Hit {}

    /// How many rows there is room for.
    public static int rows(double height) {
        return Math.max(1, (int) (height / ROW));
    }

    @Override
    public Size preferredSize() {
        return new Size(290, 7 * ROW);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        TextFont caption = ink.font(FontRole.CAPTION);
        if (bars.isEmpty()) {
            pen.text(caption.fitted(empty, width - 2 * FlowLayout.BLEED), FlowLayout.BLEED, ROW * 0.7, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        double names = Math.min(width * 0.32, bars.stream().mapToDouble(bar -> mono.width(bar.label)).max().orElse(0)) + 10;
        double left = FlowLayout.BLEED + names;
        double room = Math.max(8, width - FlowLayout.BLEED - VALUE - left);
        for (int i = 0; i < Math.min(bars.size(), rows(height)); i++) {
            Bar bar = bars.get(i);
            double middle = i * ROW + ROW / 2;
            pen.text(mono.fitted(bar.label, names - 6), FlowLayout.BLEED, mono.centred(middle), Anchor.START, mono,
                    ink.color(bar.input ? InkColor.FG_MUTED : InkColor.FG));
            pen.fillRect(left, middle - 7, room, 14, 3, ink.color(InkColor.BG_SUBTLE));
            double wide = room * Math.clamp(Math.abs(bar.cosine), 0, 1);
            if (wide >= 1 && bar.cosine > 0) {
                pen.fillRect(left, middle - 7, wide, 14, 3, ink.color(bar.input ? InkColor.BORDER_STRONG : InkColor.BAR));
            } else if (wide >= 1) {
                pen.strokeRect(left + 0.5, middle - 6.5, wide - 1, 13, 3, Stroke.of(ink.color(InkColor.BAR), 1));
            }
            pen.text(Numbers.fixed(bar.cosine, 3), width - FlowLayout.BLEED, mono.centred(middle), Anchor.END, mono, ink.color(InkColor.FG));
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(bars.size(), rows(height)); i++) {
            rows.add(new Row(bars.get(i).index, new Box(0, i * ROW, width, ROW), bars.get(i).label + " " + Numbers.fixed(bars.get(i).cosine, 3)));
        }
        return rows;
    }

    @Override
    public Optional<NumberTable> numbers() {
        return bars.isEmpty() ? Optional.empty() : Optional.of(new NumberTable(List.of("word", "cosine"), bars.stream().map(bar -> List.<Object>of(bar.label, bar.cosine)).toList()));
    }

    @Override
    public String describe() {
        return bars.isEmpty() ? empty : "The nearest is " + bars.getFirst().label + " with a cosine of " + Numbers.fixed(bars.getFirst().cosine, 3) + ".";
    }
}
