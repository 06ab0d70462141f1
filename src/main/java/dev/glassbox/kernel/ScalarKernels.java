package dev.glassbox.kernel;

/// The readable kernels: plain loops, one file per family.
record ScalarKernels(String reason) implements ScalarMatrix, ScalarElements, ScalarRows, ScalarUpdates, Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public long multiplyAdds(float[] sink) {
        int rounds = 20_000;
        float x0 = sink[0];
        float x1 = sink[1];
        float x2 = sink[2];
        float x3 = sink[3];
        float x4 = sink[4];
        float x5 = sink[5];
        float x6 = sink[6];
        float x7 = sink[7];
        for (int i = 0; i < rounds; i++) {
            x0 = Math.fma(x0, 0.5f, 0.5f);
            x1 = Math.fma(x1, 0.5f, 0.5f);
            x2 = Math.fma(x2, 0.5f, 0.5f);
            x3 = Math.fma(x3, 0.5f, 0.5f);
            x4 = Math.fma(x4, 0.5f, 0.5f);
            x5 = Math.fma(x5, 0.5f, 0.5f);
            x6 = Math.fma(x6, 0.5f, 0.5f);
            x7 = Math.fma(x7, 0.5f, 0.5f);
        }
        sink[0] = (x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7) / 16;
        return 8L * rounds;
    }
}
