package dev.glassbox.kernel;

/// The readable kernels: plain loops, one file per family.
record ScalarKernels(String reason) implements ScalarMatrix, ScalarElements, ScalarRows, ScalarUpdates, Kernels {

    @Override
    public String name() {
        return "scalar";
    }
}
