package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From an id to the vector the first block reads: the row it picks, and the sum of token and position, cell below cell.
///
/// @param id of the token
/// @param rows of the table
/// @param position in the sentence
/// @param token `[C]`, row `id` of the table
/// @param place `[C]` added for the position; empty when the scheme adds nothing
/// @param sum `[C]` as the model computed it
/// @param remark about the sum: whether it is exact, or what follows it
public record VectorSumPicture(int id, int rows, int position, float[] token, float[] place, float[] sum, String remark) implements Picture {

    private static final double LABEL = 58;
    private static final double LINE = 22;
    private static final double LEGEND = 34;

    /// One number of one strip.
    ///
    /// @param strip 0 token, 1 position, 2 sum
    public record Cell(int strip, int channel, float value, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(290, 236);
    }

    /// Numbers side by side: about 32, more for wide models, so that a strip has at most three lines.
    private int columns() {
        return Math.max(Math.min(32, token.length), (token.length + 2) / 3);
    }

    private int lines() {
        return (token.length + columns() - 1) / columns();
    }

    private int strips() {
        return place.length == 0 ? 2 : 3;
    }

    private double limit() {
        double limit = 1e-9;
        for (float[] strip : List.of(token, place, sum)) {
            for (float value : strip) {
                limit = Math.max(limit, Math.abs(value));
            }
        }
        return nice(limit);
    }

    /// The next of 1, 2, 5 times a power of ten.
    private static double nice(double limit) {
        double power = Math.pow(10, Math.floor(Math.log10(limit)));
        double times = limit / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private double cellHeight(double height) {
        double room = height - 2 * LINE - 30 - LEGEND - 18 - 10 * (strips() - 1);
        return Math.clamp(room / (strips() * lines()), 4, 18);
    }

    private Box strip(int strip, double width, double height) {
        double tall = cellHeight(height) * lines();
        double y = 2 * LINE + 18 + strip * (tall + 10) + (strip == strips() - 1 ? 4 : 0);
        return new Box(FlowLayout.BLEED + LABEL, y, width - 2 * FlowLayout.BLEED - LABEL, tall);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        TextFont caption = ink.font(FontRole.CAPTION);
        TextFont tick = ink.font(FontRole.TICK);
        double left = FlowLayout.BLEED;
        pen.text("id " + id, left, 13, Anchor.START, mono, ink.color(InkColor.FG));
        String picks = "picks row " + Numbers.integer(id) + " of " + Numbers.integer(rows) + " rows";
        pen.text(caption.fitted(picks, width - 2 * left - LABEL), left + LABEL, 13, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        double barWidth = width - 2 * left - LABEL;
        pen.fillRect(left + LABEL, LINE, barWidth, 8, 0, ink.color(InkColor.BG_SUBTLE));
        double mark = left + LABEL + barWidth * (id + 0.5) / Math.max(1, rows);
        pen.fillRect(Math.clamp(mark - 1.5, left + LABEL, left + LABEL + barWidth - 3), LINE - 3, 3, 14, 0, ink.color(InkColor.Q));
        pen.text("0", left + LABEL, LINE + 22, Anchor.START, tick, ink.color(InkColor.FG_SUBTLE));
        pen.text(String.valueOf(rows - 1), width - left, LINE + 22, Anchor.END, tick, ink.color(InkColor.FG_SUBTLE));
        double limit = limit();
        float[][] values = values();
        for (int strip = 0; strip < strips(); strip++) {
            Box box = strip(strip, width, height);
            boolean last = strip == strips() - 1;
            if (last) {
                pen.line(left + LABEL, box.y() - 7, width - left, box.y() - 7, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
            }
            pen.text(last ? "= x" : strip == 0 ? "tok" : "+ p" + position, left, mono.centred(box.y() + Math.min(box.height(), 16) / 2), Anchor.START,
                    mono, ink.color(InkColor.FG));
            pen.cells(cells(values[strip], limit, ink), box.x(), box.y(), box.width(), box.height());
        }
        legend(pen, ink, width, height, limit);
    }

    private float[][] values() {
        return place.length == 0 ? new float[][] {token, sum} : new float[][] {token, place, sum};
    }

    private Cells cells(float[] values, double limit, Ink ink) {
        int[] argb = new int[columns() * lines()];
        for (int c = 0; c < values.length; c++) {
            argb[c] = ink.diverging().signed(values[c], limit);
        }
        return new Cells(columns(), lines(), argb);
    }

    private void legend(Pen pen, Ink ink, double width, double height, double limit) {
        TextFont tick = ink.font(FontRole.TICK);
        double x = FlowLayout.BLEED + LABEL;
        double w = width - FlowLayout.BLEED - x;
        double y = strip(strips() - 1, width, height).bottom() + 10;
        int[] ramp = new int[64];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = ink.diverging().at(i / (double) (ramp.length - 1));
        }
        pen.cells(new Cells(ramp.length, 1, ramp), x, y, w, 7);
        int color = ink.color(InkColor.FG_SUBTLE);
        pen.text(Numbers.format(-limit), x, y + 20, Anchor.START, tick, color);
        pen.text("0", x + w / 2, y + 20, Anchor.MIDDLE, tick, color);
        pen.text(Numbers.format(limit), x + w, y + 20, Anchor.END, tick, color);
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text(caption.fitted(remark, width - 2 * FlowLayout.BLEED), FlowLayout.BLEED, y + 40, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        float[][] values = values();
        String[] names = strips() == 2 ? new String[] {"tok", "x"} : new String[] {"tok", "pos", "x"};
        for (int strip = 0; strip < strips(); strip++) {
            Box box = strip(strip, width, height);
            double wide = box.width() / columns();
            double tall = box.height() / lines();
            for (int c = 0; c < values[strip].length; c++) {
                parts.add(new Cell(strip, c, values[strip][c], new Box(box.x() + c % columns() * wide, box.y() + c / columns() * tall, wide, tall),
                        names[strip] + "[" + c + "] = " + Numbers.format(values[strip][c])));
            }
        }
        return parts;
    }

    @Override
    public Optional<NumberTable> numbers() {
        List<List<Object>> rows = new ArrayList<>();
        for (int c = 0; c < token.length; c++) {
            rows.add(List.of(c, token[c], place.length == 0 ? "" : place[c], sum[c]));
        }
        return Optional.of(new NumberTable(List.of("channel", "tok", "pos", "x"), rows));
    }

    @Override
    public String describe() {
        return "Id " + id + " picks row " + id + " of " + rows + "; " + (place.length == 0 ? "nothing is added for the position" : "with position "
                + position + " added it is what the first block reads") + ".";
    }
}
