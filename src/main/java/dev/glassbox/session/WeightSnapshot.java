package dev.glassbox.session;

import dev.glassbox.tensor.Parameters;
import java.util.Arrays;

/// The weights of one moment, copied and never written again, with all that is needed to look inside them.
///
/// @param run what these weights belong to
/// @param values in file order
/// @param validationLoss measured last at this step or before, in nats
public record WeightSnapshot(LoadedSpec run, int step, float[] values, double validationLoss) {

    /// Whether these weights are only drawn from the seed so far; what comes out of a folder has been trained, whatever its step is called.
    public boolean random() {
        return step == 0 && run.folder().isEmpty();
    }

    /// For forward passes only; the array is shared.
    public Parameters parameters() {
        return new Parameters(run.transformer().layout(), values);
    }

    /// The numbers of one parameter, copied; empty when the model has no such parameter.
    public float[] copy(String name) {
        return run.transformer().layout().find(name).map(p -> Arrays.copyOfRange(values, p.offset(), p.end())).orElse(new float[0]);
    }
}
