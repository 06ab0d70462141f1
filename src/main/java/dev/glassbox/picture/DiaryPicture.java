package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What the model wrote at some steps, oldest first; the newest line is highlighted.
///
/// When not all lines fit, the first, the newest and evenly spread ones are shown.
///
/// @param lines oldest first
/// @param note  one remark at the bottom left, may be empty
/// @param hover the index of the line under the mouse, or −1
public record DiaryPicture(List<Line> lines, String note, int hover) implements Picture {

    private static final double PITCH_MIN = 24;
    private static final double PITCH_MAX = 28;
    private static final double ROOMY = 150;
    private static final double FOOTER = 24;
    private static final double STEP_END = 48;
    private static final double LOSS = 64;
    private static final double TEXT = 160;

    public DiaryPicture {
        lines = List.copyOf(lines);
    }

    /// One sample.
    ///
    /// @param step   when it was written
    /// @param loss   the validation loss then, in nats; NaN when nobody measured it
    /// @param pieces its text, cut into pieces; spaces stay with the pieces
    public record Line(int step, double loss, List<Piece> pieces) {
        public Line {
            pieces = List.copyOf(pieces);
        }
    }

    /// @param text  printable text
    /// @param known whether it is a word of the corpus
    public record Piece(String text, boolean known) {}

    /// A line that can be pointed at.
    public record Entry(int index, int step, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(644, 180);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double left = FlowLayout.BLEED;
        TextFont caption = ink.font(FontRole.CAPTION);
        if (lines.isEmpty()) {
            pen.text("The first text is being written.", left, caption.centred(18), Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        List<Integer> shown = shown(height);
        double pitch = pitch(height, shown.size());
        for (int row = 0; row < shown.size(); row++) {
            line(pen, ink, shown.get(row), row * pitch + 3, pitch, width);
        }
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text(note, left, height - 4, Anchor.START, caption, muted);
        String legend = "dotted = not a word of the corpus";
        boolean dotted = shown.stream().anyMatch(index -> lines.get(index).pieces().stream().anyMatch(piece -> !piece.known()));
        if (dotted && caption.width(note) + caption.width(legend) + 16 < width - 2 * left) {
            pen.text(legend, width - left, height - 4, Anchor.END, caption, muted);
        }
    }

    private void line(Pen pen, Ink ink, int index, double top, double pitch, double width) {
        Line line = lines.get(index);
        boolean newest = index == lines.size() - 1;
        if (newest) {
            pen.fillRect(0, top, width, pitch, 8, ink.color(InkColor.BG_SUBTLE));
        }
        if (index == hover) {
            pen.strokeRect(0.5, top + 0.5, width - 1, pitch - 1, 8, Stroke.of(ink.color(InkColor.FG), 1));
        }
        TextFont mono = ink.font(FontRole.MONO);
        double baseline = mono.centred(top + pitch / 2);
        double left = FlowLayout.BLEED;
        pen.text(Numbers.integer(line.step()), left + STEP_END, baseline, Anchor.END,
                newest ? ink.font(FontRole.MONO_BOLD) : mono, ink.color(InkColor.FG));
        pen.text(Double.isNaN(line.loss()) ? "" : "loss " + Numbers.format(line.loss()), left + LOSS, baseline, Anchor.START, mono, ink.color(InkColor.FG_MUTED));
        double x = left + TEXT;
        for (Piece piece : line.pieces()) {
            double w = mono.width(piece.text());
            if (x + w > width - left) {
                break;
            }
            piece(pen, ink, piece, x, baseline, mono);
            x += w;
        }
    }

    private static void piece(Pen pen, Ink ink, Piece piece, double x, double baseline, TextFont mono) {
        String text = piece.text();
        int color = ink.color(piece.known() ? InkColor.FG : InkColor.FG_SUBTLE);
        pen.text(text, x, baseline, Anchor.START, mono, color);
        if (!piece.known() && !text.isBlank()) {
            double from = x + mono.width(text.substring(0, text.length() - text.stripLeading().length()));
            double to = x + mono.width(text.stripTrailing());
            pen.line(from, baseline + 4.5, to, baseline + 4.5, Stroke.of(color, 1).dash(Stroke.Dash.FINE));
        }
    }

    private List<Integer> shown(double height) {
        int fit = Math.max(1, (int) ((height - FOOTER) / PITCH_MIN));
        if (lines.size() <= fit) {
            return IntStream.range(0, lines.size()).boxed().toList();
        }
        if (fit > 4) {
            fit = Math.max(1, (int) ((height - FOOTER) / PITCH_MAX));
        }
        Set<Integer> kept = new LinkedHashSet<>();
        for (int i = 0; i < fit; i++) {
            kept.add(fit == 1 ? lines.size() - 1 : (int) Math.round(i * (lines.size() - 1) / (double) (fit - 1)));
        }
        return new ArrayList<>(kept);
    }

    private static double pitch(double height, int rows) {
        return height < ROOMY ? PITCH_MIN : Math.clamp(Math.floor((height - FOOTER) / rows), PITCH_MIN, PITCH_MAX);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        List<Integer> shown = shown(height);
        double pitch = pitch(height, Math.max(1, shown.size()));
        for (int row = 0; row < shown.size(); row++) {
            Line line = lines.get(shown.get(row));
            parts.add(new Entry(shown.get(row), line.step(), new Box(0, row * pitch + 3, width, pitch),
                    "step " + Numbers.integer(line.step()) + ": " + text(line)));
        }
        return parts;
    }

    private static String text(Line line) {
        StringBuilder text = new StringBuilder();
        line.pieces().forEach(piece -> text.append(piece.text()));
        return text.toString().strip();
    }

    @Override
    public String describe() {
        if (lines.isEmpty()) {
            return "No text yet.";
        }
        Line newest = lines.getLast();
        return "At step " + Numbers.integer(newest.step()) + (Double.isNaN(newest.loss()) ? "" : ", loss " + Numbers.format(newest.loss())) + ", the model writes: "
                + text(newest);
    }
}
