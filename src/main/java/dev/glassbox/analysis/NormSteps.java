package dev.glassbox.analysis;

import dev.glassbox.nn.Norm;

/// One vector through a norm, step by step, as the layer computes it.
///
/// Layer norm: `y = (x − μ) / √(σ² + ε) ⊙ γ + β`. RMS norm: `y = x / √(⟨x²⟩ + ε) ⊙ γ`. No norm: `y = x`.
///
/// @param x          `[C]`
/// @param mean       μ, the mean of x; 0 is taken off where the kind takes off none
/// @param variance   σ², the mean of (x − μ)²
/// @param meanSquare ⟨x²⟩
/// @param centred    x − μ, or x
/// @param divisor    √(σ² + ε), √(⟨x²⟩ + ε) or 1
/// @param normalized centred / divisor
/// @param scaled     normalized ⊙ γ; normalized where there is no γ
/// @param y          scaled + β; scaled where there is no β
public record NormSteps(Norm.Kind kind, float[] x, double mean, double variance, double meanSquare, float[] centred, double divisor,
                        float[] normalized, float[] scaled, float[] y) {

    /// @param gain `[C]`, or empty for none
    /// @param bias `[C]`, or empty for none; used by layer norms only
    public static NormSteps of(Norm.Kind kind, float[] x, double epsilon, float[] gain, float[] bias) {
        int c = x.length;
        double mean = mean(x, 0, 1);
        double variance = mean(x, mean, 2);
        double meanSquare = mean(x, 0, 2);
        double taken = kind == Norm.Kind.LAYERNORM ? mean : 0;
        double divisor = switch (kind) {
            case LAYERNORM -> Math.sqrt(variance + epsilon);
            case RMSNORM -> Math.sqrt(meanSquare + epsilon);
            case NONE -> 1;
        };
        float[] centred = new float[c];
        float[] normalized = new float[c];
        float[] scaled = new float[c];
        float[] y = new float[c];
        boolean gained = gain.length > 0 && kind != Norm.Kind.NONE;
        boolean biased = bias.length > 0 && kind == Norm.Kind.LAYERNORM;
        for (int i = 0; i < c; i++) {
            centred[i] = (float) (x[i] - taken);
            normalized[i] = (float) ((x[i] - taken) / divisor);
            scaled[i] = gained ? normalized[i] * gain[i] : normalized[i];
            y[i] = biased ? scaled[i] + bias[i] : scaled[i];
        }
        return new NormSteps(kind, x, mean, variance, meanSquare, centred, divisor, normalized, scaled, y);
    }

    /// The mean of (x − taken)^power.
    private static double mean(float[] x, double taken, int power) {
        double sum = 0;
        for (float value : x) {
            sum += power == 1 ? value - taken : (value - taken) * (value - taken);
        }
        return sum / x.length;
    }

    /// The mean square of what comes out before gain and bias: 1 up to ε for RMS norm, and for layer norm too, since its mean is 0.
    public double meanSquareAfter() {
        return mean(normalized, 0, 2);
    }

    public double meanAfter() {
        return mean(normalized, 0, 1);
    }

    /// √Σx², the length of a vector.
    public static double length(float[] x, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) x[i] * x[i];
        }
        return Math.sqrt(sum);
    }
}
