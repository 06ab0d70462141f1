package dev.glassbox.control;

import dev.glassbox.picture.Cells;

/// A grid of colours brought to the pixels it covers, each pixel the colour of the cell under its middle. The software pipeline copies such an
/// image; one that it has to stretch costs it several times as much.
///
/// @param x    left edge, a whole pixel
/// @param y    upper edge
/// @param argb row-major, 0 outside the grid
record CellRaster(int x, int y, int columns, int rows, int[] argb) {

    /// More pixels than a large screen has are left to the pipeline.
    private static final double MOST = 8_000_000;

    /// Whether a grid of this size on screen is worth it.
    static boolean fits(double width, double height) {
        return width >= 1 && height >= 1 && width * height <= MOST;
    }

    /// @param cells  what is drawn
    /// @param x      where, in pixels; fractions are allowed
    static CellRaster of(Cells cells, double x, double y, double width, double height) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        int columns = (int) Math.ceil(x + width) - left;
        int rows = (int) Math.ceil(y + height) - top;
        int[] column = places(left - x, columns, width, cells.columns());
        int[] row = places(top - y, rows, height, cells.rows());
        int[] argb = new int[columns * rows];
        for (int r = 0; r < rows; r++) {
            if (row[r] < 0) {
                continue;
            }
            if (r > 0 && row[r] == row[r - 1]) {
                System.arraycopy(argb, (r - 1) * columns, argb, r * columns, columns);
                continue;
            }
            int from = row[r] * cells.columns();
            for (int c = 0; c < columns; c++) {
                argb[r * columns + c] = column[c] < 0 ? 0 : cells.argb()[from + column[c]];
            }
        }
        return new CellRaster(left, top, columns, rows, argb);
    }

    /// The cell under the middle of each pixel; −1 outside.
    private static int[] places(double first, int pixels, double length, int cells) {
        int[] places = new int[pixels];
        for (int i = 0; i < pixels; i++) {
            int cell = (int) Math.floor((first + i + 0.5) / length * cells);
            places[i] = cell >= 0 && cell < cells ? cell : -1;
        }
        return places;
    }
}
