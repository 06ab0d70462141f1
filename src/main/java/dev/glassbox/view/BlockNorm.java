package dev.glassbox.view;

import dev.glassbox.analysis.NormSteps;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Trace;

/// One norm of a block at one token, taken apart, beside what the model itself computed there.
///
/// @param difference the largest distance to the model's own output
record BlockNorm(NormSteps steps, boolean gained, boolean biased, double difference) {

    /// @param second the norm of the feed-forward layer
    static BlockNorm of(Trace trace, int layer, int token, boolean second) {
        ModelConfig c = trace.config();
        boolean pre = c.normPlace() == Norm.Place.PRE;
        ProbePoint stream = second ? ProbePoint.RESID_MID : ProbePoint.RESID_PRE;
        float[] x = row(trace, stream, layer, token);
        if (!pre) {
            float[] branch = row(trace, second ? ProbePoint.MLP_OUT : ProbePoint.ATTN_OUT, layer, token);
            for (int i = 0; i < x.length; i++) {
                x[i] = c.residual() ? x[i] + branch[i] : branch[i];
            }
        }
        float[] own = row(trace, pre ? second ? ProbePoint.NORM2 : ProbePoint.NORM1 : second ? ProbePoint.RESID_POST : ProbePoint.RESID_MID, layer, token);
        String name = "h." + layer + (second ? ".ln_2" : ".ln_1");
        float[] gain = trace.snapshot().copy(name + ".weight");
        float[] bias = trace.snapshot().copy(name + ".bias");
        NormSteps steps = NormSteps.of(c.norm(), x, c.normEpsilon(), gain, bias);
        double difference = 0;
        for (int i = 0; i < own.length; i++) {
            difference = Math.max(difference, Math.abs(own[i] - steps.y()[i]));
        }
        return new BlockNorm(steps, gain.length > 0, bias.length > 0, difference);
    }

    private static float[] row(Trace trace, ProbePoint point, int layer, int token) {
        int c = trace.config().dModel();
        return trace.get(point, layer).map(v -> java.util.Arrays.copyOfRange(v.values(), token * c, (token + 1) * c)).orElse(new float[c]);
    }

    /// Steps that are drawn, from the vector itself to what comes out.
    int rows() {
        int core = switch (steps.kind()) {
            case LAYERNORM -> 2;
            case RMSNORM -> 1;
            case NONE -> 0;
        };
        return 1 + core + (gained ? 1 : 0) + (biased ? 1 : 0);
    }
}
