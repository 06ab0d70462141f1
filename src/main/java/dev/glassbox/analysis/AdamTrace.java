package dev.glassbox.analysis;

import java.util.ArrayList;
import java.util.List;

/// What Adam does with the gradients of one weight, number by number (Kingma & Ba 2014, arXiv:1412.6980).
///
/// `m = β₁m + (1−β₁)g`, `v = β₂v + (1−β₂)g²`, `m̂ = m/(1−β₁ᵗ)`, `v̂ = v/(1−β₂ᵗ)`, `step = lr·m̂/(√v̂ + ε)`. The step is what is taken off
/// the weight. m and v begin at 0, so without the corrections the first ones are too small, v more than m.
public final class AdamTrace {

    /// @param biasCorrection whether m̂ and v̂ are used, or m and v as they are
    /// @param epsilonInside `√(v̂ + ε)` instead of `√v̂ + ε`: a common mistake in formulas
    public record Setting(double learningRate, double beta1, double beta2, double epsilon, boolean biasCorrection, boolean epsilonInside) {

        public Setting corrected(boolean wanted) {
            return new Setting(learningRate, beta1, beta2, epsilon, wanted, epsilonInside);
        }
    }

    /// One update.
    ///
    /// @param t 1 for the first
    /// @param step taken off the weight
    public record Row(int t, double g, double m, double v, double mHat, double vHat, double step) {}

    private AdamTrace() {}

    public static List<Row> of(double[] gradients, Setting setting) {
        List<Row> rows = new ArrayList<>();
        double m = 0;
        double v = 0;
        double power1 = 1;
        double power2 = 1;
        for (int t = 1; t <= gradients.length; t++) {
            double g = gradients[t - 1];
            m = setting.beta1 * m + (1 - setting.beta1) * g;
            v = setting.beta2 * v + (1 - setting.beta2) * g * g;
            power1 *= setting.beta1;
            power2 *= setting.beta2;
            double mHat = setting.biasCorrection ? m / (1 - power1) : m;
            double vHat = setting.biasCorrection ? v / (1 - power2) : v;
            double below = setting.epsilonInside ? Math.sqrt(vHat + setting.epsilon) : Math.sqrt(vHat) + setting.epsilon;
            rows.add(new Row(t, g, m, v, mHat, vHat, setting.learningRate * mHat / below));
        }
        return rows;
    }
}
