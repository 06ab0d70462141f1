package dev.glassbox.tensor;

import java.util.Arrays;

/// The extents of a tensor together with the names of its axes, one letter an axis.
///
/// The letters mean the same everywhere: `B` batch, `T` time (token position), `C` channel (width of the residual stream),
/// `H` head, `D` channel within a head, `F` channel within the feed-forward layer, `V` vocabulary,
/// `I` and `O` input and output channel of a linear layer.
public final class Shape {
    private final String axes;
    private final int[] dims;

    private Shape(String axes, int[] dims) {
        this.axes = axes;
        this.dims = dims;
    }

    /// For example `Shape.of("BTC", 2, 5, 8)`.
    ///
    /// @throws IllegalArgumentException if there is not exactly one letter for each extent, or an extent is negative
    public static Shape of(String axes, int... dims) {
        if (axes.length() != dims.length) {
            throw new IllegalArgumentException("Shape: " + dims.length + " extents but axes '" + axes + "'; give one letter for each extent");
        }
        for (int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException("Shape " + axes + Arrays.toString(dims) + ": extents cannot be negative");
            }
        }
        return new Shape(axes, dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    public int dim(int axis) {
        return dims[axis];
    }

    public String axes() {
        return axes;
    }

    public int[] dims() {
        return dims.clone();
    }

    /// The number of elements; 1 for a scalar.
    public long size() {
        long size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && axes.equals(shape.axes) && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return 31 * axes.hashCode() + Arrays.hashCode(dims);
    }

    /// For example `[B=2, T=5, C=8]`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < dims.length; i++) {
            text.append(i == 0 ? "" : ", ").append(axes.charAt(i)).append('=').append(dims[i]);
        }
        return text.append(']').toString();
    }
}
