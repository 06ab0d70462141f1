package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import java.util.Arrays;

/// Helps layers whose kernels can only add to a gradient.
final class Gradients {

    private Gradients() {
    }

    /// Sets the gradient of a parameter to zero, unless the caller wants to add to it.
    static void clear(Pass pass, Parameter parameter, boolean add) {
        if (!add) {
            Arrays.fill(pass.weightGrads(), parameter.offset(), parameter.end(), 0);
        }
    }
}
