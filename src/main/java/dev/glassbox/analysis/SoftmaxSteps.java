package dev.glassbox.analysis;

import dev.glassbox.kernel.DoubleMath;

/// Softmax opened: `p_i = e^(z_i − max) / Σ_j e^(z_j − max)`, beside the same without the shift in float32, as a careless program would do it.
///
/// `e^(z − m) / Σ e^(z − m)` does not depend on m, so subtracting the maximum changes nothing but what can be computed: the largest
/// exponential is 1 then, while `e^z` is more than a float32 holds from z = 88.73 on.
///
/// @param z    the inputs
/// @param max  the largest input
/// @param sum  of the shifted exponentials, at least 1
/// @param naiveSum of the unshifted ones in float32; ∞ when one overflows, 0 when all vanish
public record SoftmaxSteps(double[] z, double max, double sum, float naiveSum) {

    /// @throws IllegalArgumentException when there is no input or the largest is not finite
    public static SoftmaxSteps of(double[] z) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            max = Math.max(max, value);
        }
        if (!Double.isFinite(max)) {
            throw new IllegalArgumentException("the largest logit is " + max + "; softmax needs at least one finite logit and no other kind of infinity");
        }
        double sum = 0;
        float naiveSum = 0;
        for (double value : z) {
            sum += DoubleMath.exp(value - max);
            naiveSum += (float) DoubleMath.exp(value);
        }
        return new SoftmaxSteps(z, max, sum, naiveSum);
    }

    /// `e^(z − max)`, at most 1.
    public double exponential(int i) {
        return DoubleMath.exp(z[i] - max);
    }

    public double probability(int i) {
        return exponential(i) / sum;
    }

    /// `e^z` in float32.
    public float naiveExponential(int i) {
        return (float) DoubleMath.exp(z[i]);
    }

    /// `e^z / Σ e^z` in float32: not a number when both overflow.
    public float naiveProbability(int i) {
        return naiveExponential(i) / naiveSum;
    }
}
