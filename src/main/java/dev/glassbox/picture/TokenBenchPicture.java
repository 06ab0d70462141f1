package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import dev.glassbox.picture.TokenBench.Chip;
import dev.glassbox.picture.TokenBench.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One text in several tokenizers, a row each, aligned by character so that the cuts compare from row to row.
///
/// @param bench what is on screen
/// @param ids   whether ids stand below the pieces
/// @param from  first `char` pointed at; −1 for none
/// @param to    the `char` after the last one pointed at
/// @param row   key of the row whose numbers are told
public record TokenBenchPicture(TokenBench bench, boolean ids, int from, int to, String row) implements Picture {

    private static final double BLEED = 8;

    /// A piece that can be pointed at.
    public record Piece(String row, int index, int start, int end, Box box, String text) implements Hit {}

    /// The heading of a row.
    public record Heading(String row, Box box, String text) implements Hit {}

    /// The bar under a text that is too long to be shown at once.
    ///
    /// @param character the first character to show when the bar is pressed here
    public record Slide(int character, Box box, String text) implements Hit {}

    /// How many characters fit side by side.
    ///
    /// @param all characters of the text
    public static int fit(double width, int all) {
        return TokenBenchLayout.fit(width, all);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 300);
    }

    @Override
    public Size minimumSize() {
        return new Size(560, 150);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public Optional<Picture> legend() {
        return Optional.of(new HatchLegend("not in the vocabulary"));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (bench.rows().isEmpty()) {
            return;
        }
        TokenBenchLayout place = new TokenBenchLayout(bench, ids ? row : "", width, height);
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text("tokens", place.countEnd(), caption.centred(TokenBenchLayout.HEAD / 2), Anchor.END, caption, ink.color(InkColor.FG_MUTED));
        TokenChipPainter chips = new TokenChipPainter(pen, ink, place);
        for (int r = 0; r < bench.rows().size(); r++) {
            Row current = bench.rows().get(r);
            if (current.own()) {
                pen.fillRect(0, place.top(r), width, place.pitch(r), 8, ink.color(InkColor.BG_SUBTLE));
            }
            heading(pen, ink, place, current, r);
            for (Chip chip : current.chips()) {
                chips.paint(chip, place.chip(r, chip), ids, lit(chip));
            }
            count(pen, ink, place, current, r);
        }
        if (bench.partial()) {
            bar(pen, ink, place);
        }
    }

    private boolean lit(Chip chip) {
        return from >= 0 && chip.start() < to && from < chip.end();
    }

    private void heading(Pen pen, Ink ink, TokenBenchLayout place, Row current, int r) {
        TextFont bold = ink.font(FontRole.HEADING);
        TextFont caption = ink.font(FontRole.CAPTION);
        double middle = place.middle(r);
        boolean twoLines = place.pitch(r) >= 34;
        double room = TokenBenchLayout.LEFT - BLEED - 8;
        double baseline = twoLines ? middle - 3 : bold.centred(middle);
        pen.text(bold.fitted(current.title(), room), BLEED, baseline, Anchor.START, bold, ink.color(InkColor.FG));
        if (current.key().equals(row)) {
            double end = BLEED + bold.width(bold.fitted(current.title(), room));
            pen.line(BLEED, Math.rint(baseline + 3) + 0.5, end, Math.rint(baseline + 3) + 0.5, Stroke.of(ink.color(InkColor.FG), 1));
        }
        if (twoLines) {
            pen.text(caption.fitted(current.note(), room), BLEED, middle + 14, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        }
    }

    private static void count(Pen pen, Ink ink, TokenBenchLayout place, Row current, int r) {
        TextFont number = ink.font(FontRole.READOUT);
        double middle = place.middle(r);
        String text = Numbers.integer(current.tokens());
        TextFont fitting = number.width(text) > 58 ? ink.font(FontRole.MONO_SMALL_BOLD) : number;
        pen.text(text, place.countEnd(), fitting.centred(middle), Anchor.END, fitting, ink.color(InkColor.FG));
        double x = place.countEnd() + 11;
        if (current.check()) {
            pen.polyline(new double[] {x, x + 4, x + 11}, new double[] {middle, middle + 4, middle - 5}, 3,
                    Stroke.round(ink.color(InkColor.OK), 2));
        } else {
            Stroke cross = Stroke.round(ink.color(InkColor.ERROR), 2);
            pen.line(x + 1, middle - 4, x + 9, middle + 4, cross);
            pen.line(x + 1, middle + 4, x + 9, middle - 4, cross);
        }
    }

    private void bar(Pen pen, Ink ink, TokenBenchLayout place) {
        Box track = place.track();
        double y = track.centreY();
        pen.fillRect(track.x(), y - 2, track.width(), 4, 2, ink.color(InkColor.BORDER));
        double size = Math.max(24, track.width() * bench.columns() / bench.all());
        double x = track.x() + (track.width() - size) * bench.first() / Math.max(1, bench.all() - bench.columns());
        pen.fillRect(x, y - 3, size, 6, 3, ink.color(InkColor.FG));
        TextFont tick = ink.font(FontRole.TICK);
        pen.text("characters " + Numbers.integer(bench.first()) + "–" + Numbers.integer(bench.first() + bench.columns() - 1), BLEED,
                tick.centred(y), Anchor.START, tick, ink.color(InkColor.FG_MUTED));
        pen.text("of " + Numbers.integer(bench.all()), place.countEnd() + 20, tick.centred(y), Anchor.END, tick, ink.color(InkColor.FG_MUTED));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        TokenBenchLayout place = new TokenBenchLayout(bench, ids ? row : "", width, height);
        for (int r = 0; r < bench.rows().size(); r++) {
            Row current = bench.rows().get(r);
            parts.add(new Heading(current.key(), new Box(0, place.top(r), TokenBenchLayout.LEFT - 6, place.pitch(r)), headline(current)));
            for (int i = 0; i < current.chips().size(); i++) {
                Chip chip = current.chips().get(i);
                parts.add(new Piece(current.key(), i, chip.start(), chip.end(), place.chip(r, chip), current.title() + ": " + chip.label()
                        + (chip.kind() == TokenBench.Kind.UNKNOWN ? ", unknown" : ", id " + chip.id())));
            }
        }
        if (bench.partial()) {
            parts.add(slide(place, bench.first()));
        }
        return parts;
    }

    private Slide slide(TokenBenchLayout place, int character) {
        return new Slide(character, place.track(), "character " + Numbers.integer(character) + " of " + Numbers.integer(bench.all()));
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        TokenBenchLayout place = new TokenBenchLayout(bench, ids ? row : "", width, height);
        if (bench.partial() && place.track().contains(x, y)) {
            Box track = place.track();
            double share = Math.clamp((x - track.x()) / track.width(), 0, 1);
            return slide(place, (int) Math.round(share * Math.max(0, bench.all() - bench.columns())));
        }
        return Picture.super.hit(ink, x, y, width, height);
    }

    private static String headline(Row row) {
        return row.title() + ", " + row.note() + ": " + Numbers.integer(row.tokens()) + (row.tokens() == 1 ? " token, " : " tokens, ")
                + (row.check() ? "decodes to the same text" : "does not decode to the same text");
    }

    @Override
    public String describe() {
        if (bench.rows().isEmpty()) {
            return "No text yet.";
        }
        StringBuilder counts = new StringBuilder();
        bench.rows().forEach(r -> counts.append(counts.isEmpty() ? "" : ", ").append(r.title()).append(' ').append(Numbers.integer(r.tokens())));
        return Numbers.integer(bench.all()) + " characters as tokens: " + counts + ".";
    }
}
