package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Text in which every token is coloured by what it cost the model: nothing for what it expected, much for a surprise. Or by
/// how that cost has changed since an earlier step: what has been learned stands out, what did not change is paper.
///
/// @param rows  pieces of text the model reads by itself
/// @param most  the loss at the far end of the colour scale, in nats; larger ones have its colour
/// @param since the step losses are compared with; −1 for none
/// @param empty what stands there when there is no text
public record TokenLossPicture(List<Row> rows, double most, int since, String empty) implements Picture {

    private static final double LINE = 21;
    private static final double INDENT = 62;
    private static final double PAD = 1.5;
    private static final double BETWEEN = 5;

    /// One piece of text.
    ///
    /// @param mean over its tokens, in nats; of the changes when losses are compared
    public record Row(List<Token> tokens, double mean) {
        public Row {
            tokens = List.copyOf(tokens);
        }
    }

    /// @param label  printable
    /// @param loss   in nats; NaN for a token that was given and not guessed
    /// @param likely what the model found most likely there, the likeliest first
    /// @param before its loss at the step compared with; NaN when nothing is compared
    public record Token(String label, float loss, List<Likely> likely, float before) {
        public Token {
            likely = List.copyOf(likely);
        }

        float change() {
            return loss - before;
        }
    }

    /// A guess.
    public record Likely(String label, double chance) {}

    /// One token.
    public record Spot(int row, int index, Box box, String text) implements Hit {}

    public TokenLossPicture {
        rows = List.copyOf(rows);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, 400);
    }

    @Override
    public Optional<Picture> legend() {
        return Optional.of(new HeatLegend(scale(), ""));
    }

    private boolean compared() {
        return since >= 0;
    }

    private HeatScale scale() {
        return compared() ? HeatScale.diverging(most, "change (nats)") : HeatScale.sequential(0, most, "loss (nats)");
    }

    private record Placed(int row, int index, Box box) {}

    /// As many whole rows as fit.
    private List<Placed> place(Ink ink, double width, double height) {
        TextFont font = ink.font(FontRole.MONO_SMALL);
        List<Placed> placed = new ArrayList<>();
        double y = 4;
        for (int r = 0; r < rows.size(); r++) {
            List<Placed> row = new ArrayList<>();
            double x = INDENT;
            double top = y;
            for (int i = 0; i < rows.get(r).tokens().size(); i++) {
                double wide = Math.min(font.width(rows.get(r).tokens().get(i).label()) + 2 * PAD, width - INDENT);
                if (x + wide > width && x > INDENT) {
                    x = INDENT;
                    top += LINE;
                }
                row.add(new Placed(r, i, new Box(x, top, wide, LINE - 2)));
                x += wide;
            }
            boolean last = r == rows.size() - 1;
            if (top + LINE + (last ? 0 : LINE) > height && r > 0) {
                return placed; // a line below says how many are missing
            }
            placed.addAll(row);
            y = top + LINE + BETWEEN;
        }
        return placed;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        if (rows.isEmpty()) {
            pen.text(empty, width / 2, caption.centred(height / 2), Anchor.MIDDLE, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        TextFont font = ink.font(FontRole.MONO_SMALL);
        TextFont tick = ink.font(FontRole.TICK);
        double bottom = 0;
        int shown = 0;
        pen.save();
        pen.clip(0, 0, width, height);
        for (Placed place : place(ink, width, height)) {
            Token token = rows.get(place.row()).tokens().get(place.index());
            Box box = place.box();
            if (place.index() == 0) {
                pen.text(Numbers.format(rows.get(place.row()).mean()), INDENT - 12, tick.centred(box.centreY()), Anchor.END, tick,
                        ink.color(InkColor.FG_MUTED));
                shown = place.row() + 1;
            }
            boolean guessed = !Float.isNaN(token.loss());
            int ground = guessed ? scale().color(ink, compared() ? token.change() : token.loss()) : ink.color(InkColor.BG_SURFACE);
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), 2, ground);
            pen.text(font.fitted(token.label(), box.width()), box.x() + PAD, font.centred(box.centreY()), Anchor.START, font,
                    guessed ? Argb.readableOn(ground) : ink.color(InkColor.FG_SUBTLE));
            bottom = Math.max(bottom, box.bottom());
        }
        if (shown < rows.size()) {
            pen.text(String.format(Locale.ROOT, "and %,d more", rows.size() - shown), INDENT, caption.centred(Math.min(height - 8, bottom + BETWEEN + 8)),
                    Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        }
        pen.restore();
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        return place(ink, width, height).stream().<Hit>map(place -> new Spot(place.row(), place.index(), place.box(), text(place))).toList();
    }

    private String text(Placed place) {
        Token token = rows.get(place.row()).tokens().get(place.index());
        if (Float.isNaN(token.loss())) {
            return token.label() + ": given, not guessed";
        }
        if (compared()) {
            return token.label() + ": loss " + Numbers.format(token.before()) + " at step " + Numbers.integer(since) + ", now " + Numbers.format(token.loss())
                    + ", change " + Numbers.format(token.change());
        }
        return token.label() + ": loss −ln " + Numbers.probability(Math.exp(-token.loss())) + " = " + Numbers.format(token.loss()) + "; likeliest: "
                + token.likely().stream().map(guess -> guess.label() + " " + Numbers.probability(guess.chance())).collect(Collectors.joining(", "));
    }

    @Override
    public String describe() {
        Token extreme = null;
        for (Row row : rows) {
            for (Token token : row.tokens()) {
                boolean more = !Float.isNaN(token.loss()) && (extreme == null || (compared() ? token.change() < extreme.change() : token.loss() > extreme.loss()));
                extreme = more ? token : extreme;
            }
        }
        if (extreme == null) {
            return empty;
        }
        return compared() ? "Since step " + Numbers.integer(since) + " the loss of " + extreme.label() + " changed most: by " + Numbers.format(extreme.change()) + " nats."
                : "The greatest surprise is " + extreme.label() + " with a loss of " + Numbers.format(extreme.loss()) + " nats.";
    }
}
