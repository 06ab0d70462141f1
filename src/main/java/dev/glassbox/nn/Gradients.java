package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import java.util.Arrays;

/// Helps layers whose kernels can only add to a gradient.
final class Gradients {

    private Gradients() {
    }

    /// Sets the gradient of a parameter to zero.
    static void clear(Pass pass, Parameter parameter) {
        Arrays.fill(pass.weightGrads(), parameter.offset(), parameter.end(), 0);
    }
}
