package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A sum written in columns, once for each tokenizer: digits of equal worth stand below each other, boxes show which digits are one token.
public record SumPicture(List<Column> columns) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 44;
    private static final double DIGIT = 20;
    private static final double NARROWEST = 11;
    private static final double TALLEST = 44;
    private static final double CHIP = 36;
    private static final double SIGN = 22;
    private static final double RULE = 8;

    /// A tokenizer's way to write the sum.
    ///
    /// @param own whether it is the tokenizer of the open model
    public record Column(String key, String title, String note, boolean own, List<Line> lines) {
        public Column {
            lines = List.copyOf(lines);
        }
    }

    /// One number.
    ///
    /// @param sign  before it: "", "+" or "="
    /// @param parts from left to right
    public record Line(String sign, List<Part> parts) {
        public Line {
            parts = List.copyOf(parts);
        }

        int digits() {
            return parts.stream().mapToInt(part -> part.digits().length()).sum();
        }
    }

    /// Digits that are one token.
    public record Part(String digits, String id) {}

    /// A column that can be pointed at.
    public record Place(String key, Box box, String text) implements Hit {}

    public SumPicture {
        columns = List.copyOf(columns);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 220);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (columns.isEmpty()) {
            TextFont body = ink.font(FontRole.BODY);
            pen.text("Type a sum, such as 12345 + 67890 = 80235.", width / 2, body.centred(height / 2), Anchor.MIDDLE, body, ink.color(InkColor.FG_MUTED));
            return;
        }
        for (int c = 0; c < columns.size(); c++) {
            column(pen, ink, columns.get(c), place(c, width, height));
        }
    }

    private Box place(int column, double width, double height) {
        double wide = (width - BLEED) / columns.size();
        return new Box(column * wide, 0, wide - BLEED, height);
    }

    private void column(Pen pen, Ink ink, Column column, Box box) {
        double pitch = pitch(box.height());
        if (column.own()) {
            pen.fillRect(box.x(), 0, box.width(), Math.min(box.height(), HEAD + column.lines().size() * pitch + RULE + 8), 8, ink.color(InkColor.BG_SUBTLE));
        }
        TextFont bold = ink.font(FontRole.HEADING);
        TextFont caption = ink.font(FontRole.CAPTION);
        double right = box.right() - BLEED;
        double room = box.width() - 2 * BLEED;
        pen.text(bold.fitted(column.title(), room), right, 17, Anchor.END, bold, ink.color(InkColor.FG));
        pen.text(caption.fitted(column.note(), room), right, 34, Anchor.END, caption, ink.color(InkColor.FG_MUTED));
        int digits = columns.stream().flatMap(each -> each.lines().stream()).mapToInt(Line::digits).max().orElse(1);
        double digit = Math.clamp((room - SIGN) / Math.max(1, digits), NARROWEST, DIGIT);
        for (int l = 0; l < column.lines().size(); l++) {
            Line line = column.lines().get(l);
            boolean result = line.sign().equals("=");
            double middle = HEAD + l * pitch + pitch / 2 + (result ? RULE : 0);
            if (result) {
                double y = Math.rint(HEAD + l * pitch + RULE / 2) + 0.5;
                pen.line(right - digits * digit - SIGN, y, right, y, Stroke.of(ink.color(InkColor.FG), 1));
            }
            line(pen, ink, line, right, middle, digit, Math.min(CHIP, pitch - 4));
        }
    }

    private static void line(Pen pen, Ink ink, Line line, double right, double middle, double digit, double high) {
        TextFont mono = ink.font(digit < 14 || high < 26 ? FontRole.MONO_SMALL : FontRole.TOKEN);
        TextFont tick = ink.font(FontRole.TICK);
        double x = right - line.digits() * digit;
        if (!line.sign().isEmpty()) {
            pen.text(line.sign(), x - 8, mono.centred(middle), Anchor.END, mono, ink.color(InkColor.FG_MUTED));
        }
        double top = Math.rint(middle - high / 2);
        for (Part part : line.parts()) {
            double wide = part.digits().length() * digit;
            pen.fillRect(x, top, wide - 1.5, high, 5, ink.color(InkColor.BG_SURFACE));
            pen.strokeRect(x + 0.5, top + 0.5, wide - 2.5, high - 1, 5, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
            boolean two = high >= 30 && tick.width(part.id()) <= wide - 4;
            for (int i = 0; i < part.digits().length(); i++) {
                pen.text(part.digits().substring(i, i + 1), x + (i + 0.5) * digit - 0.5, two ? middle - 1 : mono.centred(middle), Anchor.MIDDLE, mono, ink.color(InkColor.FG));
            }
            if (two) {
                pen.text(part.id(), x + wide / 2 - 0.75, middle + 12, Anchor.MIDDLE, tick, ink.color(InkColor.FG_SUBTLE));
            }
            x += wide;
        }
    }

    private double pitch(double height) {
        int lines = columns.stream().mapToInt(column -> column.lines().size()).max().orElse(1);
        return Math.clamp(Math.floor((height - HEAD - RULE - 8) / Math.max(1, lines)), 22, TALLEST);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> places = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            places.add(new Place(columns.get(c).key(), place(c, width, height), text(columns.get(c))));
        }
        return places;
    }

    private static String text(Column column) {
        StringBuilder text = new StringBuilder(column.title()).append(':');
        for (Line line : column.lines()) {
            text.append(line.sign().isEmpty() ? "" : " " + line.sign()).append(' ')
                    .append(String.join("|", line.parts().stream().map(Part::digits).toList()));
        }
        return text.toString();
    }

    @Override
    public String describe() {
        return columns.isEmpty() ? "No sum in this text." : "A sum in columns. " + String.join("; ", columns.stream().map(SumPicture::text).toList()) + ".";
    }
}
