package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import dev.glassbox.tensor.Workspace;
import dev.glassbox.tensor.WorkspaceLayout;
import java.util.Optional;

/// One block: attention lets tokens talk to each other, the feed-forward layer lets each think alone; both add to the residual stream.
///
/// Norms before (GPT-2): `mid = x + attn(norm1(x))`, `y = mid + mlp(norm2(mid))`.
/// Norms after (Vaswani et al. 2017): `mid = norm1(x + attn(x))`, `y = norm2(mid + mlp(mid))`.
///
/// Shapes: x, mid, y `[B,T,C]`
///
/// A block is computed in three stages: [#before] and [#after] work on any range of rows (b, t), the [#attention] between them on pairs
/// (b, head). The model decides how the rows are divided among threads; a block knows nothing of threads.
public final class Block {

    /// What all blocks of a model have in common.
    public record Style(Norm.Style norm, Norm.Place place, Heads heads, PositionScheme positions, boolean projected,
                        boolean residual, boolean ffn, boolean bias, Activation activation, int dFf) {
    }

    private final int layer;
    private final Slot x;
    private final Half first;
    private final Attention attention;
    private final Optional<Half> second;
    private final Optional<Mlp> mlp;
    private final boolean residual;

    /// @param x the residual stream that comes in
    public Block(Blueprint plan, int layer, Style style, Slot x) {
        this.layer = layer;
        this.x = x;
        this.residual = style.residual();
        String name = "h." + layer;
        WorkspaceLayout slots = plan.slots();
        boolean pre = style.place() == Norm.Place.PRE;
        // Before the norm of a post-norm block stands the sum; the residual stream itself comes after it.
        Keep streamGrads = pre ? Keep.SHARED : Keep.STEP;
        Slot mid = slots.rows("resid_mid", layer, x.width(), Keep.STEP, streamGrads, "resid");
        Slot n1 = pre ? slots.rows("norm1", layer, x.width(), Keep.STEP, Keep.STEP) : x;
        Slot sum1 = pre ? mid : slots.rows("sum1", layer, x.width(), Keep.STEP, Keep.SHARED);
        Norm norm1 = pre ? style.norm().create(plan, name + ".ln_1", x, n1) : style.norm().create(plan, name + ".ln_1", sum1, mid);
        this.attention = new Attention(plan, layer, style.heads(), style.positions(), style.bias(), style.projected(), n1);
        this.first = new Half(pre, norm1, new Residual(x, attention.y(), sum1, style.residual(), 2 * layer + 1), n1, mid);
        if (!style.ffn()) {
            this.second = Optional.empty();
            this.mlp = Optional.empty();
            return;
        }
        Slot post = slots.rows("resid_post", layer, x.width(), Keep.STEP, streamGrads, "resid");
        Slot n2 = pre ? slots.rows("norm2", layer, x.width(), Keep.STEP, Keep.STEP) : mid;
        Slot sum2 = pre ? post : slots.rows("sum2", layer, x.width(), Keep.STEP, Keep.SHARED);
        Norm norm2 = pre ? style.norm().create(plan, name + ".ln_2", mid, n2) : style.norm().create(plan, name + ".ln_2", sum2, post);
        Slot mlpOut = slots.rows("mlp_out", layer, x.width(), Keep.SHARED, Keep.STEP);
        this.mlp = Optional.of(Mlp.create(plan, layer, style.activation(), style.bias(), style.dFf(), n2, mlpOut));
        this.second = Optional.of(new Half(pre, norm2, new Residual(mid, mlpOut, sum2, style.residual(), 2 * layer + 2), n2, post));
    }

    /// Norm and residual connection around the attention or the feed-forward layer.
    ///
    /// @param input what the layer inside reads
    /// @param y     what the half hands on
    private record Half(boolean pre, Norm norm, Residual residual, Slot input, Slot y) {

        void enter(Pass pass, int from, int to) {
            if (pre) {
                norm.forward(pass, from, to);
            }
        }

