package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The colours of a picture, reduced to a number of them by median cut (Heckbert 1982): the box of colours that matters most is cut where half
/// of its pixels lie on either side, until there are enough boxes; each gives its mean.
final class Palette {

    private record Colour(int rgb, int count) {
        int channel(int shift) {
            return rgb >> shift & 0xFF;
        }
    }

    private Palette() {}

    /// At most `size` RGB colours; exactly those of the picture if it has no more.
    static int[] of(int[] argb, int size) {
        List<Colour> exact = colours(argb, 0xFFFFFF);
        if (exact.size() <= size) {
            return exact.stream().mapToInt(Colour::rgb).toArray();
        }
        List<List<Colour>> boxes = new ArrayList<>();
        boxes.add(colours(argb, 0xF8F8F8));
        while (boxes.size() < size) {
            List<Colour> largest = boxes.stream().max(Comparator.comparingLong(Palette::weight)).orElseThrow();
            if (largest.size() < 2) {
                break;
            }
            boxes.remove(largest);
            cut(largest, boxes);
        }
        return boxes.stream().mapToInt(Palette::mean).toArray();
    }

    private static List<Colour> colours(int[] argb, int mask) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : argb) {
            counts.merge(pixel & mask, 1, Integer::sum);
        }
        return counts.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(e -> new Colour(e.getKey(), e.getValue())).toList();
    }

    /// How much there is to gain from cutting a box: its widest side and the number of its pixels.
    private static long weight(List<Colour> box) {
        return box.size() < 2 ? 0 : (long) range(box, widest(box)) * box.stream().mapToInt(Colour::count).sum();
    }

    private static int range(List<Colour> box, int shift) {
        return box.stream().mapToInt(c -> c.channel(shift)).max().orElseThrow() - box.stream().mapToInt(c -> c.channel(shift)).min().orElseThrow();
    }

    private static int widest(List<Colour> box) {
        int green = range(box, 8);
        int red = range(box, 16);
        return green >= red && green >= range(box, 0) ? 8 : red >= range(box, 0) ? 16 : 0;
    }

    private static void cut(List<Colour> box, List<List<Colour>> boxes) {
        int shift = widest(box);
        List<Colour> sorted = box.stream().sorted(Comparator.comparingInt(c -> c.channel(shift))).toList();
        long half = sorted.stream().mapToLong(Colour::count).sum() / 2;
        int at = 0;
        for (long before = 0; at < sorted.size() - 1 && (at == 0 || before + sorted.get(at).count() <= half); at++) {
            before += sorted.get(at).count();
        }
        boxes.add(sorted.subList(0, at));
        boxes.add(sorted.subList(at, sorted.size()));
    }

    private static int mean(List<Colour> box) {
        long count = box.stream().mapToLong(Colour::count).sum();
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int at = shift;
            // four is half of what the mask cut off
            rgb |= (int) Math.min(255, box.stream().mapToLong(c -> (long) (c.channel(at) + 4) * c.count()).sum() / count) << shift;
        }
        return rgb;
    }
}
