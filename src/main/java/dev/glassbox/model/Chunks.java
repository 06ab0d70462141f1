package dev.glassbox.model;

/// How a table of rows and columns is divided among threads. Depends on the sizes only, never on the number of threads.
///
/// @param rows       the rows of the table
/// @param columns    the columns of the table
/// @param rowStep    rows of one chunk, but the last
/// @param columnStep columns of one chunk, but the last
record Chunks(int rows, int columns, int rowStep, int columnStep) {
    /// So many rows of activations stay in a core's cache between a product and what follows it, and fill the kernels' tiles of 6 rows.
    private static final int ROWS = 48;
    /// The kernels' widest tile is 64 columns.
    private static final int COLUMNS = 1024;

    static Chunks of(int rows, int columns) {
        int parts = (rows + ROWS - 1) / ROWS;
        int even = (rows + parts - 1) / parts;
        int step = Math.min(ROWS, (even + 5) / 6 * 6);
        return new Chunks(rows, columns, step, Math.min(columns, COLUMNS));
    }

    int count() {
        return rowParts() * ((columns + columnStep - 1) / columnStep);
    }

    private int rowParts() {
        return (rows + rowStep - 1) / rowStep;
    }

    int fromRow(int chunk) {
        return chunk % rowParts() * rowStep;
    }

    int toRow(int chunk) {
        return Math.min(rows, fromRow(chunk) + rowStep);
    }

    int fromColumn(int chunk) {
        return chunk / rowParts() * columnStep;
    }

    int toColumn(int chunk) {
        return Math.min(columns, fromColumn(chunk) + columnStep);
    }
}
