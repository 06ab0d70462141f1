package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Copied or created: each line a model wrote, its longest run that stands in the training text underlined, and the nearest training line below.
///
/// @param lines what was written
/// @param parts unit of the distances: "words" or "letters"
/// @param first the first line shown
public record CopyPicture(List<Line> lines, String parts, int first) implements Picture {

    private static final double BLEED = 8;
    private static final double ROW = 52;
    private static final double RIGHT = 270;

    /// @param sample in which it was written
    /// @param distance 0 for a copy
    /// @param runFrom, runLength in letters of `text`
    public record Line(String sample, String text, String nearest, int distance, int of, int runFrom, int runLength, int runCount) {
        String badge(String unit) {
            return distance == 0 ? "copy" : "new: " + distance + " of " + of + " " + unit + " changed";
        }
    }

    /// A line that can be pointed at.
    public record Part(int line, Box box, String text) implements Hit {}

    public CopyPicture {
        lines = List.copyOf(lines);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 400);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    /// How many lines a picture of this height shows.
    public static int rows(double height) {
        return Math.max(1, (int) (height / ROW));
    }

    private int last(double height) {
        return Math.min(lines.size(), first + rows(height));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        if (lines.isEmpty()) {
            pen.text("Write something first; each line of it is compared with all training text.", BLEED, caption.centred(14), Anchor.START, caption, muted);
        }
        for (int i = first; i < last(height); i++) {
            Line line = lines.get(i);
            double top = (i - first) * ROW;
            double room = width - RIGHT - 2 * BLEED;
            TextFont mono = ink.font(FontRole.TOKEN);
            TextFont small = ink.font(FontRole.MONO_SMALL);
            pen.text(mono.fitted(line.text, room), BLEED, top + 19, Anchor.START, mono, ink.color(InkColor.FG));
            double from = Math.min(room, mono.width(line.text.substring(0, line.runFrom)));
            double to = Math.min(room, mono.width(line.text.substring(0, line.runFrom + line.runLength)));
            pen.fillRect(BLEED + from, top + 24, to - from, 2, 0, ink.color(InkColor.FG));
            pen.text(small.fitted(line.nearest.isEmpty() ? "nothing to compare with" : "nearest: " + line.nearest, room), BLEED, top + 40, Anchor.START, small, muted);
            TextFont bold = ink.font(line.distance == 0 ? FontRole.CAPTION_BOLD : FontRole.CAPTION);
            pen.text(line.badge(parts), width - BLEED, top + 19, Anchor.END, bold, ink.color(InkColor.FG));
            pen.text(caption.fitted(line.sample, RIGHT - bold.width(line.badge(parts)) - 16), width - RIGHT, top + 19, Anchor.START, caption, ink.color(InkColor.FG_SUBTLE));
            pen.text("longest run " + line.runLength + " letters, " + Numbers.integer(line.runCount) + (line.runCount == 1 ? " time" : " times") + " in the text", width - BLEED, top + 40, Anchor.END,
                    caption, muted);
            pen.line(BLEED, top + ROW - 0.5, width - BLEED, top + ROW - 0.5, Stroke.of(ink.color(InkColor.GRID), 1));
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> all = new ArrayList<>();
        for (int i = first; i < last(height); i++) {
            all.add(new Part(i, new Box(0, (i - first) * ROW, width, ROW), lines.get(i).sample + ", " + lines.get(i).text + ": " + lines.get(i).badge(parts) + "; nearest: " + lines.get(i).nearest));
        }
        return all;
    }

    @Override
    public String describe() {
        long copies = lines.stream().filter(line -> line.distance == 0).count();
        return lines.isEmpty() ? "Nothing written to compare yet." : copies + " of " + lines.size() + " lines stand in the training text word for word.";
    }
}
