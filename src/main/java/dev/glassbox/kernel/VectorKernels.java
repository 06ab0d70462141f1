package dev.glassbox.kernel;

/// The fast kernels: as many lanes at once as the processor has, and the same bits as [ScalarKernels].
/// Their classes are only loaded after [Kernels] has found the module jdk.incubator.vector.
record VectorKernels(String reason, ThreadLocal<float[]> buffers)
    implements VectorMatrix, VectorElements, VectorRows, VectorUpdates, Kernels {

    static VectorKernels create(String reason) {
        return new VectorKernels(reason, ThreadLocal.withInitial(() -> new float[VectorMatrix.BUFFER_LENGTH]));
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
    public long multiplyAdds(float[] sink) {
        return VectorPeak.run(sink);
    }
}
