package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Parts of a whole as areas: squarified treemap (Bruls, Huizing, van Wijk 2000).
///
/// @param leaves   the order in which they are named for the keyboard
/// @param selected the name of the ringed one, empty for none
public record TreemapPicture(List<Leaf> leaves, String selected) implements Picture {

    /// @param group parts of one group have one shade
    /// @param text  its size in words
    public record Leaf(String name, int group, double size, String text) {}

    public record Area(Leaf leaf, double share, Box box) implements Hit {
        @Override public String text() {
            return leaf.name() + ": " + leaf.text() + ", " + Numbers.percent(share);
        }
    }

    private static final double LINE = 18;
    private static final InkColor[] SHADES = {InkColor.BG_SUBTLE, InkColor.BORDER_STRONG, InkColor.BAR, InkColor.FG_MUTED};

    public TreemapPicture {
        leaves = List.copyOf(leaves);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 200);
    }

    private double total() {
        return leaves.stream().mapToDouble(Leaf::size).sum();
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> areas = new ArrayList<>();
        List<Leaf> sorted = leaves.stream().filter(leaf -> leaf.size() > 0).sorted(Comparator.comparingDouble(Leaf::size).reversed()).toList();
        double total = total();
        Box room = new Box(8, 0, width - 16, height - 2);
        int next = 0;
        while (next < sorted.size() && !room.isEmpty()) {
            boolean tall = room.width() >= room.height();
            double side = tall ? room.height() : room.width();
            double left = sorted.subList(next, sorted.size()).stream().mapToDouble(Leaf::size).sum();
            double scale = room.width() * room.height() / left;
            int count = 1;
            while (next + count < sorted.size() && worst(sorted, next, count + 1, scale, side) <= worst(sorted, next, count, scale, side)) {
                count++;
            }
            double sum = sorted.subList(next, next + count).stream().mapToDouble(Leaf::size).sum();
            double thick = sum * scale / side;
            double at = 0;
            for (int i = next; i < next + count; i++) {
                double length = sorted.get(i).size() / sum * side;
                Box box = tall ? new Box(room.x(), room.y() + at, thick, length) : new Box(room.x() + at, room.y(), length, thick);
                areas.add(new Area(sorted.get(i), sorted.get(i).size() / total, box));
                at += length;
            }
            room = tall ? new Box(room.x() + thick, room.y(), room.width() - thick, room.height())
                    : new Box(room.x(), room.y() + thick, room.width(), room.height() - thick);
            next += count;
        }
        return areas;
    }

    /// The most elongated of some areas in one row: the larger of its two ratios of sides.
    private static double worst(List<Leaf> sorted, int from, int count, double scale, double side) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += sorted.get(i).size() * scale;
        }
        double most = sorted.get(from).size() * scale;
        double least = sorted.get(from + count - 1).size() * scale;
        return Math.max(side * side * most / (sum * sum), sum * sum / (side * side * least));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont name = ink.font(FontRole.CAPTION_BOLD);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        for (Hit hit : parts(ink, width, height)) {
            Area area = (Area) hit;
            Box box = area.box();
            double x = Math.rint(box.x());
            double y = Math.rint(box.y());
            double w = Math.max(1, Math.rint(box.right()) - x - 2);
            double h = Math.max(1, Math.rint(box.bottom()) - y - 2);
            int fill = ink.color(SHADES[area.leaf().group() % SHADES.length]);
            pen.fillRect(x, y, w, h, Math.min(4, Math.min(w, h) / 2), fill);
            if (area.leaf().name().equals(selected)) {
                pen.strokeRect(x + 1, y + 1, w - 2, h - 2, 4, Stroke.of(ink.color(InkColor.FG), 2.5));
            }
            int color = Argb.readableOn(fill);
            List<String> lines = w > 64 && h > 24 ? lines(area.leaf().name(), name, w - 14, (int) ((h - 6) / LINE)) : List.of();
            for (int i = 0; i < lines.size(); i++) {
                pen.text(lines.get(i), x + 8, y + 18 + i * LINE, Anchor.START, name, color);
            }
            String share = Numbers.percent(area.share());
            if (!lines.isEmpty() && h > 24 + lines.size() * LINE) {
                String number = mono.width(area.leaf().text() + "  " + share) < w - 14 ? area.leaf().text() + "  " + share : area.leaf().text();
                pen.text(mono.fitted(number, w - 14), x + 8, y + 18 + lines.size() * LINE, Anchor.START, mono, color);
            }
        }
    }

    /// A name over as many lines as it takes; none when it does not fit whole: a part of a name says nothing, and the table names all.
    private static List<String> lines(String name, TextFont font, double width, int most) {
        List<String> lines = new ArrayList<>();
        for (String word : name.split(" ")) {
            String longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
            if (!lines.isEmpty() && font.width(longer) <= width) {
                lines.set(lines.size() - 1, longer);
            } else {
                lines.add(word);
            }
        }
        boolean fits = lines.size() <= most && lines.stream().allMatch(line -> font.width(line) <= width);
        return fits ? lines : List.of();
    }

    @Override
    public String describe() {
        return leaves.stream().max(Comparator.comparingDouble(Leaf::size)).map(most -> "The largest part is " + most.name() + " with " + most.text() + ", "
                + Numbers.percent(most.size() / total()) + ".").orElse("There is nothing to divide.");
    }
}
