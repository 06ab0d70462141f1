package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.FOUR;
import static dev.glassbox.kernel.Lanes.GROUP;
import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static dev.glassbox.kernel.Lanes.TWO;
import static dev.glassbox.kernel.Lanes.first;
import static dev.glassbox.kernel.Lanes.largest;
import static dev.glassbox.kernel.Lanes.tree;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Sums along one row. Each runs over groups of 16 elements; the last, incomplete group goes through the `…Tail` method,
/// which leaves lanes without an element as they are. `x` starts at index `at`, `end` is the index after its last element.
final class VectorReductions {

    private VectorReductions() {
    }

    /// Σ x
    static float sum(float[] x, int at, int end) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = at;
        for (; i <= end - GROUP; i += GROUP) {
            s0 = s0.add(fromArray(S, x, i));
            if (TWO) {
                s1 = s1.add(fromArray(S, x, i + L));
            }
            if (FOUR) {
                s2 = s2.add(fromArray(S, x, i + 2 * L));
                s3 = s3.add(fromArray(S, x, i + 3 * L));
            }
        }
        if (i < end) {
            s0 = sumTail(s0, x, i, end);
            s1 = sumTail(s1, x, i + L, end);
            s2 = sumTail(s2, x, i + 2 * L, end);
            s3 = sumTail(s3, x, i + 3 * L, end);
        }
        return tree(s0, s1, s2, s3);
    }

    private static FloatVector sumTail(FloatVector s, float[] x, int i, int end) {
        if (i >= end) {
            return s;
        }
        VectorMask<Float> in = first(end - i);
        return s.add(fromArray(S, x, i, in), in);
    }

    /// Σ a b
    static float dot(float[] a, int at, int end, float[] b, int bAt) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int shift = bAt - at;
        int i = at;
        for (; i <= end - GROUP; i += GROUP) {
            s0 = fromArray(S, a, i).fma(fromArray(S, b, i + shift), s0);
            if (TWO) {
                s1 = fromArray(S, a, i + L).fma(fromArray(S, b, i + L + shift), s1);
            }
            if (FOUR) {
                s2 = fromArray(S, a, i + 2 * L).fma(fromArray(S, b, i + 2 * L + shift), s2);
                s3 = fromArray(S, a, i + 3 * L).fma(fromArray(S, b, i + 3 * L + shift), s3);
            }
        }
        if (i < end) {
            s0 = dotTail(s0, a, i, end, b, shift);
            s1 = dotTail(s1, a, i + L, end, b, shift);
            s2 = dotTail(s2, a, i + 2 * L, end, b, shift);
            s3 = dotTail(s3, a, i + 3 * L, end, b, shift);
        }
        return tree(s0, s1, s2, s3);
    }

    private static FloatVector dotTail(FloatVector s, float[] a, int i, int end, float[] b, int shift) {
        if (i >= end) {
            return s;
        }
        VectorMask<Float> in = first(end - i);
        return s.blend(fromArray(S, a, i, in).fma(fromArray(S, b, i + shift, in), s), in);
    }

    /// Σ (x − mean)²
    static float centredSquares(float[] x, int at, int end, float mean) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = at;
        for (; i <= end - GROUP; i += GROUP) {
            s0 = square(s0, fromArray(S, x, i), mean);
            if (TWO) {
                s1 = square(s1, fromArray(S, x, i + L), mean);
            }
            if (FOUR) {
                s2 = square(s2, fromArray(S, x, i + 2 * L), mean);
                s3 = square(s3, fromArray(S, x, i + 3 * L), mean);
            }
        }
        if (i < end) {
            s0 = squareTail(s0, x, i, end, mean);
            s1 = squareTail(s1, x, i + L, end, mean);
            s2 = squareTail(s2, x, i + 2 * L, end, mean);
            s3 = squareTail(s3, x, i + 3 * L, end, mean);
        }
        return tree(s0, s1, s2, s3);
    }

    private static FloatVector square(FloatVector s, FloatVector x, float mean) {
        FloatVector centred = x.sub(mean);
        return centred.fma(centred, s);
    }

    private static FloatVector squareTail(FloatVector s, float[] x, int i, int end, float mean) {
        if (i >= end) {
            return s;
        }
        VectorMask<Float> in = first(end - i);
        return s.blend(square(s, fromArray(S, x, i, in), mean), in);
    }

    /// Σ dy ⊙ gain ⊙ (x − mean) r; `gain` may be null.
    static float dotNormed(float[] x, int at, int end, float[] dy, int dyAt, float[] gain, int gainAt, float mean, float r) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        int n = end - at;
        for (; i <= n - GROUP; i += GROUP) {
            s0 = normed(s0, x, at + i, dy, dyAt + i, gain, gainAt + i, mean, r);
            if (TWO) {
                s1 = normed(s1, x, at + i + L, dy, dyAt + i + L, gain, gainAt + i + L, mean, r);
            }
            if (FOUR) {
                s2 = normed(s2, x, at + i + 2 * L, dy, dyAt + i + 2 * L, gain, gainAt + i + 2 * L, mean, r);
                s3 = normed(s3, x, at + i + 3 * L, dy, dyAt + i + 3 * L, gain, gainAt + i + 3 * L, mean, r);
            }
        }
        if (i < n) {
            s0 = normedTail(s0, n - i, x, at + i, dy, dyAt + i, gain, gainAt + i, mean, r);
            s1 = normedTail(s1, n - i - L, x, at + i + L, dy, dyAt + i + L, gain, gainAt + i + L, mean, r);
            s2 = normedTail(s2, n - i - 2 * L, x, at + i + 2 * L, dy, dyAt + i + 2 * L, gain, gainAt + i + 2 * L, mean, r);
            s3 = normedTail(s3, n - i - 3 * L, x, at + i + 3 * L, dy, dyAt + i + 3 * L, gain, gainAt + i + 3 * L, mean, r);
        }
        return tree(s0, s1, s2, s3);
    }

    private static FloatVector normed(FloatVector s, float[] x, int xi, float[] dy, int dyi, float[] gain, int gi,
                                      float mean, float r) {
        FloatVector g = fromArray(S, dy, dyi);
        if (gain != null) {
            g = g.mul(fromArray(S, gain, gi));
        }
        return g.fma(fromArray(S, x, xi).sub(mean).mul(r), s);
    }

    private static FloatVector normedTail(FloatVector s, int count, float[] x, int xi, float[] dy, int dyi,
                                          float[] gain, int gi, float mean, float r) {
        if (count <= 0) {
            return s;
        }
        VectorMask<Float> in = first(count);
        FloatVector g = fromArray(S, dy, dyi, in);
        if (gain != null) {
            g = g.mul(fromArray(S, gain, gi, in));
        }
        return s.blend(g.fma(fromArray(S, x, xi, in).sub(mean).mul(r), s), in);
    }

    /// max x
    static float max(float[] x, int at, int end) {
        FloatVector max = broadcast(S, Float.NEGATIVE_INFINITY);
        int i = at;
        for (; i <= end - L; i += L) {
            max = max.max(fromArray(S, x, i));
        }
        if (i < end) {
            VectorMask<Float> in = first(end - i);
            max = max.lanewise(VectorOperators.MAX, fromArray(S, x, i, in), in);
        }
        return largest(max);
    }

    /// y = e^((x − max) scale) and Σ y. `y` null: only the sum.
    static float expSum(float[] x, int at, int end, float max, float scale, float[] y, int yAt) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int shift = yAt - at;
        int i = at;
        for (; i <= end - GROUP; i += GROUP) {
            s0 = s0.add(exp(x, i, max, scale, y, shift));
            if (TWO) {
                s1 = s1.add(exp(x, i + L, max, scale, y, shift));
            }
            if (FOUR) {
                s2 = s2.add(exp(x, i + 2 * L, max, scale, y, shift));
                s3 = s3.add(exp(x, i + 3 * L, max, scale, y, shift));
            }
        }
        if (i < end) {
            s0 = expTail(s0, x, i, end, max, scale, y, shift);
            s1 = expTail(s1, x, i + L, end, max, scale, y, shift);
            s2 = expTail(s2, x, i + 2 * L, end, max, scale, y, shift);
            s3 = expTail(s3, x, i + 3 * L, end, max, scale, y, shift);
        }
        return tree(s0, s1, s2, s3);
    }

    private static FloatVector exp(float[] x, int i, float max, float scale, float[] y, int shift) {
        FloatVector e = VectorMath.exp(fromArray(S, x, i).sub(max).mul(scale));
        if (y != null) {
            e.intoArray(y, i + shift);
        }
        return e;
    }

    private static FloatVector expTail(FloatVector s, float[] x, int i, int end, float max, float scale, float[] y, int shift) {
        if (i >= end) {
            return s;
        }
        VectorMask<Float> in = first(end - i);
        FloatVector e = VectorMath.exp(fromArray(S, x, i, in).sub(max).mul(scale));
        if (y != null) {
            e.intoArray(y, i + shift, in);
        }
        return s.add(e, in);
    }
}
