package dev.glassbox.kernel;

import static dev.glassbox.kernel.Fma.fma;

import java.util.Optional;

/// The readable kernels: plain loops, one file per family.
record ScalarKernels(Optional<String> limit) implements ScalarMatrix, ScalarElements, ScalarRows, ScalarUpdates, Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return 1;
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
            x0 = fma(x0, 0.5f, 0.5f);
            x1 = fma(x1, 0.5f, 0.5f);
            x2 = fma(x2, 0.5f, 0.5f);
            x3 = fma(x3, 0.5f, 0.5f);
            x4 = fma(x4, 0.5f, 0.5f);
            x5 = fma(x5, 0.5f, 0.5f);
            x6 = fma(x6, 0.5f, 0.5f);
            x7 = fma(x7, 0.5f, 0.5f);
        }
        sink[0] = (x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7) / 16;
        return 8L * rounds;
    }
}
