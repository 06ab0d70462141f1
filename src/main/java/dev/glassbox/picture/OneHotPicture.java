package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a lookup is a product: a vector with a single 1, times the table, is the row where the 1 stands.
///
/// @param id where the 1 stands
/// @param label of that token
/// @param table `[n, C]`, all rows or so many at even distances
/// @param rows V
/// @param width C
/// @param row `[C]`, the one the id picks
/// @param product `[C]`, the sum over all V rows of one-hot × row
/// @param difference the largest one between the product and the row
/// @param limit value at the ends of the colour scale
public record OneHotPicture(int id, String label, float[] table, int rows, int width, float[] row, float[] product, double difference, double limit) implements Picture {

    private static final double LEFT = 96;
    private static final double STRIP = 18;

    /// A row of the table.
    public record Row(int id, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(560, 480);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    private static Box tableBox(double width, double height) {
        return new Box(FlowLayout.BLEED + LEFT, 50, width - 2 * FlowLayout.BLEED - LEFT, Math.max(40, height - 50 - 126));
    }

    @Override
    public void paint(Pen pen, Ink ink, double paneWidth, double height) {
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        Box box = tableBox(paneWidth, height);
        double left = FlowLayout.BLEED;
        pen.text("one-hot", left, 14, Anchor.START, mono, ink.color(InkColor.FG));
        pen.text("[" + rows() + "]", left, 30, Anchor.START, mono, muted);
        pen.fillRect(box.x(), 6, box.width(), STRIP, 0, ink.color(InkColor.BG_SUBTLE));
        double mark = box.x() + box.width() * (id + 0.5) / rows();
        pen.fillRect(Math.clamp(mark - 1.5, box.x(), box.right() - 3), 6, 3, STRIP, 0, ink.color(InkColor.Q));
        boolean rightHalf = mark > box.centreX();
        pen.text("1 at " + id + ", 0 elsewhere", mark + (rightHalf ? -8 : 8), 19, rightHalf ? Anchor.END : Anchor.START, caption, ink.color(InkColor.FG));
        pen.text("× W_E", left, box.y() + 12, Anchor.START, mono, ink.color(InkColor.FG));
        pen.text("[" + rows() + ", " + width + "]", left, box.y() + 28, Anchor.START, mono, muted);
        int[] argb = new int[table.length];
        for (int i = 0; i < table.length; i++) {
            argb[i] = ink.diverging().signed(table[i], limit);
        }
        pen.cells(new Cells(width, table.length / width, argb), box.x(), box.y(), box.width(), box.height());
        double line = box.y() + box.height() * (id + 0.5) / rows();
        pen.strokeRect(box.x() - 2, line - 4, box.width() + 4, 8, 0, Stroke.of(ink.color(InkColor.Q), 2));
        pen.text(mono.fitted(label + " " + id, LEFT - 14), box.x() - 8, mono.centred(Math.clamp(line, box.y() + 46, box.bottom() - 6)), Anchor.END, mono, ink.color(InkColor.Q_TEXT));
        strip(pen, ink, "= product", product, box, box.bottom() + 16);
        strip(pen, ink, "row " + id, row, box, box.bottom() + 16 + STRIP + 8);
        double y = box.bottom() + 16 + 2 * (STRIP + 8) + 14;
        pen.text("difference " + Numbers.format(difference), box.x(), y, Anchor.START, ink.font(FontRole.MONO_SMALL_BOLD), ink.color(InkColor.FG));
        String sums = Numbers.integer((long) (rows() - 1) * width) + " of " + Numbers.integer((long) rows() * width) + " multiplications are by 0";
        pen.text(caption.fitted(sums, box.width() - 110), box.x() + 110, y, Anchor.START, caption, muted);
        legend(pen, ink, box, y + 12);
    }

    private void strip(Pen pen, Ink ink, String name, float[] values, Box box, double y) {
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        pen.text(name, FlowLayout.BLEED, mono.centred(y + STRIP / 2), Anchor.START, mono, ink.color(InkColor.FG));
        int[] argb = new int[width];
        for (int c = 0; c < width; c++) {
            argb[c] = ink.diverging().signed(values[c], limit);
        }
        pen.cells(new Cells(width, 1, argb), box.x(), y, box.width(), STRIP);
    }

    private void legend(Pen pen, Ink ink, Box box, double y) {
        TextFont tick = ink.font(FontRole.TICK);
        int[] ramp = new int[64];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = ink.diverging().at(i / 63.0);
        }
        double w = Math.min(220, box.width());
        pen.cells(new Cells(64, 1, ramp), box.x(), y, w, 7);
        int color = ink.color(InkColor.FG_SUBTLE);
        pen.text(Numbers.format(-limit), box.x(), y + 20, Anchor.START, tick, color);
        pen.text("0", box.x() + w / 2, y + 20, Anchor.MIDDLE, tick, color);
        pen.text(Numbers.format(limit), box.x() + w, y + 20, Anchor.END, tick, color);
    }

    @Override
    public List<Hit> parts(Ink ink, double paneWidth, double height) {
        return List.of(lit(id, paneWidth, height));
    }

    private Row lit(int which, double paneWidth, double height) {
        Box box = tableBox(paneWidth, height);
        double tall = box.height() / rows();
        return new Row(which, new Box(box.x(), box.y() + which * tall, box.width(), tall), "row " + which + " of " + rows());
    }

    /// Up and down go from row to row.
    @Override
    public Optional<Hit> step(Hit from, int dx, int dy, Ink ink, double paneWidth, double height) {
        return Optional.of(from instanceof Row at ? lit(Math.clamp(at.id + dy, 0, rows() - 1), paneWidth, height) : lit(id, paneWidth, height));
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double paneWidth, double height) {
        Box box = tableBox(paneWidth, height);
        return box.contains(x, y) ? lit(Math.clamp((int) ((y - box.y()) / box.height() * rows()), 0, rows() - 1), paneWidth, height) : Hit.NONE;
    }

    @Override
    public Optional<NumberTable> numbers() {
        List<List<Object>> lines = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            lines.add(List.of(c, product[c], row[c]));
        }
        return Optional.of(new NumberTable(List.of("channel", "one-hot × W_E", "row " + id), lines));
    }

    @Override
    public String describe() {
        return "One-hot times W_E gives row " + id + " (" + label + "), difference " + Numbers.format(difference) + ".";
    }
}
