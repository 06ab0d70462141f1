package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Slot;
import java.util.Optional;

/// The head: how well each token of the vocabulary matches the final vector.
///
/// `logits[b,t,v] = Σ_c x[b,t,c] · E[v,c]`
///
/// Shapes: x `[B,T,C]` · E `[V,C]`, the token embedding itself if tied (Press & Wolf 2017, arXiv:1608.05859) · logits `[B,T,V]`
public final class Unembedding implements WeightGradients {
    /// Channels whose gradients are computed together.
    private static final int PIECE = 64;

    private final WeightMatrix weight;
    private final Optional<TokenEmbedding> tied;
    private final Slot x;
    private final Slot logits;

    private Unembedding(Blueprint plan, Optional<TokenEmbedding> tied, Slot x, Slot logits) {
        Parameter table = tied.map(TokenEmbedding::weight).orElseGet(() -> plan.parameter("lm_head.weight", "VC", logits.width(), x.width()));
        this.weight = WeightMatrix.outIn(plan, table);
        this.tied = tied;
        this.x = x;
        this.logits = logits;
    }

    public static Unembedding tied(Blueprint plan, TokenEmbedding embedding, Slot x, Slot logits) {
        return plan.trained(new Unembedding(plan, Optional.of(embedding), x, logits));
    }

    public static Unembedding free(Blueprint plan, Slot x, Slot logits) {
        return plan.trained(new Unembedding(plan, Optional.empty(), x, logits));
    }

    /// Columns `fromToken … toToken−1` of rows `from … to−1` of the logits; `fromToken` is a multiple of 64.
    public void forward(Pass pass, int from, int to, int fromToken, int toToken) {
        // logits = x · Eᵀ
        weight.multiply(pass, to - from, pass.work().values(x), from * x.stride(), x.stride(), fromToken, toToken,
                pass.work().values(logits), from * logits.stride(), logits.stride());
    }

    /// The logits of one row only, divided among threads.
    public void forwardWide(Pass pass, int row) {
        WideColumns columns = WideColumns.of(1, x.width(), logits.width());
        pass.pool().run(columns.count(), i -> forward(pass, row, row + 1, columns.from(i), columns.to(i)));
    }

    /// Writes rows `from … to−1` of dx.
    public void backward(Pass pass, int from, int to) {
        // logits = x · Eᵀ, so dx = dlogits · E
        weight.multiplyBack(pass, to - from, pass.work().grads(logits), from * logits.stride(), logits.stride(),
                pass.work().grads(x), from * x.stride(), x.stride(), false);
    }

    @Override
    public int gradientPieces() {
        return (x.width() + PIECE - 1) / PIECE;
    }

    @Override
    public void gradientPiece(Pass pass, int piece) {
        int from = piece * PIECE;
        int to = Math.min(from + PIECE, x.width());
        // logits = x · Eᵀ, so dE = dlogitsᵀ · x
        pass.kernels().matmulAT(logits.width(), to - from, pass.work().rows(), pass.work().grads(logits), 0, logits.stride(),
                pass.work().values(x), from, x.stride(), pass.weightGrads(), weight.weight().offset() + from, x.width(), false);
        // the table was also looked up at the bottom of the model: both uses add up
        tied.ifPresent(embedding -> embedding.scatter(pass, from, to));
    }
}
