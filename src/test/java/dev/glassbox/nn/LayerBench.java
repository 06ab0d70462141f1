package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import dev.glassbox.tensor.Workspace;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// One layer alone on a bench: random weights, a random input x, a random gradient dy; the loss is Σ y·dy.
///
/// Rows B·T are 2·5: sizes that differ, so that confused axes show.
final class LayerBench {
    static final int BATCH = 2;
    static final int TIME = 5;
    static final int ROWS = BATCH * TIME;

    final Blueprint plan = new Blueprint();
    private Dropout dropout = Dropout.NONE;

    Slot slot(String name, int width) {
        return plan.slots().rows(name, 0, width, Keep.STEP, Keep.STEP);
    }

    LayerBench with(Dropout other) {
        dropout = other;
        return this;
    }

    /// Checks the gradients of x and of all weights.
    void check(Slot x, Slot y, Consumer<Pass> forward, Consumer<Pass> backward) {
        ParameterLayout layout = plan.parameters();
        Parameters params = new Parameters(layout);
        System.arraycopy(GradientCheck.random("weights", layout.size(), 0.5), 0, params.values(), 0, layout.size());
        Workspace work = new Workspace(plan.slots(), BATCH, TIME, true);
        work.begin(ids(), BATCH, TIME);
        fill(work.values(x), x, "x");
        float[] dy = new float[ROWS * y.stride()];
        fill(dy, y, "dy");
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(params, work, Kernels.scalar(), pool, Probe.NONE, dropout, PackedWeights.NONE);
            DoubleSupplier loss = () -> {
                forward.accept(pass);
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                    for (int c = 0; c < y.width(); c++) {
                        sum += (double) work.values(y)[row * y.stride() + c] * dy[row * y.stride() + c];
                    }
                }
                return sum;
            };
            loss.getAsDouble();
            System.arraycopy(dy, 0, work.grads(y), 0, dy.length);
            backward.accept(pass);
            for (WeightGradients layer : plan.gradients()) {
                for (int piece = 0; piece < layer.gradientPieces(); piece++) {
                    layer.gradientPiece(pass, piece);
                }
            }
            float[] dx = work.grads(x).clone();
            if (x != y) {
                GradientCheck.check("x", work.values(x), 0, ROWS * x.stride(), dx, 0, loss);
            }
            for (Parameter parameter : layout.parameters()) {
                GradientCheck.check(parameter.name(), params.values(), parameter.offset(), parameter.end(), params.grads(), parameter.offset(), loss);
            }
        }
    }

    static int[] ids() {
        return new int[] {3, 1, 4, 1, 5, 2, 6, 5, 3, 5};
    }

    /// Away from zero by more than twice the step of the differences, because ReLU has a kink there.
    private static void fill(float[] xs, Slot x, String purpose) {
        float[] random = GradientCheck.random(purpose, xs.length, 1);
        for (int i = 0; i < xs.length; i++) {
            xs[i] = random[i] + Math.copySign(0.05f, random[i]);
        }
    }
}
