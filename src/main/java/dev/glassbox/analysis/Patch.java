package dev.glassbox.analysis;

import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Tensor;

/// Activation patching (Vig et al. 2020, arXiv:2004.12265; Meng et al. 2022, arXiv:2202.05262): what one place held in another
/// pass, put into this one.
///
/// @param point    `RESID_POST`, `ATTN_OUT`, `MLP_OUT` `[T, C]` or another point whose first axis is the position; `EMBED` with layer −1
/// @param layer    the block
/// @param position the row that is replaced
/// @param row      its new values
public record Patch(ProbePoint point, int layer, int position, float[] row) implements Intervention {

    @Override
    public boolean changes(ProbePoint where, int block) {
        return where == point && block == layer;
    }

    @Override
    public void change(ProbePoint where, int block, Tensor values) {
        int width = values.shape().dim(values.shape().rank() - 1);
        if (row.length != width) {
            throw new IllegalArgumentException("The patch has " + row.length + " values, the place " + width + ".");
        }
        for (int i = 0; i < width; i++) {
            Cells.fill(values, row[i], position, i);
        }
    }
}