        void leave(Pass pass, int from, int to) {
            residual.forward(pass, from, to);
            if (!pre) {
                norm.forward(pass, from, to);
            }
        }

        void leaveBackward(Pass pass, int from, int to) {
            if (!pre) {
                norm.backward(pass, from, to, false);
            }
            residual.backward(pass, from, to);
        }

        void enterBackward(Pass pass, int from, int to) {
            if (pre) {
                norm.backward(pass, from, to, residual.on());
            }
        }

        /// Whether the layer inside adds to its dx: after the norm only if the residual connection has written it already.
        boolean adds() {
            return !pre && residual.on();
        }
    }

    /// The residual stream that goes out.
    public Slot y() {
        return second.map(Half::y).orElse(first.y());
    }

    public Attention attention() {
        return attention;
    }

    /// Rows `from … to−1` of queries, keys and values.
    public void before(Pass pass, int from, int to) {
        // n1 = norm1(x)
        first.enter(pass, from, to);
        // q, k, v = n1 · W_attn + b_attn
        attention.project(pass, from, to);
    }

    /// Rows `from … to−1` of y, once the attention has mixed the values.
    public void after(Pass pass, int from, int to) {
        // attn_out = z · W_proj + b_proj
        attention.output(pass, from, to);
        // mid = x + attn_out
        first.leave(pass, from, to);
        if (second.isPresent()) {
            // n2 = norm2(mid)
            second.get().enter(pass, from, to);
            // mlp_out = mlp(n2)
            mlp.orElseThrow().forward(pass, from, to);
            // y = mid + mlp_out
            second.get().leave(pass, from, to);
        }
    }

    /// All rows of queries, keys and values, with whatever the intervention changes.
    public void beforeChanged(Pass pass) {
        before(pass, 0, pass.work().rows());
        attention.changeProjections(pass);
    }

    /// The attention of all heads, with whatever the intervention changes.
    public void mixChanged(Pass pass) {
        attention.mixChanged(pass);
    }

    /// All rows of y, with whatever the intervention changes on the way.
    public void afterChanged(Pass pass) {
        int rows = pass.work().rows();
        Observer see = new Observer(pass, layer);
        // attn_out = z · W_proj + b_proj
        attention.output(pass, 0, rows);
        see.changeRows(ProbePoint.ATTN_OUT, attention.y());
        // mid = x + attn_out
        first.leave(pass, 0, rows);
        see.changeRows(ProbePoint.RESID_MID, first.y());
        if (second.isPresent()) {
            // n2 = norm2(mid)
            second.get().enter(pass, 0, rows);
            // mlp_out = mlp(n2)
            Mlp inside = mlp.orElseThrow();
            inside.hidden(pass, 0, rows);
            see.changeRows(ProbePoint.MLP_POST, inside.post());
            inside.project(pass, 0, rows);
            see.changeRows(ProbePoint.MLP_OUT, second.get().residual().branch());
            // y = mid + mlp_out
            second.get().leave(pass, 0, rows);
        }
        see.changeRows(ProbePoint.RESID_POST, y());
    }

    /// All rows of a single sequence whose earlier tokens are in the cache.
    public void extend(Pass pass, KvCache cache) {
        int rows = pass.work().rows();
        // n1 = norm1(x)
        first.enter(pass, 0, rows);
        // attn_out = attention(n1)
        attention.extend(pass, cache);
        // mid = x + attn_out
        first.leave(pass, 0, rows);
        if (second.isPresent()) {
            // n2 = norm2(mid)
            second.get().enter(pass, 0, rows);
            // mlp_out = mlp(n2)
            mlp.orElseThrow().forwardWide(pass);
            // y = mid + mlp_out
            second.get().leave(pass, 0, rows);
        }
    }

