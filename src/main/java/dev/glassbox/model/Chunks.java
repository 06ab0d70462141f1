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
    /// More rows share the time it takes to fetch the weights, which a thread that stays with its sequences fetches for each of them.
    private static final int CORE_ROWS = 132;
    /// The kernels' widest tile is 64 columns.
    private static final int COLUMNS = 1024;

    static Chunks of(int rows, int columns) {
        return of(rows, columns, ROWS);
    }

    /// The same for rows that one thread works on: not to share them out, but to bound what lies between one product and the next.
    static Chunks ofCore(int rows) {
        return of(rows, 1, CORE_ROWS);
    }

    private static Chunks of(int rows, int columns, int most) {
        int parts = (rows + most - 1) / most;
        int even = (rows + parts - 1) / parts;
        int step = Math.min(most, (even + 5) / 6 * 6);
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
