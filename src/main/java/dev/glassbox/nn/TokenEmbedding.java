package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Slot;
import java.util.Arrays;

/// The token embedding: one row of a table for each token of the vocabulary.
///
/// `y[b,t,c] = wte[id[b,t],c]`
///
/// Shapes: id `[B,T]` · wte `[V,C]` · y `[B,T,C]`. A tied head multiplies by the same table.
public final class TokenEmbedding implements WeightGradients {
    /// Channels whose gradients are computed together.
    private static final int PIECE = 64;

    private final Parameter weight;
    private final Slot y;

    private TokenEmbedding(Blueprint plan, int vocabSize, Slot y) {
        this.weight = plan.parameter("wte.weight", "VC", vocabSize, y.width());
        this.y = y;
    }

    /// @param tied whether the head uses the same table; then [Unembedding] computes the gradient of both uses together
    public static TokenEmbedding create(Blueprint plan, int vocabSize, boolean tied, Slot y) {
        TokenEmbedding embedding = new TokenEmbedding(plan, vocabSize, y);
        return tied ? embedding : plan.trained(embedding);
    }

    /// The table, for a tied head.
    Parameter weight() {
        return weight;
    }

    public void forward(Pass pass, int from, int to) {
        float[] ys = pass.work().values(y);
        int[] ids = pass.work().ids();
        for (int row = from; row < to; row++) {
            // y = wte[id]
            System.arraycopy(pass.weights(), weight.offset() + ids[row] * y.width(), ys, row * y.stride(), y.width());
        }
    }

    @Override
    public int gradientPieces() {
        return (y.width() + PIECE - 1) / PIECE;
    }

    @Override
    public void gradientPiece(Pass pass, int piece) {
        int from = piece * PIECE;
        int to = Math.min(from + PIECE, y.width());
        for (int at = weight.offset(); at < weight.end(); at += y.width()) {
            Arrays.fill(pass.weightGrads(), at + from, at + to, 0);
        }
        scatter(pass, from, to);
    }

    /// Adds the gradients of the lookup to channels `from … to−1` of dwte.
    void scatter(Pass pass, int from, int to) {
        float[] dy = pass.work().grads(y);
        float[] dw = pass.weightGrads();
        int[] ids = pass.work().ids();
        for (int row = 0; row < pass.work().rows(); row++) {
            int at = weight.offset() + ids[row] * y.width() + from;
            // y = wte[id], so dwte[id] += dy
            pass.kernels().add(to - from, dw, at, dy, row * y.stride() + from, dw, at);
        }
    }
}
