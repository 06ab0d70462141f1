package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.List;
import java.util.stream.Collectors;

/// Several pictures as the cards of one stage: a whole lens in one figure.
///
/// @param panels the cards, with their places in a stage of `width` × `height`
public record PanelsPicture(List<Panel> panels, double width, double height) implements Picture {

    private static final double HEADER = 44;
    private static final double PADDING = 8;

    /// One card.
    ///
    /// @param title   top left
    /// @param note    beside the title, may be empty
    /// @param place   where the card lies on the stage
    public record Panel(String title, String note, Picture picture, Box place) {}

    public PanelsPicture {
        panels = List.copyOf(panels);
    }

    @Override
    public Size preferredSize() {
        return new Size(width, height);
    }

    @Override
    public void paint(Pen pen, Ink ink, double w, double h) {
        for (Panel panel : panels) {
            Box place = panel.place();
            Box card = new Box(place.x() * w / width, place.y() * h / height, place.width() * w / width, place.height() * h / height);
            pen.save();
            pen.translate(card.x(), card.y());
            card(pen, ink, panel, card.width(), card.height());
            pen.restore();
        }
    }

    private static void card(Pen pen, Ink ink, Panel panel, double w, double h) {
        pen.fillRect(0, 0, w, h, 10, ink.color(InkColor.BG_SURFACE));
        pen.strokeRect(0.5, 0.5, w - 1, h - 1, 10, Stroke.of(ink.color(InkColor.BORDER), 1));
        TextFont title = ink.font(FontRole.TITLE);
        TextFont note = ink.font(FontRole.CAPTION);
        double baseline = title.centred(HEADER / 2 + 2);
        pen.text(panel.title(), 2 * PADDING, baseline, Anchor.START, title, ink.color(InkColor.FG));
        double after = 2 * PADDING + title.width(panel.title()) + PADDING;
        pen.text(panel.note(), after, baseline, Anchor.START, note, ink.color(InkColor.FG_MUTED));
        panel.picture().legend().ifPresent(legend -> {
            double free = w - 2 * PADDING - (after + note.width(panel.note()) + PADDING);
            pen.save();
            pen.translate(w - 2 * PADDING - free, HEADER / 2 - 10);
            legend.paint(pen, ink, free, 24);
            pen.restore();
        });
        pen.save();
        pen.translate(PADDING, HEADER);
        panel.picture().paint(pen, ink, w - 2 * PADDING, h - HEADER - 2 * PADDING);
        pen.restore();
    }

    @Override
    public String describe() {
        return panels.stream().map(panel -> panel.picture().describe()).collect(Collectors.joining(" "));
    }
}
