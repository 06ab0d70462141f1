package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The frame around an exported picture: title, picture, caption, generous margins.
///
/// @param title   top left
/// @param note    beside the title, may be empty
/// @param picture what it is about
/// @param caption model, corpus, seed, step and run code, so that the figure can be made again
/// @param text    how large the text is
public record FigurePicture(String title, String note, Picture picture, String caption, TextSize text) implements Picture {

    /// How large the text of an exported figure is.
    public enum TextSize {
        /// Titles 44, captions 24, labels about 24: for a projected slide.
        SLIDE(2, 96, 44, 24),
        /// Labels 12: for a printed page.
        PAPER(1, 48, 22, 12);

        private final double zoom;
        private final double margin;
        private final double title;
        private final double caption;

        TextSize(double zoom, double margin, double title, double caption) {
            this.zoom = zoom;
            this.margin = margin;
            this.title = title;
            this.caption = caption;
        }
    }

    @Override
    public Size preferredSize() {
        return text == TextSize.SLIDE ? new Size(1920, 1080) : new Size(960, 540);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont heading = new TextFont(Face.SANS_SEMIBOLD, text.title);
        TextFont small = new TextFont(Face.SANS, text.caption);
        double inner = width - 2 * text.margin;
        String shownTitle = heading.fitted(title, inner);
        double baseline = text.margin + heading.capHeight();
        pen.text(shownTitle, text.margin, baseline, Anchor.START, heading, ink.color(InkColor.FG));
        double after = text.margin + heading.width(shownTitle) + text.caption;
        if (!note.isEmpty() && after + small.width(note) < width - text.margin) {
            pen.text(note, after, baseline, Anchor.START, small, ink.color(InkColor.FG_MUTED));
        }
        List<String> lines = wrapped(caption, small, inner);
        double lineHeight = text.caption * 1.4;
        double bottom = height - text.margin - (lines.size() - 1) * lineHeight;
        for (int i = 0; i < lines.size(); i++) {
            pen.text(lines.get(i), text.margin, bottom + i * lineHeight, Anchor.START, small, ink.color(InkColor.FG_MUTED));
        }
        double top = baseline + text.title * 0.8;
        double room = bottom - text.caption * 2 - top;
        if (room <= 0) {
            return;
        }
        picture.legend().ifPresent(legend -> {
            double free = width - text.margin - after - (note.isEmpty() ? 0 : small.width(note) + text.caption);
            pen.save();
            pen.translate(width - text.margin - free, baseline - heading.capHeight() / 2 - 12 * text.zoom);
            pen.scale(text.zoom);
            legend.paint(pen, ink, free / text.zoom, 24);
            pen.restore();
        });
        double bleed = picture.bleed() * text.zoom;
        pen.save();
        pen.translate(text.margin - bleed, top);
        pen.scale(text.zoom);
        picture.paint(pen, ink, (inner + 2 * bleed) / text.zoom, room / text.zoom);
        pen.restore();
    }

    /// Breaks at spaces, so that no line is wider than `width`.
    private static List<String> wrapped(String text, TextFont font, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && font.width(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    @Override
    public String describe() {
        return picture.describe();
    }
}
