package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;

/// Two linear layers with an activation function between them.
///
/// `y = act(x · W_fc + b_fc) · W_proj + b_proj`
///
/// Shapes: x, y `[B,T,C]` · pre, post `[B,T,F]`
public final class FeedForward implements Mlp {
    private final Activation activation;
    private final Slot pre;
    private final Slot post;
    private final Linear fc;
    private final Linear proj;

    FeedForward(Blueprint plan, int layer, Activation activation, boolean bias, int dFf, Slot x, Slot y) {
        this.activation = activation;
        this.pre = plan.slots().rows("mlp_pre", layer, dFf, Keep.STEP, Keep.STEP);
        this.post = plan.slots().rows("mlp_post", layer, dFf, Keep.STEP, Keep.SHARED);
        this.fc = Linear.create(plan, "h." + layer + ".mlp.c_fc", bias, x, pre);
        this.proj = Linear.create(plan, "h." + layer + ".mlp.c_proj", bias, post, y);
    }

    @Override
    public void hidden(Pass pass, int from, int to) {
        // pre = x · W_fc + b_fc
        fc.forward(pass, from, to);
        // post = act(pre)
        activate(pass, from, to);
    }

    @Override
    public void project(Pass pass, int from, int to) {
        // y = post · W_proj + b_proj
        proj.forward(pass, from, to);
    }

    private void activate(Pass pass, int from, int to) {
        Rows.spans(pre, post, from, to, (n, preOff, postOff) -> activation.forward(pass.kernels(), n, pass.work().values(pre), preOff,
                pass.work().values(post), postOff));
    }

    @Override
    public void forwardWide(Pass pass) {
        fc.forwardWide(pass);
        activate(pass, 0, pass.work().rows());
        proj.forwardWide(pass);
    }

    @Override
    public void backward(Pass pass, int from, int to, boolean add) {
        // y = post · W_proj + b_proj, so dpost = dy · W_projᵀ
        proj.backward(pass, from, to, false);
        // post = act(pre), so dpre = dpost · act′(pre)
        Rows.spans(pre, post, from, to, (n, preOff, postOff) -> activation.backward(pass.kernels(), n, pass.work().values(pre), preOff,
                pass.work().grads(post), postOff, pass.work().grads(pre), preOff));
        // pre = x · W_fc + b_fc, so dx = dpre · W_fcᵀ
        fc.backward(pass, from, to, add);
    }

    @Override
    public Slot pre() {
        return pre;
    }

    @Override
    public Slot post() {
        return post;
    }
}