    /// Rows `from … to−1` of dz, from dy.
    public void afterBackward(Pass pass, int from, int to) {
        if (second.isPresent()) {
            // y = mid + mlp_out, so dmlp_out = dy and dmid = dy
            second.get().leaveBackward(pass, from, to);
            // mlp_out = mlp(n2)
            mlp.orElseThrow().backward(pass, from, to, second.get().adds());
            // n2 = norm2(mid), so dmid += …
            second.get().enterBackward(pass, from, to);
        }
        // mid = x + attn_out, so dattn_out = dmid and dx = dmid
        first.leaveBackward(pass, from, to);
        // attn_out = z · W_proj + b_proj
        attention.outputBackward(pass, from, to);
    }

    /// Rows `from … to−1` of dx, from dq, dk and dv.
    public void beforeBackward(Pass pass, int from, int to) {
        // q, k, v = n1 · W_attn + b_attn
        attention.projectBackward(pass, from, to, first.adds());
        // n1 = norm1(x), so dx += …
        first.enterBackward(pass, from, to);
    }

    /// Shows the probe the gradient of what goes out; before [#afterBackward], which overwrites it.
    public void observeGradientOut(Pass pass) {
        new Observer(pass, layer).rowGradients(ProbePoint.RESID_POST, y());
    }

    /// Shows the probe the gradients that [#afterBackward] computed.
    public void observeAfterBackward(Pass pass) {
        Observer see = new Observer(pass, layer);
        mlp.ifPresent(inside -> {
            see.rowGradients(ProbePoint.MLP_OUT, second.orElseThrow().residual().branch());
            see.rowGradients(ProbePoint.MLP_POST, inside.post());
            see.rowGradients(ProbePoint.MLP_PRE, inside.pre());
            see.rowGradients(ProbePoint.NORM2, second.orElseThrow().input());
            see.rowGradients(ProbePoint.RESID_MID, first.y());
        });
        if (mlp.isEmpty()) {
            see.rowGradients(ProbePoint.RESID_MID, first.y());
        }
        see.rowGradients(ProbePoint.ATTN_OUT, attention.y());
        attention.observer().gradientOut(pass);
    }

    /// Shows the probe the gradients inside the attention; after all heads, before [#beforeBackward] turns queries and keys back.
    public void observeMixBackward(Pass pass) {
        attention.observer().gradients(pass);
    }

    /// Shows the probe the gradients that [#beforeBackward] computed.
    public void observeBeforeBackward(Pass pass) {
        Observer see = new Observer(pass, layer);
        see.rowGradients(ProbePoint.NORM1, first.input());
        see.rowGradients(ProbePoint.RESID_PRE, x);
    }

    /// Shows the probe what [#before] computed, and the scores.
    public void observeBefore(Pass pass) {
        Observer see = new Observer(pass, layer);
        see.rows(ProbePoint.RESID_PRE, x);
        see.rows(ProbePoint.NORM1, first.input());
        attention.observer().projections(pass);
        // Scores before and after scaling and masking only if it asks, because this computes the full square.
        if (Observer.wants(pass, layer, ProbePoint.SCORES, ProbePoint.SCALED_SCORES, ProbePoint.MASKED_SCORES)) {
            attention.observer().scores(pass);
        }
    }

    /// Shows the probe what the attention computed.
    public void observeMix(Pass pass) {
        attention.observer().mix(pass);
    }

    /// Shows the probe what [#after] computed.
    public void observeAfter(Pass pass) {
        Observer see = new Observer(pass, layer);
        see.rows(ProbePoint.ATTN_OUT, attention.y());
        see.rows(ProbePoint.RESID_MID, first.y());
        second.ifPresent(half -> see.rows(ProbePoint.NORM2, half.input()));
        mlp.ifPresent(layerInside -> {
            see.rows(ProbePoint.MLP_PRE, layerInside.pre());
            see.rows(ProbePoint.MLP_POST, layerInside.post());
            second.ifPresent(half -> see.rows(ProbePoint.MLP_OUT, half.residual().branch()));
        });
        see.rows(ProbePoint.RESID_POST, y());
    }
}
