package dev.glassbox.analysis;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.Activation;
import java.util.Arrays;

/// An activation function and its derivative at evenly spaced places, computed by the kernels the model itself uses.
///
/// @param x       ascending
/// @param y       act(x); for SwiGLU the function of its gate
/// @param slope   act′(x)
public record ActivationCurve(Activation activation, float[] x, float[] y, float[] slope) {

    /// @param points at least 2
    public static ActivationCurve of(Activation activation, double low, double high, int points, Kernels kernels) {
        float[] x = new float[points];
        for (int i = 0; i < points; i++) {
            x[i] = (float) (low + (high - low) * i / (points - 1));
        }
        return new ActivationCurve(activation, x, values(activation, x, kernels), slopes(activation, x, kernels));
    }

    /// act(x) for each element.
    public static float[] values(Activation activation, float[] x, Kernels kernels) {
        float[] y = new float[x.length];
        activation.forward(kernels, x.length, x, 0, y, 0);
        return y;
    }

    /// act′(x) for each element.
    public static float[] slopes(Activation activation, float[] x, Kernels kernels) {
        float[] ones = new float[x.length];
        Arrays.fill(ones, 1);
        float[] slope = new float[x.length];
        activation.backward(kernels, x.length, x, 0, ones, 0, slope, 0);
        return slope;
    }
}
