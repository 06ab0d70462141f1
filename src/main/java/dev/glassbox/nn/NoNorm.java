package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;

/// The norm that is switched off: `y = x`. Shapes: x, y `[B,T,C]`.
public record NoNorm(Slot x, Slot y) implements Norm {

    @Override
    public void forward(Pass pass, int from, int to) {
        // y = x
        Rows.copy(pass.work().values(x), x, pass.work().values(y), y, from, to);
    }

    @Override
    public void backward(Pass pass, int from, int to, boolean add) {
        // y = x, so dx = dy
        if (add) {
            Rows.add(pass.kernels(), pass.work().grads(y), y, pass.work().grads(x), x, from, to);
        } else {
            Rows.copy(pass.work().grads(y), y, pass.work().grads(x), x, from, to);
        }
    }
}
