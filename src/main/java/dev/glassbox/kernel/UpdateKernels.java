package dev.glassbox.kernel;

/// One optimizer step on elements `from … to−1` of arrays that share a layout: weights w, gradients g and moments.
/// Every gradient is first multiplied by `gradScale` (1, or less when the norm is clipped).
public interface UpdateKernels {

    /// Constants of one AdamW step. `correction1` = 1/(1−β₁ᵗ) and `correction2` = 1/(1−β₂ᵗ), or 1 without bias correction.
    /// The betas are doubles because 1 − 0.999 would lose three digits in a float.
    record AdamWStep(float learningRate, double beta1, double beta2, float eps, float weightDecay,
                     float correction1, float correction2, float gradScale) {

        float fresh1() {
            return (float) (1 - beta1);
        }

        float fresh2() {
            return (float) (1 - beta2);
        }

        float keep() {
            return 1 - learningRate * weightDecay;
        }
    }

    /// m = β₁ m + (1−β₁) g; v = β₂ v + (1−β₂) g²; w = (1 − lr·wd) w − lr · m̂ / (√v̂ + eps). Loshchilov and Hutter 2017.
    void adamW(int from, int to, AdamWStep step, float[] w, float[] g, float[] m, float[] v);

    /// w = (1 − lr·wd) w − lr g
    void sgd(int from, int to, float learningRate, float weightDecay, float gradScale, float[] w, float[] g);

    /// u = μ u + g; w = (1 − lr·wd) w − lr u. Sutskever et al. 2013, as PyTorch writes it.
    void momentum(int from, int to, float learningRate, float mu, float weightDecay, float gradScale,
                  float[] w, float[] g, float[] u);

    /// v = ρ v + (1−ρ) g²; w = (1 − lr·wd) w − lr g / (√v + eps). Hinton, lecture 6e, 2012.
    void rmsProp(int from, int to, float learningRate, float rho, float eps, float weightDecay, float gradScale,
                 float[] w, float[] g, float[] v);
}
