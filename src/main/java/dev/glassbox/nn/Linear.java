package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Slot;
import java.util.Optional;

/// A linear layer.
///
/// `y[b,t,j] = Σᵢ x[b,t,i] · W[i,j] + bias[j]`
///
/// Shapes: x `[B,T,in]` · W `[in,out]` · bias `[out]`, may be absent · y `[B,T,out]`
public final class Linear implements WeightGradients {
    /// Columns of W whose gradients are computed together.
    private static final int PIECE = 192;

    private final WeightMatrix weight;
    private final Optional<Parameter> bias;
    private final Slot x;
    private final Slot y;
    private final int out;

    private Linear(Blueprint plan, String name, boolean biased, Slot x, Slot y) {
        this.out = y.width();
        this.x = x;
        this.y = y;
        this.weight = WeightMatrix.inOut(plan, plan.parameter(name + ".weight", "IO", x.width(), out));
        this.bias = biased ? Optional.of(plan.parameter(name + ".bias", "O", out)) : Optional.empty();
    }

    public static Linear create(Blueprint plan, String name, boolean biased, Slot x, Slot y) {
        return plan.trained(new Linear(plan, name, biased, x, y));
    }

    /// Rows `from … to−1` of all B·T rows.
    public void forward(Pass pass, int from, int to) {
        forward(pass, from, to, 0, out);
    }

    /// Columns `fromColumn … toColumn−1` of these rows.
    private void forward(Pass pass, int from, int to, int fromColumn, int toColumn) {
        float[] ys = pass.work().values(y);
        int yOff = from * y.stride();
        // y = x · W
        weight.multiply(pass, to - from, pass.work().values(x), from * x.stride(), x.stride(), fromColumn, toColumn, ys, yOff, y.stride());
        // y = y + bias
        bias.ifPresent(b -> pass.kernels().addBias(to - from, toColumn - fromColumn, pass.weights(), b.offset() + fromColumn,
                ys, yOff + fromColumn, y.stride()));
    }

    /// All rows, divided among threads by columns: for few rows, where reading the weights is what takes the time.
    void forwardWide(Pass pass) {
        int rows = pass.work().rows();
        WideColumns columns = WideColumns.of(rows, x.width(), out);
        pass.pool().run(columns.count(), i -> forward(pass, 0, rows, columns.from(i), columns.to(i)));
    }

    /// Writes dx, or adds to it.
    public void backward(Pass pass, int from, int to, boolean add) {
        // y = x · W + bias, so dx = dy · Wᵀ
        weight.multiplyBack(pass, to - from, pass.work().grads(y), from * y.stride(), y.stride(),
                pass.work().grads(x), from * x.stride(), x.stride(), add);
    }

    @Override
    public int gradientPieces() {
        return (out + PIECE - 1) / PIECE;
    }

    @Override
    public void gradientPiece(Pass pass, int piece) {
        int from = piece * PIECE;
        int columns = Math.min(PIECE, out - from);
        int rows = pass.work().rows();
        float[] dy = pass.work().grads(y);
        // y = x · W, so dW = xᵀ · dy
        pass.kernels().matmulAT(x.width(), columns, rows, pass.work().values(x), 0, x.stride(), dy, from, y.stride(),
                pass.weightGrads(), weight.weight().offset() + from, out, false);
        // y = y + bias, so dbias = Σ dy
        bias.ifPresent(b -> pass.kernels().sumColumns(rows, columns, dy, from, y.stride(), pass.weightGrads(), b.offset() + from, false));
    }
}
