package dev.glassbox.kernel;

import java.lang.module.ModuleFinder;
import java.util.Optional;

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

    /// How many floats one instruction works on: 1 for the scalar kernels, else 4, 8 or 16.
    int lanes();

    /// What this Java or this processor lacks, so that everything takes longer here, and what to do, in one sentence; empty where nothing is lacking
    /// and for kernels that somebody asked for.
    Optional<String> limit();

    /// A fraction of a millisecond of fused multiply-adds that wait for no memory, to learn what one core can do at most.
    ///
    /// @param sink at least 16 floats, all 0.5 at first, of this thread alone; receives a result, so that the work cannot be left out
    /// @return the number of multiply-adds done
    long multiplyAdds(float[] sink);

    /// The readable loops; they work everywhere.
    static Kernels scalar() {
        return new ScalarKernels(Optional.empty());
    }

    /// The vector kernels where module and processor have what they need, else the scalar ones; [#limit()] tells what is missing.
    static Kernels best() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return new ScalarKernels(Optional.of(ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()
                ? "Java was started without its module " + VECTOR_MODULE + ", so training takes many times as long: start it with --add-modules " + VECTOR_MODULE + "."
                : "This Java lacks the module " + VECTOR_MODULE + ", so training takes many times as long: use a complete JDK."));
        }
        if (!Fma.IN_HARDWARE) {
            return new ScalarKernels(Optional.of("This processor has no fused multiply-add, so training takes many times as long: choose small models."));
        }
        return VectorKernels.create();
    }

    /// The Vector API: incubating, so a Java resolves it only when it is asked for.
    String VECTOR_MODULE = "jdk.incubator.vector";
}
