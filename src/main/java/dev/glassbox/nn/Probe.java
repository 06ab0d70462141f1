package dev.glassbox.nn;

import dev.glassbox.tensor.Tensor;

/// Looks at values while a pass computes them. It is handed to each call and never registered anywhere, so two runs cannot disturb each
/// other.
public interface Probe {
    /// Looks at nothing; training always runs with this one.
    Probe NONE = new Probe() {
        @Override
        public boolean wants(ProbePoint point, int layer) {
            return false;
        }

        @Override
        public void record(ProbePoint point, int layer, Tensor values) {
        }
    };

    /// @param layer the block, or -1 for points outside the blocks
    boolean wants(ProbePoint point, int layer);

    /// Called only for what [#wants]. Must copy what it keeps: `values` is overwritten by what is computed next.
    void record(ProbePoint point, int layer, Tensor values);
}
