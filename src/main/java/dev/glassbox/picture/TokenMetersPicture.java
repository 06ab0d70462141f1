package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// What a text costs in each tokenizer: a table with a bar below every number, and a square for n², so that the price of a short text (a large
/// table) and of a small table (a long text) stand side by side.
///
/// @param rows one per tokenizer
/// @param dModel width of the model that the token table is counted for
/// @param row  key of the row whose numbers are told
public record TokenMetersPicture(List<Meter> rows, int dModel, String row) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 36;
    private static final double TALLEST = 46;
    private static final int CELLS = 3;
    private static final String[] HEADINGS = {"tokens", "tokens / word", "characters / token", "n² attention scores", "vocabulary V", "V × d_model"};

    /// The numbers of a tokenizer.
    public record Meter(String key, String title, String note, boolean own, long tokens, double tokensPerWord,
                        double charactersPerToken, long cells, int vocabulary, long parameters) {
        private double value(int column) {
            return switch (column) {
                case 0 -> tokens;
                case 1 -> tokensPerWord;
                case 2 -> charactersPerToken;
                case 3 -> cells;
                case 4 -> vocabulary;
                default -> parameters;
            };
        }

        private String text(int column) {
            return column == 1 || column == 2 ? Numbers.format(value(column)) : Numbers.integer((long) value(column));
        }
    }

    /// A row that can be pointed at.
    public record Line(String row, Box box, String text) implements Hit {}

    public TokenMetersPicture {
        rows = List.copyOf(rows);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 300);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double column = (width - TokenBenchLayout.LEFT - BLEED) / HEADINGS.length;
        double pitch = pitch(height);
        TextFont caption = ink.font(FontRole.CAPTION);
        for (int c = 0; c < HEADINGS.length; c++) {
            String heading = c == 5 ? "table V × " + dModel : HEADINGS[c];
            pen.text(heading, TokenBenchLayout.LEFT + (c + 1) * column, caption.centred(HEAD / 2), Anchor.END, caption, ink.color(InkColor.FG_MUTED));
        }
        for (int r = 0; r < rows.size(); r++) {
            line(pen, ink, rows.get(r), HEAD + r * pitch, pitch, column, width);
        }
    }

    private void line(Pen pen, Ink ink, Meter meter, double top, double pitch, double column, double width) {
        if (meter.own()) {
            pen.fillRect(0, top, width, pitch, 8, ink.color(InkColor.BG_SUBTLE));
        }
        TextFont bold = ink.font(FontRole.HEADING);
        double middle = top + pitch / 2;
        pen.text(bold.fitted(meter.title(), TokenBenchLayout.LEFT - 16), BLEED, bold.centred(middle), Anchor.START, bold, ink.color(InkColor.FG));
        if (meter.key().equals(row)) {
            double y = Math.rint(middle + 9) + 0.5;
            pen.line(BLEED, y, BLEED + bold.width(meter.title()), y, Stroke.of(ink.color(InkColor.FG), 1));
        }
        TextFont mono = ink.font(FontRole.MONO);
        for (int c = 0; c < HEADINGS.length; c++) {
            double right = TokenBenchLayout.LEFT + (c + 1) * column;
            double most = largest(c);
            double bar = most <= 0 ? 0 : (column - 20) * meter.value(c) / most;
            double line = pitch >= 26 ? middle - 3 : middle - 1;
            if (c == CELLS) {
                square(pen, ink, most <= 0 ? 0 : Math.sqrt(meter.value(c) / most), right - column + 20, middle, pitch - 6);
            } else {
                pen.fillRect(right - bar, line + 9, bar, 4, 2, ink.color(InkColor.BORDER_STRONG));
            }
            pen.text(meter.text(c), right, mono.centred(line), Anchor.END, mono, ink.color(InkColor.FG));
        }
    }

    /// n² as an area: n scores wide and n high.
    private static void square(Pen pen, Ink ink, double share, double left, double middle, double side) {
        double edge = Math.max(1, Math.rint(side * share));
        pen.fillRect(left, Math.rint(middle - edge / 2), edge, edge, 0, ink.color(InkColor.BORDER_STRONG));
    }

    private double largest(int column) {
        return rows.stream().mapToDouble(meter -> meter.value(column)).max().orElse(0);
    }

    private double pitch(double height) {
        return Math.max(14, Math.min(TALLEST, Math.floor((height - HEAD) / Math.max(1, rows.size()))));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        double pitch = pitch(height);
        for (int r = 0; r < rows.size(); r++) {
            Meter meter = rows.get(r);
            parts.add(new Line(meter.key(), new Box(0, HEAD + r * pitch, width, pitch), meter.title() + ": " + meter.text(0) + " tokens, "
                    + meter.text(1) + " a word, " + meter.text(2) + " characters each, table of " + meter.text(5) + " numbers"));
        }
        return parts;
    }

    @Override
    public String describe() {
        if (rows.isEmpty()) {
            return "No text yet.";
        }
        Meter few = rows.stream().min((a, b) -> Long.compare(a.tokens(), b.tokens())).orElseThrow();
        Meter many = rows.stream().max((a, b) -> Long.compare(a.tokens(), b.tokens())).orElseThrow();
        return "The text is " + Numbers.integer(many.tokens()) + " tokens in " + many.title() + " and " + Numbers.integer(few.tokens()) + " in "
                + few.title() + ".";
    }
}
