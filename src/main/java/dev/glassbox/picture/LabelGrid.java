package dev.glassbox.picture;

/// Which places of a map are taken, in squares of four pixels: finding room for a name takes as long with ten thousand points as with ten.
final class LabelGrid {

    private static final double CELL = 4;
    private static final byte DOT = 1;
    private static final byte NAME = 2;

    private final int columns;
    private final int rows;
    private final byte[] taken;

    LabelGrid(double width, double height) {
        columns = (int) Math.ceil(width / CELL);
        rows = (int) Math.ceil(height / CELL);
        taken = new byte[Math.max(0, columns * rows)];
    }

    void dot(double x, double y, double radius) {
        mark(new Box(x - radius, y - radius, 2 * radius, 2 * radius), DOT);
    }

    void name(Box box) {
        mark(box, NAME);
    }

    /// Whether a box lies inside the picture and touches no name, and no dot unless dots may be covered.
    boolean free(Box box, boolean overDots) {
        if (box.x() < 0 || box.y() < 0 || box.right() > columns * CELL || box.bottom() > rows * CELL) {
            return false;
        }
        byte most = overDots ? DOT : 0;
        for (int row = cell(box.y()); row <= Math.min(rows - 1, cell(box.bottom())); row++) {
            for (int column = cell(box.x()); column <= Math.min(columns - 1, cell(box.right())); column++) {
                if (taken[row * columns + column] > most) {
                    return false;
                }
            }
        }
        return true;
    }

    private void mark(Box box, byte what) {
        for (int row = Math.max(0, cell(box.y())); row <= Math.min(rows - 1, cell(box.bottom())); row++) {
            for (int column = Math.max(0, cell(box.x())); column <= Math.min(columns - 1, cell(box.right())); column++) {
                taken[row * columns + column] = (byte) Math.max(taken[row * columns + column], what);
            }
        }
    }

    private static int cell(double place) {
        return (int) Math.floor(place / CELL);
    }
}
