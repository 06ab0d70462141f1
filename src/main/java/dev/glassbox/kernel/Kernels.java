package dev.glassbox.kernel;

/// The arithmetic of the engine on plain `float[]`, written twice: [ScalarKernels] to be read, [VectorKernels] to be fast.
///
/// Both give the same bits, and so does any split of the work over threads, because every method keeps these promises:
///
/// * an element of a product is one chain of fused multiply-adds over k = 0, 1, 2, …, starting at 0 (or at the old value);
/// * a reduction along a row keeps 16 partial results, element j in partial j mod 16, joined as (0+8, 1+9, …), then 4, 2, 1 apart;
/// * a sum over rows is one chain in ascending order of rows;
/// * exp, tanh, erf and log are the polynomials of [FloatMath].
///
/// Matrices are row-major: element (i, j) of `x` is `x[xOff + i * ldx + j]`, so a block of rows, of columns or one head of an
/// attention layer is an offset and a leading dimension. Callers split work by passing a part of the rows or columns; nothing
/// here starts a thread. Source and target may be the same array only at the same offset, and only where a method says
/// "in place". Sizes are trusted; a wrong one ends in an [IndexOutOfBoundsException].
public interface Kernels extends MatrixKernels, ElementKernels, RowKernels, UpdateKernels {

    /// Name for people, such as `scalar` or `vector, 512 bit`.
    String name();

    /// Why these kernels were chosen, in one sentence.
    String reason();

    /// A fraction of a millisecond of fused multiply-adds that wait for no memory, to learn what one core can do at most.
    ///
    /// @param sink at least 16 floats, all 0.5 at first, of this thread alone; receives a result, so that the work cannot be left out
    /// @return the number of multiply-adds done
    long multiplyAdds(float[] sink);

    /// The readable loops; they work everywhere.
    static Kernels scalar() {
        return new ScalarKernels("asked for");
    }

    /// The SIMD kernels.
    ///
    /// @throws IllegalStateException when the Java module `jdk.incubator.vector` is not present
    static Kernels vector() {
        if (!vectorModulePresent()) {
            throw new IllegalStateException(MISSING_MODULE);
        }
        return VectorKernels.create("asked for");
    }

    /// The vector kernels where the module is present, else the scalar ones; [#reason()] tells which and why.
    static Kernels best() {
        return vectorModulePresent()
            ? VectorKernels.create("the Vector API is present")
            : new ScalarKernels(MISSING_MODULE);
    }

    String MISSING_MODULE = "The module jdk.incubator.vector is missing: start Java with --add-modules jdk.incubator.vector";

    private static boolean vectorModulePresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
