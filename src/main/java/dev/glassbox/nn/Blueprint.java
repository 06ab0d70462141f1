package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import dev.glassbox.tensor.Shape;
import dev.glassbox.tensor.WorkspaceLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// What layers write on while a model is put together: their weights, their activations and the pieces of their weight gradients.
public final class Blueprint {
    private final ParameterLayout.Builder parameters = new ParameterLayout.Builder();
    private final WorkspaceLayout slots = new WorkspaceLayout();
    private final List<WeightGradients> gradients = new ArrayList<>();
    private final List<WeightMatrix> matrices = new ArrayList<>();

    Parameter parameter(String name, String axes, int... dims) {
        return parameters.add(name, Shape.of(axes, dims));
    }

    <L extends WeightGradients> L trained(L layer) {
        gradients.add(layer);
        return layer;
    }

    WeightMatrix matrix(IntFunction<WeightMatrix> numbered) {
        matrices.add(numbered.apply(matrices.size()));
        return matrices.getLast();
    }

    public WorkspaceLayout slots() {
        return slots;
    }

    /// All parameters declared so far.
    public ParameterLayout parameters() {
        return parameters.build();
    }

    /// All layers with weights, in the order they were built.
    public List<WeightGradients> gradients() {
        return List.copyOf(gradients);
    }

    /// All matrices that activations are multiplied by.
    public List<WeightMatrix> matrices() {
        return List.copyOf(matrices);
    }
}
