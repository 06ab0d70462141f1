package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [FloatMath] for all lanes of a vector: the same operations in the same order. Where the scalar text branches, both
/// branches are computed and each lane keeps its own.
final class VectorMath {

    private VectorMath() {
    }

    static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(S, FloatMath.LOG2_E), broadcast(S, FloatMath.ROUND));
        FloatVector n = shifted.sub(FloatMath.ROUND);
        FloatVector r = n.fma(broadcast(S, -FloatMath.LN2_LOW), n.fma(broadcast(S, -FloatMath.LN2_HIGH), x));
        FloatVector q = broadcast(S, FloatMath.E6).fma(r, broadcast(S, FloatMath.E5)).fma(r, broadcast(S, FloatMath.E4))
            .fma(r, broadcast(S, FloatMath.E3)).fma(r, broadcast(S, FloatMath.E2));
        FloatVector p = r.mul(r).fma(q, r).add(1);
        FloatVector halfPower = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(126 << 23).reinterpretAsFloats();
        return p.add(p).mul(halfPower)
            .blend(0, x.lt(FloatMath.EXP_MIN))
            .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, FloatMath.EXP_MAX));
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.lt(Float.MIN_NORMAL);
        FloatVector normal = x.mul(broadcast(S, 1).blend(0x1p24f, tiny));
        IntVector bits = normal.reinterpretAsInts().sub(Float.floatToRawIntBits(FloatMath.SQRT_HALF));
        FloatVector exponent = (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
        FloatVector e = broadcast(S, 0).blend(-24, tiny).add(exponent);
        FloatVector m = bits.and(0x7fffff).add(Float.floatToRawIntBits(FloatMath.SQRT_HALF)).reinterpretAsFloats();
        FloatVector f = m.sub(1);
        FloatVector q = broadcast(S, FloatMath.L10).fma(f, broadcast(S, FloatMath.L9)).fma(f, broadcast(S, FloatMath.L8))
            .fma(f, broadcast(S, FloatMath.L7)).fma(f, broadcast(S, FloatMath.L6)).fma(f, broadcast(S, FloatMath.L5))
            .fma(f, broadcast(S, FloatMath.L4)).fma(f, broadcast(S, FloatMath.L3));
        FloatVector square = f.mul(f);
        FloatVector small = square.mul(f).fma(q, square.fma(broadcast(S, -0.5f), e.mul(FloatMath.LN2_LOW)));
        return e.fma(broadcast(S, FloatMath.LN2_HIGH), f.add(small))
            .blend(Float.POSITIVE_INFINITY, x.eq(Float.POSITIVE_INFINITY))
            .blend(Float.NEGATIVE_INFINITY, x.eq(0))
            .blend(Float.NaN, x.lt(0).or(x.test(VectorOperators.IS_NAN)));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector s = x.mul(x);
        FloatVector q = broadcast(S, FloatMath.T11).fma(s, broadcast(S, FloatMath.T9)).fma(s, broadcast(S, FloatMath.T7))
            .fma(s, broadcast(S, FloatMath.T5)).fma(s, broadcast(S, FloatMath.T3));
        FloatVector near = s.mul(q).fma(x, x);
        FloatVector far = broadcast(S, 1).sub(broadcast(S, 2).div(exp(a.add(a)).add(1)));
        return withSignOf(x, far).blend(near, a.lt(FloatMath.TANH_SPLIT));
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector s = x.mul(x);
        FloatVector near = broadcast(S, FloatMath.R13).fma(s, broadcast(S, FloatMath.R11)).fma(s, broadcast(S, FloatMath.R9))
            .fma(s, broadcast(S, FloatMath.R7)).fma(s, broadcast(S, FloatMath.R5)).fma(s, broadcast(S, FloatMath.R3))
            .fma(s, broadcast(S, FloatMath.R1)).mul(x);
        FloatVector q = broadcast(S, FloatMath.Q6).fma(a, broadcast(S, FloatMath.Q5)).fma(a, broadcast(S, FloatMath.Q4))
            .fma(a, broadcast(S, FloatMath.Q3)).fma(a, broadcast(S, FloatMath.Q2)).fma(a, broadcast(S, FloatMath.Q1)).fma(a, broadcast(S, FloatMath.Q0));
        FloatVector far = broadcast(S, 1).sub(exp(q)).blend(1, a.compare(VectorOperators.GT, FloatMath.ERF_ONE));
        return withSignOf(x, far).blend(near, a.lt(1));
    }

    static FloatVector normalCumulative(FloatVector x, FloatVector e) {
        FloatVector t = broadcast(S, 1).div(x.abs().fma(broadcast(S, FloatMath.NORMAL_T), broadcast(S, 1)));
        FloatVector q = broadcast(S, FloatMath.N7).fma(t, broadcast(S, FloatMath.N6)).fma(t, broadcast(S, FloatMath.N5))
            .fma(t, broadcast(S, FloatMath.N4)).fma(t, broadcast(S, FloatMath.N3)).fma(t, broadcast(S, FloatMath.N2))
            .fma(t, broadcast(S, FloatMath.N1)).fma(t, broadcast(S, FloatMath.N0));
        FloatVector tail = q.mul(e);
        return broadcast(S, 1).sub(tail).blend(tail, x.lt(0));
    }

    static FloatVector sigmoid(FloatVector x) {
        return broadcast(S, 1).div(exp(x.neg()).add(1));
    }

    /// |magnitude| with the signs of x
    private static FloatVector withSignOf(FloatVector x, FloatVector magnitude) {
        IntVector sign = x.reinterpretAsInts().and(0x80000000);
        return magnitude.reinterpretAsInts().and(0x7fffffff).or(sign).reinterpretAsFloats();
    }
}
