package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.PackedWeights;

/// The packed weights of the moment on screen, once for all who generate from it: of a model of GPT-2's size a copy is half a gigabyte, and
/// making one takes longer than writing a sentence. Only read after they were made, so any number of threads may share them.
public final class PackedCopies {
    private float[] of;
    private Kernels by;
    private PackedWeights packed;

    /// A copy for these weights; the last one, if it was made of the same array by the same kernels.
    synchronized PackedWeights of(WeightSnapshot snapshot, Kernels kernels, RowPool pool) {
        if (of != snapshot.values() || by != kernels) {
            packed = null; // makes room for the next one
            PackedWeights fresh = snapshot.run().transformer().packedWeights(false);
            fresh.pack(snapshot.parameters(), kernels, pool);
            packed = fresh;
            of = snapshot.values();
            by = kernels;
        }
        return packed;
    }
}
