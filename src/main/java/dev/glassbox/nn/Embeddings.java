package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import java.util.Optional;

/// The bottom of the model: tokens and positions become the residual stream.
///
/// `y[b,t] = wte[id[b,t]] + position[t]`, and with an embedding norm `y = norm(wte[id] + position)`
///
/// Shapes: id `[B,T]` · y `[B,T,C]`
public final class Embeddings {
    private final TokenEmbedding tokens;
    private final PositionScheme positions;
    private final Optional<Norm> norm;
    private final Slot sum;
    private final Slot y;

    /// What the bottom of a model needs to know.
    public record Style(int vocabSize, int contextLength, int dModel, boolean tied, PositionScheme.Kind positions,
                        RotaryPositions.Pairs pairs, double theta, Optional<Norm.Style> norm, Norm.Place place) {
    }

    public Embeddings(Blueprint plan, Style style, int nHead) {
        int width = style.dModel();
        // The gradient of the residual stream is one array, except where the gain of a norm after the stream still needs its own.
        Keep grads = style.place() == Norm.Place.PRE ? Keep.SHARED : Keep.STEP;
        this.sum = style.norm().isPresent()
                ? plan.slots().rows("embed_sum", -1, width, Keep.STEP, Keep.STEP)
                : plan.slots().rows("embed", -1, width, Keep.STEP, grads, "resid");
        this.tokens = TokenEmbedding.create(plan, style.vocabSize(), style.tied(), sum);
        this.positions = PositionScheme.create(plan, style.positions(), sum, style.contextLength(), nHead, width / nHead, style.pairs(),
                style.theta());
        this.y = style.norm().isPresent() ? plan.slots().rows("embed", -1, width, Keep.STEP, grads, "resid") : sum;
        this.norm = style.norm().map(kind -> kind.create(plan, "ln_emb", sum, y));
    }

    /// The residual stream at the bottom.
    public Slot y() {
        return y;
    }

    public TokenEmbedding tokens() {
        return tokens;
    }

    public PositionScheme positions() {
        return positions;
    }

    /// Rows `from … to−1` of y.
    public void forward(Pass pass, int from, int to) {
        // sum = wte[id]
        tokens.forward(pass, from, to);
        // sum = sum + position[t]
        int count;
        for (int row = from; row < to; row += count) {
            // as far as the sequence goes
            count = Math.min(to - row, pass.work().time() - row % pass.work().time());
            positions.addTo(pass, sum, row, pass.work().position(row), count);
        }
        pass.dropout().apply(pass.work().values(sum), sum, 0, from, to);
        // y = norm(sum)
        norm.ifPresent(n -> n.forward(pass, from, to));
    }

    /// Rows `from … to−1` of dsum; the gradients of the tables follow with the other weights.
    public void backward(Pass pass, int from, int to) {
        // y = norm(sum)
        norm.ifPresent(n -> n.backward(pass, from, to, false));
        pass.dropout().apply(pass.work().grads(sum), sum, 0, from, to);
    }

    /// Offers the bottom of the residual stream to the intervention.
    public void change(Pass pass) {
        new Observer(pass, -1).changeRows(ProbePoint.EMBED, y);
    }

    public void observe(Pass pass) {
        new Observer(pass, -1).rows(ProbePoint.EMBED, y);
    }
}
