package dev.glassbox.train;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.UpdateKernels.AdamWStep;
import java.util.List;

/// A rule that turns gradients into new weights, one element after the other: w weight, g gradient, lr learning rate, wd weight decay.
///
/// All rules first shrink the weight, apart from the gradient: `w = w − lr·wd·w`.
public sealed interface Optimizer {

    /// What is the same for all elements of one update.
    ///
    /// @param number    1 for the first update of a run
    /// @param gradScale factor of every gradient, less than 1 when the norm is clipped
    record Update(int number, double learningRate, double gradScale) {
    }

    /// Updates elements `from … to−1` of w.
    void apply(Kernels kernels, Update update, double weightDecay, int from, int to, float[] w, float[] g);

    /// The running averages this rule keeps, each as long as the weights; AdamW: first and second moment.
    List<float[]> moments();

    /// The rule a configuration asks for, with all averages zero, for `size` weights.
    static Optimizer create(TrainingConfig config, int size) {
        return switch (config.optimizer()) {
            case SGD -> new Sgd();
            case MOMENTUM -> new Momentum((float) config.beta1(), new float[size]);
            case RMSPROP -> new RmsProp((float) config.beta2(), (float) config.eps(), new float[size]);
            case ADAMW -> new AdamW(config.beta1(), config.beta2(), (float) config.eps(), config.biasCorrection(), new float[size], new float[size]);
        };
    }

    /// Plain gradient descent: `w = w − lr·g`.
    record Sgd() implements Optimizer {
        @Override
        public void apply(Kernels kernels, Update update, double weightDecay, int from, int to, float[] w, float[] g) {
            kernels.sgd(from, to, (float) update.learningRate(), (float) weightDecay, (float) update.gradScale(), w, g);
        }

        @Override
        public List<float[]> moments() {
            return List.of();
        }
    }

    /// Gradient descent with memory (Polyak 1964): `m = μ·m + g`, `w = w − lr·m`.
    record Momentum(float mu, float[] m) implements Optimizer {
        @Override
        public void apply(Kernels kernels, Update update, double weightDecay, int from, int to, float[] w, float[] g) {
            kernels.momentum(from, to, (float) update.learningRate(), mu, (float) weightDecay, (float) update.gradScale(), w, g, m);
        }

        @Override
        public List<float[]> moments() {
            return List.of(m);
        }
    }

    /// Steps of equal size for large and small gradients (Hinton 2012): `v = ρ·v + (1−ρ)·g²`, `w = w − lr·g/(√v + ε)`.
    record RmsProp(float rho, float eps, float[] v) implements Optimizer {
        @Override
        public void apply(Kernels kernels, Update update, double weightDecay, int from, int to, float[] w, float[] g) {
            kernels.rmsProp(from, to, (float) update.learningRate(), rho, eps, (float) weightDecay, (float) update.gradScale(), w, g, v);
        }

        @Override
        public List<float[]> moments() {
            return List.of(v);
        }
    }

    /// Adam with decoupled weight decay (Kingma & Ba 2014, arXiv:1412.6980; Loshchilov & Hutter 2017, arXiv:1711.05101):
    /// `m = β₁m + (1−β₁)g`, `v = β₂v + (1−β₂)g²`, `m̂ = m/(1−β₁ᵗ)`, `v̂ = v/(1−β₂ᵗ)`, `w = w − lr·m̂/(√v̂ + ε)`.
    record AdamW(double beta1, double beta2, float eps, boolean biasCorrection, float[] m, float[] v) implements Optimizer {
        @Override
        public void apply(Kernels kernels, Update update, double weightDecay, int from, int to, float[] w, float[] g) {
            double correction1 = biasCorrection ? 1 / (1 - StrictMath.pow(beta1, update.number())) : 1;
            double correction2 = biasCorrection ? 1 / (1 - StrictMath.pow(beta2, update.number())) : 1;
            kernels.adamW(from, to, new AdamWStep((float) update.learningRate(), beta1, beta2, eps, (float) weightDecay,
                    (float) correction1, (float) correction2, (float) update.gradScale()), w, g, m, v);
        }

        @Override
        public List<float[]> moments() {
            return List.of(m, v);
        }
    }
}
