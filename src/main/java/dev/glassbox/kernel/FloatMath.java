package dev.glassbox.kernel;

import static dev.glassbox.kernel.Fma.fma;

/// exp, log, tanh and erf of one `float`, from polynomials in fused multiply-adds, so that every machine gives the same bits.
///
/// The coefficients are weighted minimax fits of our own, rounded to `float`. Largest errors, measured against [StrictMath]
/// by `FloatMathTest`: exp 1.2e-7, log 1.3e-7, tanh 1.6e-7, erf 1.8e-7, all relative.
public final class FloatMath {

    static final float LOG2_E = 1.442695f;
    static final float LN2_HIGH = 0.69314575f;      // 16 bits, so n · LN2_HIGH is exact
    static final float LN2_LOW = 1.4286068e-6f;
    /// Added to a small number it leaves round(number) in the low bits of the sum.
    static final float ROUND = 12582912f;
    static final float EXP_MIN = -86.9f;
    static final float EXP_MAX = 88.72283f;
    static final float E2 = 0.5f;
    static final float E3 = 0.16666517f;
    static final float E4 = 0.041666202f;
    static final float E5 = 0.008369088f;
    static final float E6 = 0.0013950835f;

    static final float T3 = -0.33333278f;
    static final float T5 = 0.13331328f;
    static final float T7 = -0.053729232f;
    static final float T9 = 0.020602012f;
    static final float T11 = -0.0056607937f;
    static final float TANH_SPLIT = 0.625f;

    static final float R1 = 1.1283791f;
    static final float R3 = -0.37612626f;
    static final float R5 = 0.112836f;
    static final float R7 = -0.026854444f;
    static final float R9 = 0.0051895357f;
    static final float R11 = -8.020822e-4f;
    static final float R13 = 7.889123e-5f;
    static final float Q0 = -3.1246981e-4f;
    static final float Q1 = -1.1272023f;
    static final float Q2 = -0.637965f;
    static final float Q3 = -0.1032562f;
    static final float Q4 = 0.021906475f;
    static final float Q5 = -0.0029640058f;
    static final float Q6 = 1.8797166e-4f;
    static final float ERF_ONE = 4f;

    static final float NORMAL_T = 0.24748737f;
    static final float N0 = -0.0037051002f;
    static final float N1 = 0.13061225f;
    static final float N2 = -0.010434141f;
    static final float N3 = 0.26744705f;
    static final float N4 = -0.000389024f;
    static final float N5 = -0.0827196f;
    static final float N6 = 0.2792808f;
    static final float N7 = -0.08009227f;

    static final float SQRT_HALF = 0.70710677f;
    static final float L3 = 0.33333316f;
    static final float L4 = -0.25000826f;
    static final float L5 = 0.20002374f;
    static final float L6 = -0.16624041f;
    static final float L7 = 0.14178847f;
    static final float L8 = -0.13131867f;
    static final float L9 = 0.1289992f;
    static final float L10 = -0.07873509f;

    private FloatMath() {
    }

    /// eˣ = 2ⁿ eʳ with |r| ≤ ½ ln 2. Below −86.9 the result is 0, above 88.72 it is ∞.
    public static float exp(float x) {
        if (x < EXP_MIN) {
            return 0;
        }
        if (x > EXP_MAX) {
            return Float.POSITIVE_INFINITY;
        }
        float shifted = fma(x, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
        float q = fma(fma(fma(fma(E6, r, E5), r, E4), r, E3), r, E2);
        float p = fma(r * r, q, r) + 1;
        // Half of 2ⁿ keeps the exponent in range for n = 128; the other factor 2 is p + p.
        float halfPower = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + (126 << 23));
        return (p + p) * halfPower;
    }

    /// ln x = e ln 2 + ln m with √½ ≤ m < √2. For x = 0 it is −∞, below 0 not a number.
    public static float log(float x) {
        if (!(x > 0)) {
            return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        if (x == Float.POSITIVE_INFINITY) {
            return x;
        }
        float e = 0;
        if (x < Float.MIN_NORMAL) {
            x *= 0x1p24f;
            e = -24;
        }
        int bits = Float.floatToRawIntBits(x) - Float.floatToRawIntBits(SQRT_HALF);
        e += bits >> 23;
        float m = Float.intBitsToFloat((bits & 0x7fffff) + Float.floatToRawIntBits(SQRT_HALF));
        float f = m - 1;
        float q = fma(L10, f, L9);
        q = fma(q, f, L8);
        q = fma(q, f, L7);
        q = fma(q, f, L6);
        q = fma(q, f, L5);
        q = fma(q, f, L4);
        q = fma(q, f, L3);
        float square = f * f;
        float small = fma(square * f, q, fma(square, -0.5f, e * LN2_LOW));
        return fma(e, LN2_HIGH, f + small);
    }

    /// tanh x: an odd polynomial near 0, 1 − 2/(e²ˣ + 1) elsewhere.
    public static float tanh(float x) {
        float a = Math.abs(x);
        if (a < TANH_SPLIT) {
            float s = x * x;
            float q = fma(fma(fma(fma(T11, s, T9), s, T7), s, T5), s, T3);
            return fma(s * q, x, x);
        }
        return Math.copySign(1 - 2 / (exp(a + a) + 1), x);
    }

    /// erf x: an odd polynomial up to 1, 1 − e^q(|x|) up to 4, then 1.
    public static float erf(float x) {
        float a = Math.abs(x);
        if (a < 1) {
            float s = x * x;
            float q = fma(fma(fma(fma(fma(fma(R13, s, R11), s, R9), s, R7), s, R5), s, R3), s, R1);
            return q * x;
        }
        if (a > ERF_ONE) {
            return Math.copySign(1, x);
        }
        float q = fma(fma(fma(fma(fma(fma(Q6, a, Q5), a, Q4), a, Q3), a, Q2), a, Q1), a, Q0);
        return Math.copySign(1 - exp(q), x);
    }

    /// Φ(x) = ½ (1 + erf(x/√2)), given e = e^(−x²/2): one tail is e · P(t)/2 with t = 1/(1 + 0.35 |x|/√2), the idea of
    /// Abramowitz and Stegun 7.1.26. Largest absolute error 2.2e-7.
    static float normalCumulative(float x, float e) {
        float t = 1 / fma(Math.abs(x), NORMAL_T, 1);
        float q = fma(fma(fma(fma(N7, t, N6), t, N5), t, N4), t, N3);
        float tail = fma(fma(fma(q, t, N2), t, N1), t, N0) * e;
        return x < 0 ? tail : 1 - tail;
    }

    /// σ(x) = 1/(1 + e⁻ˣ)
    public static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }
}
