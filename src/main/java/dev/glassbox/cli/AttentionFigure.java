package dev.glassbox.cli;

import dev.glassbox.picture.Argb;
import dev.glassbox.picture.Cells;
import dev.glassbox.picture.FontRole;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Pen;
import dev.glassbox.picture.Pen.Anchor;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.TextFont;
import java.util.List;

/// Attention weights as a map: a row for each query, a column for each key, hatched where a query must not look.
///
/// @param tokens  printable forms
/// @param weights `[T, T]`, row = query
/// @param causal  whether later keys are masked
record AttentionFigure(List<String> tokens, float[] weights, boolean causal) implements Picture {

    private static final double LABELS = 110;
    private static final double HEAD = 26;
    private static final double LARGEST_CELL = 56;

    @Override
    public Size preferredSize() {
        double side = Math.min(LARGEST_CELL, 420.0 / tokens.size()) * tokens.size();
        return new Size(LABELS + side, HEAD + side);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        int time = tokens.size();
        double cell = Math.min(LARGEST_CELL, Math.min((width - LABELS) / time, (height - HEAD) / time));
        double left = (width - LABELS - cell * time) / 2 + LABELS;
        int[] argb = new int[time * time];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = ink.sequential().at(weights[i]);
        }
        pen.cells(new Cells(time, time, argb), left, HEAD, cell * time, cell * time);
        TextFont font = ink.font(FontRole.MONO_SMALL);
        TextFont value = ink.font(FontRole.TICK);
        for (int t = 0; t < time; t++) {
            double centre = font.centred(HEAD + (t + 0.5) * cell);
            if (cell >= font.size()) {
                pen.text(font.fitted(tokens.get(t), LABELS - 12), left - 8, centre, Anchor.END, font, ink.color(InkColor.Q_TEXT));
            }
            if (cell >= 2 * font.size()) {
                pen.text(font.fitted(tokens.get(t), cell - 2), left + (t + 0.5) * cell, HEAD - 8, Anchor.MIDDLE, font, ink.color(InkColor.K_TEXT));
            }
            if (causal && t + 1 < time) {
                pen.hatch(left + (t + 1) * cell, HEAD + t * cell, (time - t - 1) * cell, cell);
            }
            for (int key = 0; key < time && cell >= 34; key++) {
                if (!causal || key <= t) {
                    double weight = weights[t * time + key];
                    pen.text(Numbers.probability(weight), left + (key + 0.5) * cell, value.centred(HEAD + (t + 0.5) * cell), Anchor.MIDDLE, value,
                            Argb.readableOn(ink.sequential().at(weight)));
                }
            }
        }
    }

    @Override
    public String describe() {
        int time = tokens.size();
        int query = time - 1;
        int best = 0;
        for (int key = 1; key < time; key++) {
            best = weights[query * time + key] > weights[query * time + best] ? key : best;
        }
        return "Attention of " + time + " tokens; '" + tokens.get(query) + "' looks most at '" + tokens.get(best) + "' with "
                + Numbers.probability(weights[query * time + best]) + ".";
    }
}
