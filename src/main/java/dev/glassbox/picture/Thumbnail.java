package dev.glassbox.picture;

/// A matrix as a few coloured cells: where there are too many, one stands for several, the one that is farthest from nothing, so that no strong cell disappears.
final class Thumbnail {
    /// So many cells along a side at most.
    private static final int CELLS = 96;

    private Thumbnail() {}

    /// @param values  row-major, the matrix from `offset` on
    /// @param masked  cells that take no part; empty for none
    /// @param nothing the colour of those
    static Cells of(Ink ink, float[] values, int offset, int rows, int columns, boolean[] masked, HeatScale scale, int nothing) {
        int high = Math.min(CELLS, rows);
        int wide = Math.min(CELLS, columns);
        int[] argb = new int[high * wide];
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                float best = Float.NaN;
                boolean open = false;
                for (int row = y * rows / high; row < (y + 1) * rows / high; row++) {
                    for (int column = x * columns / wide; column < (x + 1) * columns / wide; column++) {
                        int at = row * columns + column;
                        if (masked.length == 0 || !masked[at]) {
                            float value = values[offset + at];
                            best = !open || !(Math.abs(value) <= Math.abs(best)) ? value : best;
                            open = true;
                        }
                    }
                }
                argb[y * wide + x] = !open ? nothing : Float.isFinite(best) ? scale.color(ink, best) : ink.color(InkColor.ERROR);
            }
        }
        return new Cells(wide, high, argb);
    }
}
