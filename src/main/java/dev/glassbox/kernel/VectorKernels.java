package dev.glassbox.kernel;

import java.util.Optional;

/// The fast kernels: as many lanes at once as the processor has, and the same bits as [ScalarKernels].
/// Their classes are only loaded after [Kernels] has found the module jdk.incubator.vector.
record VectorKernels(ThreadLocal<float[]> buffers)
    implements VectorMatrix, VectorElements, VectorRows, VectorUpdates, Kernels {

    static VectorKernels create() {
        return new VectorKernels(ThreadLocal.withInitial(() -> new float[VectorMatrix.BUFFER_LENGTH]));
    }

    @Override
    public float[] buffer() {
        return buffers.get();
    }

    @Override
    public String name() {
        return "vector, " + Lanes.S.vectorBitSize() + " bit";
    }

    @Override
    public int lanes() {
        return Lanes.L;
    }

    @Override
    public Optional<String> limit() {
        return Lanes.L > 4 ? Optional.empty()
            : Optional.of("This processor computes 4 numbers at once, others 8 or 16, so training takes a few times as long: choose small models.");
    }

    @Override
    public long multiplyAdds(float[] sink) {
        return VectorPeak.run(sink);
    }
}
