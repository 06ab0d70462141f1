package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import java.util.Optional;

/// Root mean square normalization (Zhang & Sennrich 2019, arXiv:1910.07467): a layer norm without mean and bias.
///
/// `y[b,t,c] = x[b,t,c] · r[b,t] · γ[c]`, with `r = 1/√(⟨x²⟩ + ε)`
///
/// Shapes: x, y `[B,T,C]` · γ `[C]`, may be absent · kept for backward: r `[B,T]`
public final class RmsNorm implements Norm, WeightGradients {
    private final Optional<Parameter> gain;
    private final int gainOff;
    private final Slot x;
    private final Slot y;
    private final Slot rrms;
    private final float epsilon;

    private RmsNorm(Blueprint plan, String name, Style style, Slot x, Slot y) {
        this.gain = style.gain() ? Optional.of(plan.parameter(name + ".weight", "C", x.width())) : Optional.empty();
        this.gainOff = gain.map(Parameter::offset).orElse(0);
        this.x = x;
        this.y = y;
        this.rrms = plan.slots().rows(name + ".rrms", x.layer(), 1, Keep.STEP, Keep.NONE);
        this.epsilon = (float) style.epsilon();
    }

    static RmsNorm create(Blueprint plan, String name, Style style, Slot x, Slot y) {
        return plan.trained(new RmsNorm(plan, name, style, x, y));
    }

    /// What the kernels take for "no gain" is null.
    private float[] gainOf(Pass pass) {
        return gain.isPresent() ? pass.weights() : null;
    }

    @Override
    public void forward(Pass pass, int from, int to) {
        // y = x · r · γ
        pass.kernels().rmsNormRows(to - from, x.width(), epsilon, pass.work().values(x), from * x.stride(), x.stride(),
                gainOf(pass), gainOff,
                pass.work().values(y), from * y.stride(), y.stride(), pass.work().values(rrms), from);
    }

    @Override
    public void backward(Pass pass, int from, int to, boolean add) {
        // y = x̂ · γ with x̂ = x · r, and r depends on x too: dx = r · (g − x̂ ⟨g x̂⟩) with g = dy · γ
        pass.kernels().rmsNormBackwardRows(to - from, x.width(), pass.work().grads(y), from * y.stride(), y.stride(),
                pass.work().values(x), from * x.stride(), x.stride(),
                gainOf(pass), gainOff, pass.work().values(rrms), from,
                pass.work().grads(x), from * x.stride(), x.stride(), add);
    }

    @Override
    public int gradientPieces() {
        return gain.isPresent() ? 1 : 0;
    }

    @Override
    public void gradientPiece(Pass pass, int piece) {
        // y = x̂ · γ, so dγ = Σ dy · x̂
        gain.ifPresent(g -> {
            Gradients.clear(pass, g);
            pass.kernels().rmsNormGainGradient(pass.work().rows(), x.width(), pass.work().grads(y), 0, y.stride(),
                    pass.work().values(x), 0, x.stride(), pass.work().values(rrms), 0, pass.weightGrads(), g.offset());
        });
    }
}
