package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The autoregressive loop as a flow: text → encode → model → last row → sample → append, and back to the model. The shapes are those of now.
///
/// @param stations from left to right
/// @param back  index of the station to which the arrow returns
/// @param loop  written on the returning arrow: how often it went round
/// @param fact  the main fact, for the describing sentence
public record LoopPicture(List<Station> stations, int back, String loop, String fact) implements Picture {

    private static final double BLEED = 8;
    private static final double TALL = 48;
    private static final double GAP = 26;

    /// @param shape what leaves it: `[9, 475]`, `·cat`
    public record Station(String title, String shape) {}

    /// A station that can be pointed at.
    public record Part(int index, Box box, String text) implements Hit {}

    public LoopPicture {
        stations = List.copyOf(stations);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 84);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    private Box box(int index, double width) {
        double each = (width - 2 * BLEED + GAP) / stations.size();
        return new Box(BLEED + index * each, 2, each - GAP, TALL);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        Stroke line = Stroke.of(ink.color(InkColor.FG_MUTED), 1.4);
        TextFont heading = ink.font(FontRole.HEADING);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        for (int i = 0; i < stations.size(); i++) {
            Box box = box(i, width);
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(InkColor.BG_SUBTLE));
            pen.text(heading.fitted(stations.get(i).title, box.width() - 8), box.centreX(), heading.centred(box.y() + 15), Anchor.MIDDLE, heading, ink.color(InkColor.FG));
            pen.text(mono.fitted(stations.get(i).shape, box.width() - 8), box.centreX(), mono.centred(box.y() + 34), Anchor.MIDDLE, mono, ink.color(InkColor.FG_MUTED));
            if (i > 0) {
                double y = box.centreY();
                pen.line(box.x() - GAP + 4, y, box.x() - 4, y, line);
                pen.polyline(new double[] {box.x() - 9, box.x() - 4, box.x() - 9}, new double[] {y - 4, y, y + 4}, 3, line);
            }
        }
        double from = box(stations.size() - 1, width).centreX();
        double to = box(back, width).centreX();
        double y = TALL + 20.5;
        pen.polyline(new double[] {from, from, to, to}, new double[] {TALL + 4, y, y, TALL + 5}, 4, line);
        pen.polyline(new double[] {to - 4, to, to + 4}, new double[] {TALL + 10, TALL + 5, TALL + 10}, 3, line);
        TextFont caption = ink.font(FontRole.CAPTION);
        double words = caption.width(loop) + 12;
        pen.fillRect((from + to) / 2 - words / 2, y - 9, words, 18, 3, ink.color(InkColor.BG_SURFACE));
        pen.text(loop, (from + to) / 2, caption.centred(y), Anchor.MIDDLE, caption, ink.color(InkColor.FG_MUTED));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < stations.size(); i++) {
            parts.add(new Part(i, box(i, width), stations.get(i).title + ": " + stations.get(i).shape));
        }
        return parts;
    }

    @Override
    public String describe() {
        return fact;
    }
}
