package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;

/// Everything that changes from one call of a model to the next. The layers themselves are immutable.
///
/// @param params  the weights, and in training their gradients
/// @param work    the activations; a workspace belongs to one pass at a time
/// @param kernels the arithmetic
/// @param pool    the threads
/// @param probe   who looks on; [Probe#NONE] in training
/// @param dropout which activations are dropped; [Dropout#NONE] outside training
/// @param packed  copies of the weights made for speed; [PackedWeights#NONE] if they would be used once only
/// @param intervention who changes values on the way; [Intervention#NONE] in training
public record Pass(Parameters params, Workspace work, Kernels kernels, RowPool pool, Probe probe, Dropout dropout, PackedWeights packed,
                   Intervention intervention) {

    public Pass(Parameters params, Workspace work, Kernels kernels, RowPool pool, Probe probe, Dropout dropout, PackedWeights packed) {
        this(params, work, kernels, pool, probe, dropout, packed, Intervention.NONE);
    }

    public Pass(Parameters params, Workspace work, Kernels kernels, RowPool pool, Probe probe) {
        this(params, work, kernels, pool, probe, Dropout.NONE, PackedWeights.NONE);
    }

    public Pass withDropout(Dropout next) {
        return new Pass(params, work, kernels, pool, probe, next, packed, intervention);
    }

    public Pass withIntervention(Intervention next) {
        return new Pass(params, work, kernels, pool, probe, dropout, packed, next);
    }

    float[] weights() {
        return params.values();
    }

    float[] weightGrads() {
        return params.grads();
    }
}
