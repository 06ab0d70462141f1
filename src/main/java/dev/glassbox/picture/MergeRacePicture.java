package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Which pair of tokens occurs most: one bar per pair, the chosen one in ink; equal counts share a bracket.
///
/// @param pairs  in the order in which they would be chosen
/// @param chosen whether the first has just been merged; else it is the next one
/// @param rule   what decides between equal counts, in words
public record MergeRacePicture(List<Pair> pairs, boolean chosen, String rule) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 22;
    private static final double PITCH = 24;
    private static final double LOWEST_PITCH = 18;
    private static final double NAMES = 92;
    private static final double COUNT = 62;
    private static final double BRACKET = 14;

    /// Two tokens and how often they stand side by side.
    public record Pair(String left, String right, long count) {}

    /// A pair that can be pointed at.
    public record Bar(int index, Box box, String text) implements Hit {}

    public MergeRacePicture {
        pairs = List.copyOf(pairs);
    }

    @Override
    public Size preferredSize() {
        return new Size(300, 200);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        if (pairs.isEmpty()) {
            pen.text("No pair is left.", BLEED, caption.centred(HEAD / 2), Anchor.START, caption, muted);
            return;
        }
        pen.text("pair", BLEED + NAMES, caption.centred(HEAD / 2), Anchor.END, caption, muted);
        pen.text("how often", BLEED + NAMES + 12, caption.centred(HEAD / 2), Anchor.START, caption, muted);
        double pitch = pitch(height);
        int shown = shown(height);
        for (int i = 0; i < shown; i++) {
            bar(pen, ink, i, HEAD + i * pitch, pitch, width);
        }
        ties(pen, ink, shown, pitch, width);
        if (footer(height)) {
            TextFont note = ink.font(FontRole.NOTE);
            pen.text(note.fitted(rule, width - BLEED), BLEED, HEAD + shown * pitch + 15, Anchor.START, note, muted);
        }
    }

    private void bar(Pen pen, Ink ink, int i, double top, double pitch, double width) {
        Pair pair = pairs.get(i);
        boolean leader = i == 0;
        TextFont mono = ink.font(leader ? FontRole.MONO_BOLD : FontRole.MONO);
        double middle = top + pitch / 2;
        double half = (NAMES - mono.width(" + ")) / 2;
        String right = mono.fitted(pair.right(), Math.max(half, NAMES - mono.width(" + " + pair.left())));
        String left = mono.fitted(pair.left(), NAMES - mono.width(" + " + right));
        double end = BLEED + NAMES;
        int color = ink.color(InkColor.FG);
        TokenLabel.paint(pen, ink, right, end, mono.centred(middle), Anchor.END, mono, color, NAMES);
        end -= mono.width(right);
        pen.text(" + ", end, mono.centred(middle), Anchor.END, mono, ink.color(InkColor.FG_MUTED));
        TokenLabel.paint(pen, ink, left, end - mono.width(" + "), mono.centred(middle), Anchor.END, mono, color, NAMES);
        double x = BLEED + NAMES + 12;
        double room = width - x - COUNT - BRACKET;
        double wide = Math.max(1, room * pair.count() / Math.max(1, pairs.getFirst().count()));
        double high = Math.min(16, pitch - 6);
        if (leader && !chosen) {
            pen.strokeRect(x + 1, middle - high / 2 + 1, wide - 2, high - 2, 3, Stroke.of(color, 2));
        } else {
            pen.fillRect(x, middle - high / 2, wide, high, 3, leader ? color : ink.color(InkColor.BORDER_STRONG));
        }
        pen.text(Numbers.integer(pair.count()), width - BRACKET - 4, mono.centred(middle), Anchor.END, mono, color);
    }

    /// A bracket for each run of equal counts.
    private void ties(Pen pen, Ink ink, int shown, double pitch, double width) {
        Stroke line = Stroke.of(ink.color(InkColor.FG_SUBTLE), 1);
        for (int i = 0; i < shown; ) {
            int end = i + 1;
            while (end < shown && pairs.get(end).count() == pairs.get(i).count()) {
                end++;
            }
            if (end - i > 1) {
                double x = width - BRACKET / 2 + 0.5;
                double top = Math.rint(HEAD + i * pitch + 4) + 0.5;
                double bottom = Math.rint(HEAD + end * pitch - 4) + 0.5;
                pen.polyline(new double[] {x - 5, x, x, x - 5}, new double[] {top, top, bottom, bottom}, 4, line);
            }
            i = end;
        }
    }

    private boolean footer(double height) {
        return !rule.isEmpty() && height >= 100;
    }

    private int shown(double height) {
        return Math.max(1, Math.min(pairs.size(), (int) (room(height) / pitch(height))));
    }

    private double pitch(double height) {
        return Math.clamp(Math.floor(room(height) / Math.max(1, Math.min(pairs.size(), 8))), LOWEST_PITCH, PITCH);
    }

    /// Pixels for bars, between the heading and the rule.
    private double room(double height) {
        return height - HEAD - (footer(height) ? 20 : 0);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        double pitch = pitch(height);
        for (int i = 0; i < (pairs.isEmpty() ? 0 : shown(height)); i++) {
            Pair pair = pairs.get(i);
            parts.add(new Bar(i, new Box(0, HEAD + i * pitch, width, pitch), pair.left() + " + " + pair.right() + ", " + Numbers.integer(pair.count())));
        }
        return parts;
    }

    @Override
    public String describe() {
        if (pairs.isEmpty()) {
            return "No pair of tokens is left to merge.";
        }
        Pair first = pairs.getFirst();
        long equal = pairs.stream().filter(pair -> pair.count() == first.count()).count();
        return "The most frequent pair is " + first.left() + " + " + first.right() + ", " + Numbers.integer(first.count()) + " times"
                + (equal > 1 ? "; " + equal + " pairs are equal, and " + rule.substring(rule.indexOf(':') + 1).strip() + " decides." : ".");
    }
}
