package dev.glassbox.nn;

import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Slot;

/// One learned vector for each position (GPT-2).
///
/// `y[b,t,c] = x[b,t,c] + wpe[t,c]`
///
/// Shapes: x, y `[B,T,C]` · wpe `[contextLength,C]`
public final class LearnedPositions implements PositionScheme, WeightGradients {
    private final Parameter weight;
    private final Slot x;

    private LearnedPositions(Blueprint plan, int contextLength, Slot x) {
        this.weight = plan.parameter("wpe.weight", "TC", contextLength, x.width());
        this.x = x;
    }

    static LearnedPositions create(Blueprint plan, int contextLength, Slot x) {
        return plan.trained(new LearnedPositions(plan, contextLength, x));
    }

    @Override
    public void addTo(Pass pass, Slot slot, int row, int position, int count) {
        // y = x + wpe[t]
        Rows.addTable(pass, slot, row, count, pass.weights(), weight.offset() + position * slot.width());
    }

    @Override
    public int gradientPieces() {
        return 1;
    }

    @Override
    public void gradientPiece(Pass pass, int piece) {
        float[] dy = pass.work().grads(x);
        float[] dw = pass.weightGrads();
        int time = pass.work().time();
        int width = x.width();
        Gradients.clear(pass, weight);
        // y = x + wpe[t], so dwpe[t] = Σ over b of dy
        for (int row = 0; row < pass.work().rows(); row++) {
            int at = weight.offset() + row % time * width;
            pass.kernels().add(width, dw, at, dy, row * x.stride(), dw, at);
        }
    }
}
