package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import java.util.Optional;

/// Layer normalization (Ba et al. 2016, arXiv:1607.06450).
///
/// `y[b,t,c] = (x[b,t,c] − μ[b,t]) · r[b,t] · γ[c] + β[c]`, with μ the mean of x over c and `r = 1/√(σ² + ε)`
///
/// Shapes: x, y `[B,T,C]` · γ, β `[C]`, either may be absent · kept for backward: μ, r `[B,T]`
public final class LayerNorm implements Norm, WeightGradients {
    private final Optional<Parameter> gain;
    private final int gainOff;
    private final Optional<Parameter> bias;
    private final int biasOff;
    private final Slot x;
    private final Slot y;
    private final Slot mean;
    private final Slot rstd;
    private final float epsilon;

    private LayerNorm(Blueprint plan, String name, Style style, Slot x, Slot y) {
        this.gain = style.gain() ? Optional.of(plan.parameter(name + ".weight", "C", x.width())) : Optional.empty();
        this.bias = style.bias() ? Optional.of(plan.parameter(name + ".bias", "C", x.width())) : Optional.empty();
        this.gainOff = gain.map(Parameter::offset).orElse(0);
        this.biasOff = bias.map(Parameter::offset).orElse(0);
        this.x = x;
        this.y = y;
        this.mean = plan.slots().rows(name + ".mean", x.layer(), 1, Keep.STEP, Keep.NONE);
        this.rstd = plan.slots().rows(name + ".rstd", x.layer(), 1, Keep.STEP, Keep.NONE);
        this.epsilon = (float) style.epsilon();
    }

    static LayerNorm create(Blueprint plan, String name, Style style, Slot x, Slot y) {
        return plan.trained(new LayerNorm(plan, name, style, x, y));
    }

    /// What the kernels take for "no gain" is null.
    private float[] gainOf(Pass pass) {
        return gain.isPresent() ? pass.weights() : null;
    }

    private float[] biasOf(Pass pass) {
        return bias.isPresent() ? pass.weights() : null;
    }

    @Override
    public void forward(Pass pass, int from, int to) {
        // y = (x − μ) · r · γ + β
        pass.kernels().layerNormRows(to - from, x.width(), epsilon, pass.work().values(x), from * x.stride(), x.stride(),
                gainOf(pass), gainOff,
                biasOf(pass), biasOff,
                pass.work().values(y), from * y.stride(), y.stride(), pass.work().values(mean), pass.work().values(rstd), from);
    }

    @Override
    public void backward(Pass pass, int from, int to, boolean add) {
        // y = x̂ · γ + β with x̂ = (x − μ) · r, and μ and r depend on x too: dx = r · (g − ⟨g⟩ − x̂ ⟨g x̂⟩) with g = dy · γ
        pass.kernels().layerNormBackwardRows(to - from, x.width(), pass.work().grads(y), from * y.stride(), y.stride(),
                pass.work().values(x), from * x.stride(), x.stride(),
                gainOf(pass), gainOff,
                pass.work().values(mean), pass.work().values(rstd), from,
                pass.work().grads(x), from * x.stride(), x.stride(), add);
    }

    @Override
    public int gradientPieces() {
        return gain.isPresent() || bias.isPresent() ? 1 : 0;
    }

    @Override
    public void gradientPiece(Pass pass, int piece) {
        float[] dy = pass.work().grads(y);
        int rows = pass.work().rows();
        // y = x̂ · γ + β, so dγ = Σ dy · x̂
        gain.ifPresent(g -> {
            Gradients.clear(pass, g);
            pass.kernels().layerNormGainGradient(rows, x.width(), dy, 0, y.stride(), pass.work().values(x), 0, x.stride(),
                    pass.work().values(mean), pass.work().values(rstd), 0, pass.weightGrads(), g.offset());
        });
        // y = x̂ · γ + β, so dβ = Σ dy
        bias.ifPresent(b -> pass.kernels().sumColumns(rows, x.width(), dy, 0, y.stride(), pass.weightGrads(), b.offset(), false));
    }
}
