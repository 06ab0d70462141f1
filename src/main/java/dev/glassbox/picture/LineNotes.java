package dev.glassbox.picture;

import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Words inside a [LinePicture]: remarks at points, and the values below the mouse.
final class LineNotes {

    private static final double LINE = 15;
    private static final double WIDEST = 150;

    private LineNotes() {}

    static void paint(Pen pen, Ink ink, LinePicture chart, LineFrame frame) {
        TextFont font = ink.font(FontRole.CAPTION_BOLD);
        List<Box> taken = new ArrayList<>();
        for (Note note : chart.notes()) {
            double x = frame.toX(note.x());
            double y = frame.toY(note.y());
            pen.strokeCircle(x, y, 5.5, Stroke.of(ink.color(InkColor.FG), 2.5));
            List<String> words = wrap(note.text(), font);
            double wide = words.stream().mapToDouble(font::width).max().orElse(0);
            place(chart, frame, x, y, wide, LINE * words.size(), taken).ifPresent(box -> {
                taken.add(box);
                boolean right = box.x() > x;
                double end = right ? box.x() - 4 : box.right() + 4;
                Stroke leader = Stroke.of(ink.color(InkColor.FG_SUBTLE), 1);
                pen.polyline(new double[] {x + (right ? 4 : -4), right ? end - 8 : end + 8, end},
                        new double[] {box.centreY() < y ? y - 5 : y + 5, box.y() + LINE / 2, box.y() + LINE / 2}, 3, leader);
                pen.fillRect(box.x() - 2, box.y(), box.width() + 4, box.height(), 3, ink.color(InkColor.BG_SURFACE, 0.8));
                for (int i = 0; i < words.size(); i++) {
                    pen.text(words.get(i), box.x(), font.centred(box.y() + LINE * (i + 0.5)), Anchor.START, font, ink.color(InkColor.FG));
                }
            });
        }
    }

    /// Beside the point, where nothing else is written and the fewest lines pass; nothing when there is no such place.
    private static Optional<Box> place(LinePicture chart, LineFrame frame, double x, double y, double wide, double tall, List<Box> taken) {
        Box plot = frame.plot();
        Box best = null;
        int fewest = Integer.MAX_VALUE;
        for (double up : new double[] {30, 52, 78, 110, 150, -40, -70}) {
            for (double side : new double[] {x + 28, x - 28 - wide, x + 80}) {
                Box box = new Box(side, y - up - tall / 2, wide, tall);
                boolean inside = box.x() >= plot.x() && box.right() <= plot.right() && box.y() >= plot.y() && box.bottom() <= plot.bottom();
                if (inside && taken.stream().noneMatch(other -> other.grown(4).overlaps(box))) {
                    int crossed = crossings(chart, frame, box.grown(3));
                    if (crossed < fewest) {
                        fewest = crossed;
                        best = box;
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /// How much passes through a box; a curve counts more than a dotted line.
    private static int crossings(LinePicture chart, LineFrame frame, Box box) {
        int crossed = 0;
        for (Line line : chart.lines()) {
            for (double x = box.x(); x <= box.right(); x += 4) {
                double value = line.points().at(frame.xAxis().value((x - frame.plot().x()) / frame.plot().width()));
                double y = frame.toY(value);
                crossed += y >= box.y() && y <= box.bottom() ? 3 : 0;
            }
        }
        for (LinePicture.Reference reference : chart.references()) {
            double y = frame.toY(reference.value());
            crossed += y >= box.y() && y <= box.bottom() ? 4 : 0;
        }
        double head = frame.toX(chart.playhead());
        return crossed + (head >= box.x() && head <= box.right() ? 10 : 0);
    }

    /// At most two lines.
    private static List<String> wrap(String text, TextFont font) {
        if (font.width(text) <= WIDEST) {
            return List.of(text);
        }
        int cut = -1;
        for (int i = text.indexOf(' '); i > 0; i = text.indexOf(' ', i + 1)) {
            if (cut < 0 || font.width(text.substring(0, i)) <= WIDEST) {
                cut = i;
            }
        }
        return cut < 0 ? List.of(text) : List.of(text.substring(0, cut), text.substring(cut + 1));
    }

    static void paintReading(Pen pen, Ink ink, LinePicture chart, LineFrame frame) {
        Box plot = frame.plot();
        double x = Math.rint(frame.toX(chart.reading())) + 0.5;
        if (x < plot.x() - 1 || x > plot.right() + 1) {
            return;
        }
        pen.line(x, plot.y(), x, plot.bottom(), Stroke.of(ink.color(InkColor.FG_SUBTLE), 1));
        TextFont font = ink.font(FontRole.MONO_SMALL);
        List<String> rows = new ArrayList<>();
        List<Integer> colors = new ArrayList<>();
        rows.add(chart.x().name() + " " + LinePicture.whole(chart.reading()));
        colors.add(ink.color(InkColor.FG));
        for (Line line : chart.lines()) {
            double value = line.points().at(chart.reading());
            if (!Double.isNaN(value)) {
                double y = frame.toY(value);
                if (y >= plot.y() - 1 && y <= plot.bottom() + 1) {
                    pen.fillCircle(x, y, 3.5, ink.color(line.color()));
                }
                rows.add(line.name() + " " + Numbers.format(value));
                colors.add(ink.color(InkColor.FG_MUTED));
            }
        }
        double wide = rows.stream().mapToDouble(font::width).max().orElse(0) + 16;
        double tall = LINE * rows.size() + 8;
        double left = x + 10 + wide <= plot.right() ? x + 10 : Math.max(plot.x(), x - 10 - wide);
        double top = plot.y() + 4;
        pen.fillRect(left, top, wide, tall, 5, ink.color(InkColor.BG_SURFACE));
        pen.strokeRect(left, top, wide, tall, 5, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        for (int i = 0; i < rows.size(); i++) {
            pen.text(rows.get(i), left + 8, font.centred(top + 4 + LINE * (i + 0.5)), Anchor.START, font, colors.get(i));
        }
    }
}
