package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.PackedMatrix;
import dev.glassbox.tensor.Parameter;

/// The matrix of a linear layer, multiplied from the weights directly or from a copy packed in advance: the same bits, faster.
///
/// @param number  place in [PackedWeights]
/// @param weight  `[in, out]`, or `[out, in]` if `outFirst`
/// @param outFirst how it is stored
public record WeightMatrix(int number, Parameter weight, int in, int out, boolean outFirst) {

    static WeightMatrix inOut(Blueprint plan, Parameter weight) {
        return plan.matrix(number -> new WeightMatrix(number, weight, weight.shape().dim(0), weight.shape().dim(1), false));
    }

    static WeightMatrix outIn(Blueprint plan, Parameter weight) {
        return plan.matrix(number -> new WeightMatrix(number, weight, weight.shape().dim(1), weight.shape().dim(0), true));
    }

    /// Columns `from … to−1` of y = x · W for m rows; `yOff` is the place of column 0. `from` is a multiple of [PackedMatrix#PART].
    void multiply(Pass pass, int m, float[] x, int xOff, int ldx, int from, int to, float[] y, int yOff, int ldy) {
        PackedMatrix packed = pass.packed().forward(number);
        float[] w = pass.weights();
        if (packed != null) {
            pass.kernels().matmulPacked(m, x, xOff, ldx, packed, from, to, y, yOff, ldy, false);
        } else if (outFirst) {
            pass.kernels().matmulBT(m, to - from, in, x, xOff, ldx, w, weight.offset() + from * in, in, y, yOff + from, ldy, false);
        } else {
            pass.kernels().matmul(m, to - from, in, x, xOff, ldx, w, weight.offset() + from, out, y, yOff + from, ldy, false);
        }
    }

    /// dx (+)= dy · Wᵀ for m rows.
    void multiplyBack(Pass pass, int m, float[] dy, int dyOff, int lddy, float[] dx, int dxOff, int lddx, boolean add) {
        PackedMatrix packed = pass.packed().backward(number);
        float[] w = pass.weights();
        if (packed != null) {
            pass.kernels().matmulPacked(m, dy, dyOff, lddy, packed, dx, dxOff, lddx, add);
        } else if (outFirst) {
            pass.kernels().matmul(m, in, out, dy, dyOff, lddy, w, weight.offset(), in, dx, dxOff, lddx, add);
        } else {
            pass.kernels().matmulBT(m, in, out, dy, dyOff, lddy, w, weight.offset(), out, dx, dxOff, lddx, add);
        }
    }

    /// Packs columns `from … to−1` of W for y = x · W.
    void packForward(Kernels kernels, float[] weights, PackedMatrix packed, int from, int to) {
        kernels.pack(weights, weight.offset(), outFirst ? in : out, outFirst, packed, from, to);
    }

    /// Packs columns `from … to−1` of Wᵀ for dx = dy · Wᵀ.
    void packBackward(Kernels kernels, float[] weights, PackedMatrix packed, int from, int to) {
        kernels.pack(weights, weight.offset(), outFirst ? in : out, !outFirst, packed, from, to);
    }
}
