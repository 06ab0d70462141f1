package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pairs of channels as clock hands: each pair is a point on a circle that turns with the position, every pair at its own speed.
///
/// @param footer one line below
public record ClockPicture(List<Clock> clocks, String footer) implements Picture {

    private static final double FOOTER = 22;
    private static final double WORDS = 36;

    /// A hand.
    ///
    /// @param angle in radians from the top, clockwise
    /// @param length 1 reaches the circle
    public record Hand(double angle, double length, InkColor color) {}

    /// One dial.
    ///
    /// @param pair what it belongs to
    /// @param dots angles of earlier positions
    /// @param strong whether it is the selected one
    public record Clock(int pair, String title, String value, List<Hand> hands, List<Double> dots, boolean strong) {
        public Clock {
            hands = List.copyOf(hands);
            dots = List.copyOf(dots);
        }
    }

    /// A dial under the mouse.
    public record Dial(int pair, Box box, String text) implements Hit {}

    public ClockPicture {
        clocks = List.copyOf(clocks);
    }

    @Override
    public Size preferredSize() {
        return new Size(460, 170);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    private double radius(double width, double height) {
        return Math.max(8, Math.min((width - 2 * FlowLayout.BLEED) / clocks.size() * 0.42, (height - FOOTER - WORDS - 12) / 2));
    }

    private double centreX(int i, double width) {
        return FlowLayout.BLEED + (width - 2 * FlowLayout.BLEED) * (i + 0.5) / clocks.size();
    }

    private double centreY(double width, double height) {
        return 6 + radius(width, height) + Math.max(0, (height - FOOTER - WORDS - 12 - 2 * radius(width, height)) / 2);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double radius = radius(width, height);
        double y = centreY(width, height);
        TextFont caption = ink.font(FontRole.CAPTION);
        for (int i = 0; i < clocks.size(); i++) {
            Clock clock = clocks.get(i);
            double x = centreX(i, width);
            pen.strokeCircle(x, y, radius, Stroke.of(ink.color(InkColor.BORDER_STRONG), clock.strong ? 2.5 : 1));
            for (double dot : clock.dots) {
                pen.fillCircle(x + radius * Math.sin(dot), y - radius * Math.cos(dot), 2.5, ink.color(InkColor.FG_SUBTLE));
            }
            for (Hand hand : clock.hands) {
                double ex = x + radius * hand.length * Math.sin(hand.angle);
                double ey = y - radius * hand.length * Math.cos(hand.angle);
                pen.line(x, y, ex, ey, Stroke.round(ink.color(hand.color), 2.5));
                pen.fillCircle(ex, ey, 4.5, ink.color(hand.color));
            }
            pen.text(clock.title, x, y + radius + 18, Anchor.MIDDLE, ink.font(clock.strong ? FontRole.CAPTION_BOLD : FontRole.CAPTION), ink.color(InkColor.FG));
            pen.text(clock.value, x, y + radius + 34, Anchor.MIDDLE, ink.font(FontRole.MONO_SMALL), ink.color(InkColor.FG_MUTED));
        }
        pen.text(caption.fitted(footer, width - 2 * FlowLayout.BLEED), FlowLayout.BLEED, height - 5, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        double radius = radius(width, height);
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < clocks.size(); i++) {
            parts.add(new Dial(clocks.get(i).pair, new Box(centreX(i, width), centreY(width, height), 0, 0).grown(radius),
                    clocks.get(i).title + " " + clocks.get(i).value));
        }
        return parts;
    }

    @Override
    public Optional<NumberTable> numbers() {
        List<List<Object>> rows = new ArrayList<>();
        for (Clock clock : clocks) {
            for (int hand = 0; hand < clock.hands.size(); hand++) {
                rows.add(List.of(clock.title, hand, Math.toDegrees(clock.hands.get(hand).angle)));
            }
        }
        return Optional.of(new NumberTable(List.of("pair", "hand", "degrees"), rows));
    }

    @Override
    public String describe() {
        List<String> words = clocks.stream().map(clock -> clock.title + " at " + clock.value).toList();
        return "Clock hands: " + String.join(", ", words) + ".";
    }
}
