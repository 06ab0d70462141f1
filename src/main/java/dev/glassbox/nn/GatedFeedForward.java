package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import dev.glassbox.tensor.Workspace;

/// SwiGLU (Shazeer 2020, arXiv:2002.05202): a second linear layer decides how much of each channel passes.
///
/// `y = (silu(x · W_gate + b_gate) ⊙ (x · W_fc + b_fc)) · W_proj + b_proj`
///
/// Shapes: x, y `[B,T,C]` · gate, open, up, post `[B,T,F]`
public final class GatedFeedForward implements Mlp {
    private final Slot up;
    private final Slot gate;
    private final Slot open;
    private final Slot post;
    private final Linear fc;
    private final Linear gating;
    private final Linear proj;

    GatedFeedForward(Blueprint plan, int layer, boolean bias, int dFf, Slot x, Slot y) {
        this.up = plan.slots().rows("mlp_up", layer, dFf, Keep.STEP, Keep.STEP);
        this.gate = plan.slots().rows("mlp_pre", layer, dFf, Keep.STEP, Keep.STEP);
        this.open = plan.slots().rows("mlp_open", layer, dFf, Keep.STEP, Keep.SHARED);
        this.post = plan.slots().rows("mlp_post", layer, dFf, Keep.STEP, Keep.SHARED);
        this.fc = Linear.create(plan, "h." + layer + ".mlp.c_fc", bias, x, up);
        this.gating = Linear.create(plan, "h." + layer + ".mlp.c_gate", bias, x, gate);
        this.proj = Linear.create(plan, "h." + layer + ".mlp.c_proj", bias, post, y);
    }

    @Override
    public void hidden(Pass pass, int from, int to) {
        // up = x · W_fc + b_fc
        fc.forward(pass, from, to);
        // gate = x · W_gate + b_gate
        gating.forward(pass, from, to);
        // post = silu(gate) ⊙ up
        activate(pass, from, to);
    }

    @Override
    public void project(Pass pass, int from, int to) {
        // y = post · W_proj + b_proj
        proj.forward(pass, from, to);
    }

    @Override
    public void forwardWide(Pass pass) {
        fc.forwardWide(pass);
        gating.forwardWide(pass);
        activate(pass, 0, pass.work().rows());
        proj.forwardWide(pass);
    }

    private void activate(Pass pass, int from, int to) {
        Kernels kernels = pass.kernels();
        Workspace work = pass.work();
        Rows.spans(gate, post, from, to, (n, at, _) -> {
            // open = silu(gate)
            kernels.silu(n, work.values(gate), at, work.values(open), at);
            // post = open ⊙ up
            kernels.multiply(n, work.values(open), at, work.values(up), at, work.values(post), at);
        });
    }

    @Override
    public void backward(Pass pass, int from, int to, boolean add) {
        Kernels kernels = pass.kernels();
        Workspace work = pass.work();
        // y = post · W_proj + b_proj, so dpost = dy · W_projᵀ
        proj.backward(pass, from, to, false);
        Rows.spans(gate, post, from, to, (n, at, _) -> {
            // post = open ⊙ up, so dup = dpost ⊙ open
            kernels.multiply(n, work.grads(post), at, work.values(open), at, work.grads(up), at);
            // post = open ⊙ up, so dopen = dpost ⊙ up
            kernels.multiply(n, work.grads(post), at, work.values(up), at, work.grads(open), at);
            // open = silu(gate), so dgate = dopen · silu′(gate)
            kernels.siluBackward(n, work.values(gate), at, work.grads(open), at, work.grads(gate), at);
        });
        // gate = x · W_gate + b_gate, so dx = dgate · W_gateᵀ
        gating.backward(pass, from, to, add);
        // up = x · W_fc + b_fc, so dx += dup · W_fcᵀ
        fc.backward(pass, from, to, true);
    }

    @Override
    public Slot pre() {
        return gate;
    }

    @Override
    public Slot post() {
        return post;
    }
}
