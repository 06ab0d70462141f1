package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.splat;

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
        FloatVector shifted = x.fma(splat(FloatMath.LOG2_E), splat(FloatMath.ROUND));
        FloatVector n = shifted.sub(FloatMath.ROUND);
        FloatVector r = n.fma(splat(-FloatMath.LN2_LOW), n.fma(splat(-FloatMath.LN2_HIGH), x));
        FloatVector q = splat(FloatMath.E6).fma(r, splat(FloatMath.E5)).fma(r, splat(FloatMath.E4))
            .fma(r, splat(FloatMath.E3)).fma(r, splat(FloatMath.E2));
        FloatVector p = r.mul(r).fma(q, r).add(1);
        FloatVector halfPower = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(126 << 23).reinterpretAsFloats();
        return p.add(p).mul(halfPower)
            .blend(0, x.lt(FloatMath.EXP_MIN))
            .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, FloatMath.EXP_MAX));
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.lt(Float.MIN_NORMAL);
        FloatVector normal = x.mul(splat(1).blend(0x1p24f, tiny));
        IntVector bits = normal.reinterpretAsInts().sub(Float.floatToRawIntBits(FloatMath.SQRT_HALF));
        FloatVector exponent = (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
        FloatVector e = splat(0).blend(-24, tiny).add(exponent);
        FloatVector m = bits.and(0x7fffff).add(Float.floatToRawIntBits(FloatMath.SQRT_HALF)).reinterpretAsFloats();
        FloatVector f = m.sub(1);
        FloatVector q = splat(FloatMath.L10).fma(f, splat(FloatMath.L9)).fma(f, splat(FloatMath.L8))
            .fma(f, splat(FloatMath.L7)).fma(f, splat(FloatMath.L6)).fma(f, splat(FloatMath.L5))
            .fma(f, splat(FloatMath.L4)).fma(f, splat(FloatMath.L3));
        FloatVector square = f.mul(f);
        FloatVector small = square.mul(f).fma(q, square.fma(splat(-0.5f), e.mul(FloatMath.LN2_LOW)));
        return e.fma(splat(FloatMath.LN2_HIGH), f.add(small))
            .blend(Float.POSITIVE_INFINITY, x.eq(Float.POSITIVE_INFINITY))
            .blend(Float.NEGATIVE_INFINITY, x.eq(0))
            .blend(Float.NaN, x.lt(0).or(x.test(VectorOperators.IS_NAN)));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector s = x.mul(x);
        FloatVector q = splat(FloatMath.T11).fma(s, splat(FloatMath.T9)).fma(s, splat(FloatMath.T7))
            .fma(s, splat(FloatMath.T5)).fma(s, splat(FloatMath.T3));
        FloatVector near = s.mul(q).fma(x, x);
        FloatVector far = splat(1).sub(splat(2).div(exp(a.add(a)).add(1)));
        return withSignOf(x, far).blend(near, a.lt(FloatMath.TANH_SPLIT));
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector s = x.mul(x);
        FloatVector near = splat(FloatMath.R13).fma(s, splat(FloatMath.R11)).fma(s, splat(FloatMath.R9))
            .fma(s, splat(FloatMath.R7)).fma(s, splat(FloatMath.R5)).fma(s, splat(FloatMath.R3))
            .fma(s, splat(FloatMath.R1)).mul(x);
        FloatVector q = splat(FloatMath.Q6).fma(a, splat(FloatMath.Q5)).fma(a, splat(FloatMath.Q4))
            .fma(a, splat(FloatMath.Q3)).fma(a, splat(FloatMath.Q2)).fma(a, splat(FloatMath.Q1)).fma(a, splat(FloatMath.Q0));
        FloatVector far = splat(1).sub(exp(q)).blend(1, a.compare(VectorOperators.GT, FloatMath.ERF_ONE));
        return withSignOf(x, far).blend(near, a.lt(1));
    }

    static FloatVector sigmoid(FloatVector x) {
        return splat(1).div(exp(x.neg()).add(1));
    }

    /// |magnitude| with the signs of x
    private static FloatVector withSignOf(FloatVector x, FloatVector magnitude) {
        IntVector sign = x.reinterpretAsInts().and(0x80000000);
        return magnitude.reinterpretAsInts().and(0x7fffffff).or(sign).reinterpretAsFloats();
    }
}
