package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// One head as lines: the tokens that ask on the left, the tokens that are read on the right, thicker = larger weight.
///
/// @param tokens  printable forms
/// @param weights `[T, T]`, row = query
/// @param masked  cells that take no part; empty for none
/// @param at      the selected query and key
public record AttentionLinesPicture(List<String> tokens, float[] weights, boolean[] masked, Selection at) implements Picture {

    private static final double TOP = 30;
    private static final double LABEL = 110;
    private static final double PITCH = 32;
    private static final double THICKNESS = 9;
    private static final double SMALLEST = 0.01;

    /// A token on one side, or a line.
    public sealed interface LineHit extends Hit {}

    public record Query(int position, Box box, String text) implements LineHit {}

    public record Key(int position, Box box, String text) implements LineHit {}

    @Override
    public Size preferredSize() {
        return new Size(440, TOP + PITCH * tokens.size() + 10);
    }

    private double pitch(double height) {
        return Math.min(PITCH, (height - TOP - 6) / tokens.size());
    }

    private double y(int position, double height) {
        return TOP + (position + 0.5) * pitch(height);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        int time = tokens.size();
        TextFont heading = ink.font(FontRole.CAPTION_BOLD);
        double left = Math.min(LABEL, width * 0.3);
        double right = width - left;
        pen.text("query", left - 8, 14, Anchor.END, heading, ink.color(InkColor.Q_TEXT));
        pen.text("key", right + 8, 14, Anchor.START, heading, ink.color(InkColor.K_TEXT));
        for (int pass = 0; pass < 2; pass++) {
            for (int query = 0; query < time; query++) {
                if ((query == at.query()) == (pass == 1)) {
                    lines(pen, ink, query, left, right, height, pass == 1);
                }
            }
        }
        double pitch = pitch(height);
        int every = HeatmapLayout.every(pitch, 14);
        TextFont font = ink.font(pitch < 18 ? FontRole.MONO_SMALL : FontRole.MONO);
        TextFont bold = ink.font(pitch < 18 ? FontRole.MONO_SMALL_BOLD : FontRole.MONO_BOLD);
        for (int t = 0; t < time; t++) {
            boolean query = t == at.query();
            boolean key = t == at.key();
            double baseline = font.centred(y(t, height));
            if (t % every == 0 || query) {
                TokenLabel.paint(pen, ink, tokens.get(t), left - 10, baseline, Anchor.END, query ? bold : font,
                        ink.color(query ? InkColor.Q_TEXT : InkColor.FG), left - 10);
            }
            if (t % every == 0 || key) {
                TokenLabel.paint(pen, ink, tokens.get(t), right + 10, baseline, Anchor.START, key ? bold : font,
                        ink.color(key ? InkColor.K_TEXT : InkColor.FG), left - 10);
            }
            pen.fillCircle(left, y(t, height), query ? 4 : 2.5, ink.color(query ? InkColor.Q : InkColor.FG_SUBTLE));
            pen.fillCircle(right, y(t, height), key ? 4 : 2.5, ink.color(key ? InkColor.K : InkColor.FG_SUBTLE));
        }
    }

    private void lines(Pen pen, Ink ink, int query, double left, double right, double height, boolean chosen) {
        int time = tokens.size();
        double bend = (right - left) * 0.4;
        for (int key = 0; key < time; key++) {
            float weight = weights[query * time + key];
            if (masked.length != 0 && masked[query * time + key] || !(weight >= SMALLEST)) {
                continue;
            }
            double from = y(query, height);
            double to = y(key, height);
            int color = ink.color(chosen ? InkColor.Q : InkColor.FG_SUBTLE, (chosen ? 0.85 : 0.25) * Math.min(1, 0.35 + weight));
            pen.curves(new double[] {left, from, left + bend, from, right - bend, to, right, to}, 1,
                    new Stroke(color, Math.max(chosen ? 1.6 : 0.7, weight * THICKNESS), Stroke.Dash.SOLID, true));
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        int time = tokens.size();
        double left = Math.min(LABEL, width * 0.3);
        double pitch = pitch(height);
        for (int t = 0; t < time; t++) {
            double top = y(t, height) - pitch / 2;
            parts.add(new Query(t, new Box(0, top, left, pitch), "query " + tokens.get(t) + ", position " + t));
            String weight = at.query() < 0 || at.query() >= time ? ""
                    : masked.length != 0 && masked[at.query() * time + t] ? ", masked for " + tokens.get(at.query())
                    : ", weight " + Numbers.probability(weights[at.query() * time + t]);
            parts.add(new Key(t, new Box(width - left, top, left, pitch), "key " + tokens.get(t) + weight));
        }
        return parts;
    }

    @Override
    public String describe() {
        int time = tokens.size();
        int query = at.query() >= 0 && at.query() < time ? at.query() : time - 1;
        int best = 0;
        for (int key = 1; key < time; key++) {
            best = weights[query * time + key] > weights[query * time + best] ? key : best;
        }
        return tokens.get(query) + " reads mostly " + tokens.get(best) + ", weight " + Numbers.probability(weights[query * time + best]) + ".";
    }
}
