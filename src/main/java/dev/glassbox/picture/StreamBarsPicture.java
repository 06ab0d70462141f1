package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The residual stream at one token as a running sum: how long a vector each part added, and how long the sum is after it.
///
/// @param bars in the order of the data flow
/// @param token whose stream it is
public record StreamBarsPicture(List<Bar> bars, int layer, String token) implements Picture {

    private static final double TOP = 24;
    private static final double BELOW = 22;
    private static final double SIDE = 8;

    /// @param name  `attn 3`
    /// @param layer the block, −1 for the embedding
    /// @param mlp   whether the feed-forward layer added it
    /// @param added length of the added vector
    /// @param sum   length of the stream after it
    public record Bar(String name, int layer, boolean mlp, double added, double sum) {}

    /// @param index of the bar
    public record Piece(int index, Bar bar, Box box) implements Hit {
        @Override public String text() {
            return bar.name() + " adds a vector of length " + Numbers.format(bar.added()) + "; the stream is then " + Numbers.format(bar.sum()) + " long";
        }
    }

    public StreamBarsPicture {
        bars = List.copyOf(bars);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 140);
    }

    private double pitch(double width) {
        return (width - 2 * SIDE) / Math.max(1, bars.size());
    }

    private double highest() {
        double highest = 1e-6;
        for (Bar bar : bars) {
            highest = Math.max(highest, Math.max(finite(bar.added()), finite(bar.sum())));
        }
        return highest;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double bottom = Math.rint(height - BELOW) + 0.5;
        double scale = (bottom - TOP) / highest();
        double pitch = pitch(width);
        TextFont name = ink.font(FontRole.CAPTION);
        TextFont bold = ink.font(FontRole.CAPTION_BOLD);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        boolean named = bars.stream().allMatch(bar -> bold.width(bar.name()) < pitch - 4);
        boolean numbers = bars.stream().allMatch(bar -> mono.width(Numbers.format(bar.added())) < pitch - 4);
        sums(pen, ink, pitch, bottom, scale);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            Box box = box(i, width, height);
            boolean selected = bar.layer() == layer;
            double tall = finite(bar.added()) * scale;
            pen.fillRect(box.x(), bottom - tall, box.width(), tall, Math.min(3, tall), ink.color(selected ? InkColor.FG : InkColor.BORDER_STRONG));
            if (!Double.isFinite(bar.added())) {
                pen.line(box.centreX() - 6, bottom - 14, box.centreX() + 6, bottom - 2, Stroke.of(ink.color(InkColor.ERROR), 2));
                pen.line(box.centreX() - 6, bottom - 2, box.centreX() + 6, bottom - 14, Stroke.of(ink.color(InkColor.ERROR), 2));
            } else if (numbers) {
                TextFont font = selected ? ink.font(FontRole.MONO_SMALL_BOLD) : mono;
                String number = Numbers.format(bar.added());
                double wide = font.width(number) + 8;
                pen.fillRect(box.centreX() - wide / 2, bottom - tall - 19, wide, 17, 3, ink.color(InkColor.BG_SURFACE)); // over the thin line
                pen.text(number, box.centreX(), bottom - tall - 6, Anchor.MIDDLE, font, ink.color(InkColor.FG));
            }
            if (named) {
                pen.text(bar.name(), box.centreX(), height - 4, Anchor.MIDDLE, selected ? bold : name, ink.color(selected ? InkColor.FG : InkColor.FG_MUTED));
            } else if (!bar.mlp() && (bar.layer() + 1) % every(pitch) == 0) {
                pen.text(Integer.toString(bar.layer() + 1), box.centreX() + pitch / 2, height - 4, Anchor.MIDDLE, name, ink.color(InkColor.FG_MUTED));
            }
        }
        pen.line(0, bottom, width, bottom, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
    }

    private static int every(double pitch) {
        return 2 * pitch >= 22 ? 1 : 10;
    }

    /// The length of the stream after each part, as steps above the bars.
    private void sums(Pen pen, Ink ink, double pitch, double bottom, double scale) {
        Stroke line = Stroke.of(ink.color(InkColor.FG_SUBTLE), 1.5);
        for (int i = 0; i < bars.size(); i++) {
            double x = SIDE + i * pitch;
            double y = Math.rint(bottom - finite(bars.get(i).sum()) * scale) + 0.5;
            pen.line(x, y, x + pitch, y, line);
            if (i + 1 < bars.size()) {
                pen.line(x + pitch, y, x + pitch, Math.rint(bottom - finite(bars.get(i + 1).sum()) * scale) + 0.5, line);
            }
        }
    }

    private Box box(int index, double width, double height) {
        double pitch = pitch(width);
        double wide = Math.min(72, pitch * 0.68);
        return new Box(Math.rint(SIDE + index * pitch + (pitch - wide) / 2), TOP, Math.rint(wide), height - TOP - BELOW);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            parts.add(new Piece(i, bars.get(i), box(i, width, height)));
        }
        return parts;
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        int index = (int) Math.floor((x - SIDE) / pitch(width));
        return index < 0 || index >= bars.size() ? Hit.NONE : new Piece(index, bars.get(index), box(index, width, height));
    }

    @Override
    public String describe() {
        if (bars.isEmpty()) {
            return "Nothing has been added yet.";
        }
        Bar most = bars.stream().max(java.util.Comparator.comparingDouble(bar -> finite(bar.added()))).orElseThrow();
        return "At " + token + " " + most.name() + " adds most, a vector of length " + Numbers.format(most.added()) + "; the stream ends with length "
                + Numbers.format(bars.getLast().sum()) + ".";
    }
}
