package dev.glassbox.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// At most 256 colours for a [GifWriter]: the most frequent ones of some frames.
public final class GifPalette {
    private static final int MOST = 256;

    private final int[] colors;
    private final Map<Integer, Integer> known = new HashMap<>();

    private GifPalette(List<Integer> colors) {
        this.colors = colors.stream().mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < this.colors.length; i++) {
            known.put(this.colors[i], i);
        }
    }

    /// The colours of these pixels, or, when there are more than 256, those that occur most.
    public static GifPalette of(Iterable<int[]> frames) {
        Map<Integer, int[]> counts = new HashMap<>();
        for (int[] frame : frames) {
            for (int argb : frame) {
                counts.computeIfAbsent(argb & 0xFFFFFF, rgb -> new int[1])[0]++;
            }
        }
        List<Integer> colors = new ArrayList<>(counts.keySet());
        colors.sort((a, b) -> counts.get(b)[0] != counts.get(a)[0] ? counts.get(b)[0] - counts.get(a)[0] : a - b);
        return new GifPalette(colors.subList(0, Math.min(MOST, colors.size())));
    }

    /// Bits of an index, 1 to 8.
    int bits() {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(1, colors.length - 1)));
    }

    /// RGB at an index; black beyond the end.
    int color(int index) {
        return index < colors.length ? colors[index] : 0;
    }

    /// Index of the nearest colour.
    int index(int argb) {
        return known.computeIfAbsent(argb & 0xFFFFFF, this::nearest);
    }

    private int nearest(int rgb) {
        int best = 0;
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < colors.length; i++) {
            int red = (rgb >> 16 & 0xFF) - (colors[i] >> 16 & 0xFF);
            int green = (rgb >> 8 & 0xFF) - (colors[i] >> 8 & 0xFF);
            int blue = (rgb & 0xFF) - (colors[i] & 0xFF);
            int distance = 3 * red * red + 6 * green * green + blue * blue;
            if (distance < shortest) {
                shortest = distance;
                best = i;
            }
        }
        return best;
    }
}
