package dev.glassbox.picture;

import java.util.Objects;

/// A grid of colours, row-major ARGB, 0 = nothing. The array belongs to this record and is never written again.
public record Cells(int columns, int rows, int[] argb) {

    public Cells {
        Objects.requireNonNull(argb, "argb");
        if (columns < 1 || rows < 1 || argb.length != columns * rows) {
            throw new IllegalArgumentException(
                    "Cells need columns × rows colours: " + columns + " × " + rows + ", not " + argb.length + ".");
        }
    }

    public int at(int row, int column) {
        return argb[row * columns + column];
    }
}
