package dev.glassbox.kernel;

import static dev.glassbox.kernel.Fma.fma;

/// Optimizer steps, one weight at a time.
interface ScalarUpdates extends UpdateKernels {

    @Override
    default void adamW(int from, int to, AdamWStep step, float[] w, float[] g, float[] m, float[] v) {
        float beta1 = (float) step.beta1();
        float beta2 = (float) step.beta2();
        float fresh1 = step.fresh1();
        float fresh2 = step.fresh2();
        for (int i = from; i < to; i++) {
            float gi = g[i] * step.gradScale();
            m[i] = fma(beta1, m[i], fresh1 * gi);
            v[i] = fma(beta2, v[i], fresh2 * (gi * gi));
            float mHat = m[i] * step.correction1();
            float vHat = v[i] * step.correction2();
            float update = mHat / ((float) Math.sqrt(vHat) + step.eps());
            w[i] = fma(-step.learningRate(), update, w[i] * step.keep());
        }
    }

    @Override
    default void sgd(int from, int to, float learningRate, float weightDecay, float gradScale, float[] w, float[] g) {
        float keep = 1 - learningRate * weightDecay;
        for (int i = from; i < to; i++) {
            w[i] = fma(-learningRate, g[i] * gradScale, w[i] * keep);
        }
    }

    @Override
    default void momentum(int from, int to, float learningRate, float mu, float weightDecay, float gradScale,
                          float[] w, float[] g, float[] u) {
        float keep = 1 - learningRate * weightDecay;
        for (int i = from; i < to; i++) {
            u[i] = fma(mu, u[i], g[i] * gradScale);
            w[i] = fma(-learningRate, u[i], w[i] * keep);
        }
    }

    @Override
    default void rmsProp(int from, int to, float learningRate, float rho, float eps, float weightDecay, float gradScale,
                         float[] w, float[] g, float[] v) {
        float keep = 1 - learningRate * weightDecay;
        for (int i = from; i < to; i++) {
            float gi = g[i] * gradScale;
            v[i] = fma(rho, v[i], (1 - rho) * (gi * gi));
            w[i] = fma(-learningRate, gi / ((float) Math.sqrt(v[i]) + eps), w[i] * keep);
        }
    }
}
