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

/// Sums along one row from index `at` to `end` − 1.
///
/// Four accumulators take turns: s0 gets the next vector and moves to the back of the queue, which is one, two or four
/// long, so that 16 partial results exist at every vector width. The last, incomplete vector touches only lanes that
/// have an element; then the queue is turned until the partial results are in order again.
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
        for (; i <= end - L; i += L) {
            FloatVector t = s0.add(fromArray(S, x, i));
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        if (i < end) {
            VectorMask<Float> in = first(end - i);
            FloatVector t = s0.add(fromArray(S, x, i, in), in);
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
            i += L;
        }
        for (; (i - at) % GROUP != 0; i += L) {
            FloatVector t = s0;
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        return tree(s0, s1, s2, s3);
    }

    /// Σ a b
    static float dot(float[] a, int at, int end, float[] b, int bAt) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int shift = bAt - at;
        int i = at;
        for (; i <= end - L; i += L) {
            FloatVector t = fromArray(S, a, i).fma(fromArray(S, b, i + shift), s0);
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        if (i < end) {
            VectorMask<Float> in = first(end - i);
            FloatVector t = s0.blend(fromArray(S, a, i, in).fma(fromArray(S, b, i + shift, in), s0), in);
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
            i += L;
        }
        for (; (i - at) % GROUP != 0; i += L) {
            FloatVector t = s0;
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        return tree(s0, s1, s2, s3);
    }

    /// Σ (x − mean)²
    static float centredSquares(float[] x, int at, int end, float mean) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = at;
        for (; i <= end - L; i += L) {
            FloatVector t = square(s0, fromArray(S, x, i).sub(mean));
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        if (i < end) {
            VectorMask<Float> in = first(end - i);
            FloatVector t = s0.blend(square(s0, fromArray(S, x, i, in).sub(mean)), in);
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
            i += L;
        }
        for (; (i - at) % GROUP != 0; i += L) {
            FloatVector t = s0;
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        return tree(s0, s1, s2, s3);
    }

    private static FloatVector square(FloatVector s, FloatVector x) {
        return x.fma(x, s);
    }

    /// Σ g x̂ with g = dy ⊙ gain and x̂ = (x − mean) r; `gain` may be null.
    static float dotNormed(int n, float[] x, int xAt, float[] dy, int dyAt, float[] gain, int gainAt, float mean, float r) {
        FloatVector s0 = broadcast(S, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector g = fromArray(S, dy, dyAt + i);
            if (gain != null) {
                g = g.mul(fromArray(S, gain, gainAt + i));
            }
            FloatVector t = g.fma(fromArray(S, x, xAt + i).sub(mean).mul(r), s0);
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        if (i < n) {
            VectorMask<Float> in = first(n - i);
            FloatVector g = fromArray(S, dy, dyAt + i, in);
            if (gain != null) {
                g = g.mul(fromArray(S, gain, gainAt + i, in));
            }
            FloatVector t = s0.blend(g.fma(fromArray(S, x, xAt + i, in).sub(mean).mul(r), s0), in);
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
            i += L;
        }
        for (; i % GROUP != 0; i += L) {
            FloatVector t = s0;
            s0 = TWO ? s1 : t;
            s1 = FOUR ? s2 : t;
            s2 = s3;
            s3 = t;
        }
        return tree(s0, s1, s2, s3);
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

    /// y = e^((x − max) scale); returns Σ y.
    ///
    /// Exponentials first, sum afterwards: a vector that is one thing in whole steps and another at the end of the row would
    /// leave the registers for the heap.
    static float expSum(float[] x, int at, int end, float max, float scale, float[] y, int yAt) {
        int shift = yAt - at;
        int i = at;
        for (; i <= end - L; i += L) {
            VectorMath.exp(fromArray(S, x, i).sub(max).mul(scale)).intoArray(y, i + shift);
        }
        if (i < end) {
            expTail(x, i, end, max, scale, y, i + shift);
        }
        return sum(y, yAt, end + shift);
    }

    private static void expTail(float[] x, int at, int end, float max, float scale, float[] y, int yAt) {
        VectorMask<Float> in = first(end - at);
        VectorMath.exp(fromArray(S, x, at, in).sub(max).mul(scale)).intoArray(y, yAt, in);
    }
}
