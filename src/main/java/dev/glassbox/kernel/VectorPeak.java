package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;

/// Multiply-adds that touch no memory: what a core can do at most.
final class VectorPeak {

    /// Independent chains, enough to fill two units with a latency of four or five cycles.
    private static final int CHAINS = 12;
    private static final int ROUNDS = 20_000;

    private VectorPeak() {
    }

    /// Every chain converges to 1, so no number ever becomes slow to compute with.
    static long run(float[] sink) {
        FloatVector y = broadcast(S, 0.5f);
        FloatVector x0 = y;
        FloatVector x1 = y;
        FloatVector x2 = y;
        FloatVector x3 = y;
        FloatVector x4 = y;
        FloatVector x5 = y;
        FloatVector x6 = y;
        FloatVector x7 = y;
        FloatVector x8 = y;
        FloatVector x9 = y;
        FloatVector x10 = y;
        FloatVector x11 = y;
        FloatVector z = FloatVector.fromArray(S, sink, 0);
        for (int i = 0; i < ROUNDS; i++) {
            x0 = x0.fma(y, z);
            x1 = x1.fma(y, z);
            x2 = x2.fma(y, z);
            x3 = x3.fma(y, z);
            x4 = x4.fma(y, z);
            x5 = x5.fma(y, z);
            x6 = x6.fma(y, z);
            x7 = x7.fma(y, z);
            x8 = x8.fma(y, z);
            x9 = x9.fma(y, z);
            x10 = x10.fma(y, z);
            x11 = x11.fma(y, z);
        }
        FloatVector left = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
        left.add(x6).add(x7).add(x8).add(x9).add(x10).add(x11).mul(1f / 24).intoArray(sink, 0);
        return (long) ROUNDS * CHAINS * L;
    }
}
