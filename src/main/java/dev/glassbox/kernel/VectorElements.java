package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [ScalarElements], a vector of elements at a time; the elements that fill no whole vector are left to the scalar text.
interface VectorElements extends ScalarElements {

    @Override
    default void add(int n, float[] a, int aOff, float[] b, int bOff, float[] out, int outOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            fromArray(S, a, aOff + i).add(fromArray(S, b, bOff + i)).intoArray(out, outOff + i);
        }
        ScalarElements.super.add(n - end, a, aOff + end, b, bOff + end, out, outOff + end);
    }

    @Override
    default void multiply(int n, float[] a, int aOff, float[] b, int bOff, float[] out, int outOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            fromArray(S, a, aOff + i).mul(fromArray(S, b, bOff + i)).intoArray(out, outOff + i);
        }
        ScalarElements.super.multiply(n - end, a, aOff + end, b, bOff + end, out, outOff + end);
    }

    @Override
    default void axpy(int n, float alpha, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            fromArray(S, x, xOff + i).fma(broadcast(S, alpha), fromArray(S, y, yOff + i)).intoArray(y, yOff + i);
        }
        ScalarElements.super.axpy(n - end, alpha, x, xOff + end, y, yOff + end);
    }

    @Override
    default void scale(int n, float alpha, float[] x, int xOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            fromArray(S, x, xOff + i).mul(alpha).intoArray(x, xOff + i);
        }
        ScalarElements.super.scale(n - end, alpha, x, xOff + end);
    }

    @Override
    default void sumColumns(int rows, int n, float[] x, int xOff, int ldx, float[] out, int outOff, boolean accumulate) {
        int j = 0;
        for (; j <= n - 4 * L; j += 4 * L) {
            sumFourColumns(rows, x, xOff + j, ldx, out, outOff + j, accumulate);
        }
        for (; j <= n - L; j += L) {
            FloatVector sum = accumulate ? fromArray(S, out, outOff + j) : broadcast(S, 0);
            for (int i = 0; i < rows; i++) {
                sum = sum.add(fromArray(S, x, xOff + i * ldx + j));
            }
            sum.intoArray(out, outOff + j);
        }
        ScalarElements.super.sumColumns(rows, n - j, x, xOff + j, ldx, out, outOff + j, accumulate);
    }

    /// Four vectors side by side: all of what a visit to a distant row brings into the cache is used at once.
    private static void sumFourColumns(int rows, float[] x, int xOff, int ldx, float[] out, int outOff, boolean accumulate) {
        FloatVector s0 = accumulate ? fromArray(S, out, outOff) : broadcast(S, 0);
        FloatVector s1 = accumulate ? fromArray(S, out, outOff + L) : broadcast(S, 0);
        FloatVector s2 = accumulate ? fromArray(S, out, outOff + 2 * L) : broadcast(S, 0);
        FloatVector s3 = accumulate ? fromArray(S, out, outOff + 3 * L) : broadcast(S, 0);
        for (int i = 0, at = xOff; i < rows; i++, at += ldx) {
            s0 = s0.add(fromArray(S, x, at));
            s1 = s1.add(fromArray(S, x, at + L));
            s2 = s2.add(fromArray(S, x, at + 2 * L));
            s3 = s3.add(fromArray(S, x, at + 3 * L));
        }
        s0.intoArray(out, outOff);
        s1.intoArray(out, outOff + L);
        s2.intoArray(out, outOff + 2 * L);
        s3.intoArray(out, outOff + 3 * L);
    }

    @Override
    default void exp(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            VectorMath.exp(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
        }
        ScalarElements.super.exp(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void log(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            VectorMath.log(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
        }
        ScalarElements.super.log(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            VectorMath.tanh(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
        }
        ScalarElements.super.tanh(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void erf(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            VectorMath.erf(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
        }
        ScalarElements.super.erf(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void gelu(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            FloatVector xi = fromArray(S, x, xOff + i);
            xi.mul(geluGate(xi)).intoArray(y, yOff + i);
        }
        ScalarElements.super.gelu(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void geluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            FloatVector xi = fromArray(S, x, xOff + i);
            FloatVector s = geluGate(xi);
            FloatVector slope = xi.mul(xi).fma(broadcast(S, 3 * GELU_X3), broadcast(S, GELU_X));
            FloatVector derivative = xi.mul(s).mul(broadcast(S, 1).sub(s)).fma(slope, s);
            fromArray(S, dy, dyOff + i).mul(derivative).intoArray(dx, dxOff + i);
        }
        ScalarElements.super.geluBackward(n - end, x, xOff + end, dy, dyOff + end, dx, dxOff + end);
    }

    @Override
    default void geluErf(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            FloatVector xi = fromArray(S, x, xOff + i);
            FloatVector e = VectorMath.exp(xi.mul(xi).mul(-0.5f));
            xi.mul(VectorMath.normalCumulative(xi, e)).intoArray(y, yOff + i);
        }
        ScalarElements.super.geluErf(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void geluErfBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            FloatVector xi = fromArray(S, x, xOff + i);
            FloatVector e = VectorMath.exp(xi.mul(xi).mul(-0.5f));
            FloatVector derivative = xi.fma(e.mul(DENSITY_AT_0), VectorMath.normalCumulative(xi, e));
            fromArray(S, dy, dyOff + i).mul(derivative).intoArray(dx, dxOff + i);
        }
        ScalarElements.super.geluErfBackward(n - end, x, xOff + end, dy, dyOff + end, dx, dxOff + end);
    }

    @Override
    default void relu(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            FloatVector xi = fromArray(S, x, xOff + i);
            broadcast(S, 0).blend(xi, xi.compare(VectorOperators.GT, 0)).intoArray(y, yOff + i);
        }
        ScalarElements.super.relu(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void reluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            VectorMask<Float> on = fromArray(S, x, xOff + i).compare(VectorOperators.GT, 0);
            broadcast(S, 0).blend(fromArray(S, dy, dyOff + i), on).intoArray(dx, dxOff + i);
        }
        ScalarElements.super.reluBackward(n - end, x, xOff + end, dy, dyOff + end, dx, dxOff + end);
    }

    @Override
    default void silu(int n, float[] x, int xOff, float[] y, int yOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            FloatVector xi = fromArray(S, x, xOff + i);
            xi.mul(VectorMath.sigmoid(xi)).intoArray(y, yOff + i);
        }
        ScalarElements.super.silu(n - end, x, xOff + end, y, yOff + end);
    }

    @Override
    default void siluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        int end = S.loopBound(n);
        for (int i = 0; i < end; i += L) {
            FloatVector xi = fromArray(S, x, xOff + i);
            FloatVector s = VectorMath.sigmoid(xi);
            fromArray(S, dy, dyOff + i).mul(xi.mul(s).fma(broadcast(S, 1).sub(s), s)).intoArray(dx, dxOff + i);
        }
        ScalarElements.super.siluBackward(n - end, x, xOff + end, dy, dyOff + end, dx, dxOff + end);
    }

    /// σ(2u), the factor between x and GELU(x)
    private static FloatVector geluGate(FloatVector x) {
        return VectorMath.sigmoid(x.mul(x.mul(x).fma(broadcast(S, GELU_X3), broadcast(S, GELU_X))));
    }
}
