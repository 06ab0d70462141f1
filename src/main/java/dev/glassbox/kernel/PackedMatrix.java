package dev.glassbox.kernel;

/// A right-hand matrix B[K,N] rearranged by [MatrixKernels#pack] for [MatrixKernels#matmulPacked].
/// Only the kernels that packed it can read it. Written by `pack`, then read by any number of threads.
public final class PackedMatrix {

    /// Parts packed by different threads begin at multiples of this many columns.
    public static final int PART = 64;

    private float[] data;
    private int k;
    private int n;

    /// Room for any K×N matrix up to this size; a larger one makes it grow.
    public PackedMatrix(int k, int n) {
        data = new float[0];
        reshape(k, n);
    }

    /// Sets the size of the next matrix. The content is lost.
    public void reshape(int k, int n) {
        this.k = k;
        this.n = n;
        int length = Math.multiplyExact(k, (n + PART - 1) / PART * PART);
        if (data.length < length) {
            data = new float[length];
        }
    }

    public int k() {
        return k;
    }

    public int n() {
        return n;
    }

    float[] data() {
        return data;
    }
}
