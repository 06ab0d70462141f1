package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.ProbePoint;
import java.util.HashMap;
import java.util.Map;

/// How strongly the loss on a sentence pulls at each wire of each block: lengths of gradients over all positions.
///
/// @param trace   the moment
/// @param lengths `√Σ(∂L/∂x)²` over positions and channels, by wire and block
public record StreamGradients(Trace trace, Map<Trace.Key, Double> lengths) {

    private static final ProbePoint[] WIRES = {ProbePoint.RESID_PRE, ProbePoint.ATTN_OUT, ProbePoint.RESID_MID, ProbePoint.MLP_OUT, ProbePoint.RESID_POST};

    public StreamGradients {
        lengths = Map.copyOf(lengths);
    }

    /// One forward and one backward pass.
    ///
    /// @throws IllegalArgumentException for a single token, which has no loss
    public static StreamGradients of(Trace trace, Kernels kernels) {
        GradientFlow flow = GradientFlow.of(new Provenance(trace), kernels);
        Map<Trace.Key, Double> lengths = new HashMap<>();
        for (int layer = 0; layer < trace.layers(); layer++) {
            for (ProbePoint wire : WIRES) {
                Trace.Key key = new Trace.Key(wire, layer);
                flow.length(key).ifPresent(length -> lengths.put(key, length));
            }
        }
        return new StreamGradients(trace, lengths);
    }

    /// 0 where the model has no such wire.
    public double length(ProbePoint wire, int layer) {
        return lengths.getOrDefault(new Trace.Key(wire, layer), 0.0);
    }
}
