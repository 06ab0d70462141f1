package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;

/// The residual connection around a part of a block (He et al. 2016).
///
/// `y = x + branch`; switched off, `y = branch`
///
/// Shapes: x, branch, y `[B,T,C]`
///
/// @param place number of the dropout that acts on the branch: 2·layer + 1 after the attention, 2·layer + 2 after the feed-forward layer
public record Residual(Slot x, Slot branch, Slot y, boolean on, int place) {

    public void forward(Pass pass, int from, int to) {
        float[] branches = pass.work().values(branch);
        float[] xs = pass.work().values(x);
        float[] ys = pass.work().values(y);
        pass.dropout().apply(branches, branch, place, from, to);
        if (!on || pass.intervention().cutsResidual((place - 1) / 2, place % 2 == 0)) {
            // y = branch
            Rows.copy(branches, branch, ys, y, from, to);
            return;
        }
        // y = x + branch
        Rows.spans(x, y, from, to, (n, xOff, yOff) -> pass.kernels().add(n, xs, xOff, branches, xOff, ys, yOff));
    }

    /// Writes dbranch. With the connection on it also writes dx, to which the branch then adds; otherwise the branch writes dx.
    public void backward(Pass pass, int from, int to) {
        float[] dy = pass.work().grads(y);
        float[] dBranch = pass.work().grads(branch);
        // y = x + branch, so dbranch = dy
        Rows.copy(dy, y, dBranch, branch, from, to);
        pass.dropout().apply(dBranch, branch, place, from, to);
        if (on) {
            // y = x + branch, so dx = dy
            Rows.copy(dy, y, pass.work().grads(x), x, from, to);
        }
    }
}
