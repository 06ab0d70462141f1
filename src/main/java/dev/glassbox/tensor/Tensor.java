package dev.glassbox.tensor;

/// A window into an array: it owns no numbers and does no arithmetic.
///
/// Element `[i, j, …]` lies at `offset + i·stride[0] + j·stride[1] + …`. Without explicit strides the window is dense and
/// row-major. Strides exist because queries, keys and values lie side by side in one row of the fused projection.
public final class Tensor {
    private final float[] data;
    private final int offset;
    private final Shape shape;
    private final int[] strides;

    public Tensor(float[] data, int offset, Shape shape) {
        this(data, offset, shape, rowMajor(shape));
    }

    public Tensor(float[] data, int offset, Shape shape, int... strides) {
        if (strides.length != shape.rank()) {
            throw new IllegalArgumentException("Tensor " + shape + ": " + strides.length + " strides for " + shape.rank() + " axes");
        }
        this.data = data;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
    }

    public Shape shape() {
        return shape;
    }

    /// @throws IndexOutOfBoundsException if an index lies outside its axis
    public float get(int... index) {
        return data[at(index)];
    }

    /// Writes one element into the array behind this window.
    ///
    /// @throws IndexOutOfBoundsException if an index lies outside its axis
    public void set(float value, int... index) {
        data[at(index)] = value;
    }

    private int at(int... index) {
        if (index.length != shape.rank()) {
            throw new IndexOutOfBoundsException(index.length + " indices for a tensor " + shape);
        }
        int at = offset;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape.dim(axis)) {
                throw new IndexOutOfBoundsException("Index " + index[axis] + " on axis " + shape.axes().charAt(axis) + " of " + shape);
            }
            at += index[axis] * strides[axis];
        }
        return at;
    }

    /// A dense row-major copy of all elements.
    public float[] copy() {
        float[] copy = new float[Math.toIntExact(shape.size())];
        copyAxis(0, offset, copy, 0);
        return copy;
    }

    private int copyAxis(int axis, int from, float[] into, int at) {
        if (axis == shape.rank()) {
            into[at] = data[from];
            return at + 1;
        }
        int extent = shape.dim(axis);
        if (axis == shape.rank() - 1 && strides[axis] == 1) {
            System.arraycopy(data, from, into, at, extent);
            return at + extent;
        }
        int next = at;
        for (int i = 0; i < extent; i++) {
            next = copyAxis(axis + 1, from + i * strides[axis], into, next);
        }
        return next;
    }

    private static int[] rowMajor(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.dim(axis);
        }
        return strides;
    }
}
