package dev.glassbox.session;

import dev.glassbox.tensor.Parameters;

/// The weights of one moment, copied and never written again, with all that is needed to look inside them.
///
/// @param run what these weights belong to
/// @param values in file order
/// @param validationLoss measured last at this step or before, in nats
public record WeightSnapshot(LoadedSpec run, int step, float[] values, double validationLoss) {

    /// For forward passes only; the array is shared.
    public Parameters parameters() {
        return new Parameters(run.transformer().layout(), values);
    }
}
