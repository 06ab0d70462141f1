package dev.glassbox.picture;

import java.util.List;

/// What is drawn on a large map beside the points themselves. Indices are those of the points, −1 for none.
///
/// @param query the selected token of the sentence
/// @param hover the point under the mouse
/// @param picks words chosen for comparing and for a − b + c, at most three
/// @param near points that are named before others, such as the neighbours of the first pick, the nearest first
/// @param found points whose names match a search
/// @param plain points drawn as squares, such as positions
/// @param trail way of the first pick, `[m, 2]` in the units of the points; empty for none
/// @param since the step where the trail begins
/// @param arrows `[m, 4]`: from x, y to x, y in the units of the points
/// @param target where the arrows lead, `[2]`; empty for none
/// @param axes ends of the drawn axes in three dimensions, `[3, 2]`; empty in two
public record AtlasMarks(int query, int hover, List<Integer> picks, List<Integer> near, List<Integer> found, List<Integer> plain, float[] trail, int since, float[] arrows,
        float[] target, float[] axes) {

    public static final AtlasMarks NONE = new AtlasMarks(-1, -1, List.of(), List.of(), List.of(), List.of(), new float[0], 0, new float[0], new float[0], new float[0]);

    public AtlasMarks {
        picks = List.copyOf(picks);
        near = List.copyOf(near);
        found = List.copyOf(found);
        plain = List.copyOf(plain);
    }
}
