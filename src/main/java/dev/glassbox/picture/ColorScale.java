package dev.glassbox.picture;

import java.util.Arrays;
import java.util.List;

/// Values to colours: stops of even lightness steps, interpolated in sRGB, tabulated at 256 places.
///
/// Two scales are equal when their tables are.
public final class ColorScale {

    private static final int ENTRIES = 256;

    private final int[] table = new int[ENTRIES];

    private ColorScale(List<Integer> stops) {
        if (stops.size() < 2) {
            throw new IllegalArgumentException("A colour scale needs at least 2 stops, not " + stops.size() + ".");
        }
        for (int i = 0; i < ENTRIES; i++) {
            double place = i * (stops.size() - 1) / (double) (ENTRIES - 1);
            int below = Math.min((int) place, stops.size() - 2);
            table[i] = Argb.mix(stops.get(below), stops.get(below + 1), place - below);
        }
    }

    public static ColorScale of(List<Integer> stops) {
        return new ColorScale(stops);
    }

    /// The colour at `t` in 0…1; outside, the end colours; for NaN the low end.
    public int at(double t) {
        return table[(int) (Math.clamp(Double.isNaN(t) ? 0 : t, 0, 1) * (ENTRIES - 1) + 0.5)];
    }

    /// The colour of `value` on a scale from `low` to `high`.
    public int at(double value, double low, double high) {
        return at((value - low) / (high - low));
    }

    /// The colour of `value` on a scale from −`limit` to `limit`, where 0 is the middle.
    public int signed(double value, double limit) {
        return at(value, -limit, limit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColorScale scale && Arrays.equals(table, scale.table);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(table);
    }
}
