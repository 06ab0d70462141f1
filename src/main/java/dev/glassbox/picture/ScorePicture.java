package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// One score taken apart: a query and a key as strips, their products below as bars that add up to q · k.
///
/// @param q       the query `[D]`
/// @param k       the key `[D]`
/// @param divisor √d_head, or 1 where scores are not scaled
/// @param bias    added after the scaling, ALiBi's; 0 for none
/// @param masked  whether the mask hides this pair
public record ScorePicture(float[] q, float[] k, double divisor, double bias, boolean masked) implements Picture {

    /// Wider heads show so many of their largest products.
    public static final int MOST = 64;
    private static final double NAME = 26;
    private static final double STRIP = 18;

    /// One product.
    ///
    /// @param index which number of q and k
    public record Product(int index, Box box, String text) implements Hit {}

    private int[] shown() {
        return IntStream.range(0, q.length).boxed().sorted(Comparator.comparingDouble(i -> -Math.abs(q[i] * k[i]))).limit(MOST)
                .mapToInt(Integer::intValue).sorted().toArray();
    }

    /// q · k as the sum of what is shown and what is not.
    public double sum() {
        double sum = 0;
        for (int i = 0; i < q.length; i++) {
            sum += (double) q[i] * k[i];
        }
        return sum;
    }

    @Override
    public Size preferredSize() {
        return new Size(220, 190);
    }

    @Override
    public Size minimumSize() {
        return new Size(160, 120);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        int[] shown = shown();
        HeatScale scale = HeatScale.around("", q, k);
        TextFont name = ink.font(FontRole.MONO_BOLD);
        strip(pen, ink, q, shown, 0, width, scale, InkColor.Q);
        strip(pen, ink, k, shown, STRIP + 6, width, scale, InkColor.K);
        pen.text("q", 0, name.centred(STRIP / 2), Anchor.START, name, ink.color(InkColor.Q_TEXT));
        pen.text("k", 0, name.centred(STRIP * 1.5 + 6), Anchor.START, name, ink.color(InkColor.K_TEXT));
        TextFont mono = ink.font(FontRole.MONO);
        TextFont strong = ink.font(FontRole.MONO_BOLD);
        int lines = bias == 0 ? 2 : 3;
        double foot = height - lines * 19;
        double top = 2 * STRIP + 14;
        bars(pen, ink, shown, top, Math.max(20, foot - top - 8), width);
        int muted = ink.color(InkColor.FG_MUTED);
        int fg = ink.color(InkColor.FG);
        pen.text("sum", NAME, mono.centred(foot + 8), Anchor.START, mono, muted);
        pen.text(Numbers.format(sum()), width, strong.centred(foot + 8), Anchor.END, strong, fg);
        String scaled = masked && bias == 0 ? "masked" : Numbers.format(sum() / divisor);
        String by = divisor == 1 ? "not scaled" : "÷ √d_head = " + Numbers.format(divisor);
        boolean fits = NAME + mono.width(by) + 8 <= width - strong.width(scaled);
        pen.text(fits || divisor == 1 ? by : "÷ " + Numbers.format(divisor), NAME, mono.centred(foot + 27), Anchor.START, mono, muted);
        pen.text(scaled, width, strong.centred(foot + 27), Anchor.END, strong, fg);
        if (bias != 0) {
            pen.text("ALiBi " + Numbers.format(bias), NAME, mono.centred(foot + 46), Anchor.START, mono, muted);
            pen.text(masked ? "masked" : Numbers.format(sum() / divisor + bias), width, strong.centred(foot + 46), Anchor.END, strong, fg);
        }
    }

    private static void strip(Pen pen, Ink ink, float[] values, int[] shown, double y, double width, HeatScale scale, InkColor role) {
        int[] argb = new int[shown.length];
        for (int i = 0; i < shown.length; i++) {
            argb[i] = scale.color(ink, values[shown[i]]);
        }
        pen.cells(new Cells(shown.length, 1, argb), NAME, y, width - NAME, STRIP);
        pen.strokeRect(NAME, y, width - NAME, STRIP, 0, Stroke.of(ink.color(role), 1.6));
    }

    private void bars(Pen pen, Ink ink, int[] shown, double top, double height, double width) {
        double most = 1e-12;
        for (int i : shown) {
            most = Math.max(most, Math.abs(q[i] * k[i]));
        }
        double middle = Math.rint(top + height / 2);
        TextFont small = ink.font(FontRole.TICK);
        pen.text("q×k", 0, small.centred(middle), Anchor.START, small, ink.color(InkColor.FG_MUTED));
        double pitch = (width - NAME) / shown.length;
        for (int i = 0; i < shown.length; i++) {
            double product = (double) q[shown[i]] * k[shown[i]];
            double length = Math.abs(product) / most * height / 2;
            int color = product >= 0 ? ink.diverging().at(0.85) : ink.diverging().at(0.15);
            pen.fillRect(NAME + i * pitch + pitch * 0.1, product >= 0 ? middle - length : middle, Math.max(1, pitch * 0.8), length, 0, color);
        }
        pen.line(NAME, middle + 0.5, width, middle + 0.5, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        int[] shown = shown();
        double pitch = (width - NAME) / shown.length;
        List<Hit> parts = new ArrayList<>();
        int lines = bias == 0 ? 2 : 3;
        double tall = Math.max(40, height - lines * 19 - 6);
        for (int i = 0; i < shown.length; i++) {
            int at = shown[i];
            parts.add(new Product(at, new Box(NAME + i * pitch, 0, pitch, tall), "product " + at + ": " + Numbers.format(q[at]) + " × "
                    + Numbers.format(k[at]) + " = " + Numbers.format((double) q[at] * k[at])));
        }
        return parts;
    }

    @Override
    public String describe() {
        return q.length + " products q × k add up to " + Numbers.format(sum()) + (divisor == 1 ? ", not scaled" : ", divided by √d_head = "
                + Numbers.format(divisor) + " that is " + Numbers.format(sum() / divisor)) + (masked ? "; the mask hides this pair." : ".");
    }
}
