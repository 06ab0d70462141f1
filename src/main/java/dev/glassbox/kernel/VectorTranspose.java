package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Transposes 16×16 floats in sixteen registers of 512 bits: the off-diagonal quarters change places, then the same happens
/// inside each quarter, down to single floats. Written out row by row because an array of vectors would live in memory.
final class VectorTranspose {

    private static final VectorShuffle<Float> TO_8 = rotation(8);
    private static final VectorShuffle<Float> LEFT_4 = rotation(4);
    private static final VectorShuffle<Float> LEFT_2 = rotation(2);
    private static final VectorShuffle<Float> LEFT_1 = rotation(1);
    private static final VectorShuffle<Float> RIGHT_4 = rotation(12);
    private static final VectorShuffle<Float> RIGHT_2 = rotation(14);
    private static final VectorShuffle<Float> RIGHT_1 = rotation(15);
    private static final VectorMask<Float> ODD_8 = VectorMask.fromLong(S, 0xff00);
    private static final VectorMask<Float> ODD_4 = VectorMask.fromLong(S, 0xf0f0);
    private static final VectorMask<Float> ODD_2 = VectorMask.fromLong(S, 0xcccc);
    private static final VectorMask<Float> ODD_1 = VectorMask.fromLong(S, 0xaaaa);

    private VectorTranspose() {
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.fromOp(S, i -> (i + by) % S.length());
    }

    /// y[j, i] = x[i, j]; rows of x are `ldx` apart, rows of y `ldy`.
    static void square(float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        FloatVector r0 = fromArray(S, x, xOff);
        FloatVector r1 = fromArray(S, x, xOff + ldx);
        FloatVector r2 = fromArray(S, x, xOff + 2 * ldx);
        FloatVector r3 = fromArray(S, x, xOff + 3 * ldx);
        FloatVector r4 = fromArray(S, x, xOff + 4 * ldx);
        FloatVector r5 = fromArray(S, x, xOff + 5 * ldx);
        FloatVector r6 = fromArray(S, x, xOff + 6 * ldx);
        FloatVector r7 = fromArray(S, x, xOff + 7 * ldx);
        FloatVector r8 = fromArray(S, x, xOff + 8 * ldx);
        FloatVector r9 = fromArray(S, x, xOff + 9 * ldx);
        FloatVector r10 = fromArray(S, x, xOff + 10 * ldx);
        FloatVector r11 = fromArray(S, x, xOff + 11 * ldx);
        FloatVector r12 = fromArray(S, x, xOff + 12 * ldx);
        FloatVector r13 = fromArray(S, x, xOff + 13 * ldx);
        FloatVector r14 = fromArray(S, x, xOff + 14 * ldx);
        FloatVector r15 = fromArray(S, x, xOff + 15 * ldx);
        FloatVector t = r0.blend(r8.rearrange(TO_8), ODD_8);
        r8 = r0.rearrange(TO_8).blend(r8, ODD_8);
        r0 = t;
        t = r1.blend(r9.rearrange(TO_8), ODD_8);
        r9 = r1.rearrange(TO_8).blend(r9, ODD_8);
        r1 = t;
        t = r2.blend(r10.rearrange(TO_8), ODD_8);
        r10 = r2.rearrange(TO_8).blend(r10, ODD_8);
        r2 = t;
        t = r3.blend(r11.rearrange(TO_8), ODD_8);
        r11 = r3.rearrange(TO_8).blend(r11, ODD_8);
        r3 = t;
        t = r4.blend(r12.rearrange(TO_8), ODD_8);
        r12 = r4.rearrange(TO_8).blend(r12, ODD_8);
        r4 = t;
        t = r5.blend(r13.rearrange(TO_8), ODD_8);
        r13 = r5.rearrange(TO_8).blend(r13, ODD_8);
        r5 = t;
        t = r6.blend(r14.rearrange(TO_8), ODD_8);
        r14 = r6.rearrange(TO_8).blend(r14, ODD_8);
        r6 = t;
        t = r7.blend(r15.rearrange(TO_8), ODD_8);
        r15 = r7.rearrange(TO_8).blend(r15, ODD_8);
        r7 = t;
        t = r0.blend(r4.rearrange(RIGHT_4), ODD_4);
        r4 = r0.rearrange(LEFT_4).blend(r4, ODD_4);
        r0 = t;
        t = r1.blend(r5.rearrange(RIGHT_4), ODD_4);
        r5 = r1.rearrange(LEFT_4).blend(r5, ODD_4);
        r1 = t;
        t = r2.blend(r6.rearrange(RIGHT_4), ODD_4);
        r6 = r2.rearrange(LEFT_4).blend(r6, ODD_4);
        r2 = t;
        t = r3.blend(r7.rearrange(RIGHT_4), ODD_4);
        r7 = r3.rearrange(LEFT_4).blend(r7, ODD_4);
        r3 = t;
        t = r8.blend(r12.rearrange(RIGHT_4), ODD_4);
        r12 = r8.rearrange(LEFT_4).blend(r12, ODD_4);
        r8 = t;
        t = r9.blend(r13.rearrange(RIGHT_4), ODD_4);
        r13 = r9.rearrange(LEFT_4).blend(r13, ODD_4);
        r9 = t;
        t = r10.blend(r14.rearrange(RIGHT_4), ODD_4);
        r14 = r10.rearrange(LEFT_4).blend(r14, ODD_4);
        r10 = t;
        t = r11.blend(r15.rearrange(RIGHT_4), ODD_4);
        r15 = r11.rearrange(LEFT_4).blend(r15, ODD_4);
        r11 = t;
        t = r0.blend(r2.rearrange(RIGHT_2), ODD_2);
        r2 = r0.rearrange(LEFT_2).blend(r2, ODD_2);
        r0 = t;
        t = r1.blend(r3.rearrange(RIGHT_2), ODD_2);
        r3 = r1.rearrange(LEFT_2).blend(r3, ODD_2);
        r1 = t;
        t = r4.blend(r6.rearrange(RIGHT_2), ODD_2);
        r6 = r4.rearrange(LEFT_2).blend(r6, ODD_2);
        r4 = t;
        t = r5.blend(r7.rearrange(RIGHT_2), ODD_2);
        r7 = r5.rearrange(LEFT_2).blend(r7, ODD_2);
        r5 = t;
        t = r8.blend(r10.rearrange(RIGHT_2), ODD_2);
        r10 = r8.rearrange(LEFT_2).blend(r10, ODD_2);
        r8 = t;
        t = r9.blend(r11.rearrange(RIGHT_2), ODD_2);
        r11 = r9.rearrange(LEFT_2).blend(r11, ODD_2);
        r9 = t;
        t = r12.blend(r14.rearrange(RIGHT_2), ODD_2);
        r14 = r12.rearrange(LEFT_2).blend(r14, ODD_2);
        r12 = t;
        t = r13.blend(r15.rearrange(RIGHT_2), ODD_2);
        r15 = r13.rearrange(LEFT_2).blend(r15, ODD_2);
        r13 = t;
        t = r0.blend(r1.rearrange(RIGHT_1), ODD_1);
        r1 = r0.rearrange(LEFT_1).blend(r1, ODD_1);
        r0 = t;
        t = r2.blend(r3.rearrange(RIGHT_1), ODD_1);
        r3 = r2.rearrange(LEFT_1).blend(r3, ODD_1);
        r2 = t;
        t = r4.blend(r5.rearrange(RIGHT_1), ODD_1);
        r5 = r4.rearrange(LEFT_1).blend(r5, ODD_1);
        r4 = t;
        t = r6.blend(r7.rearrange(RIGHT_1), ODD_1);
        r7 = r6.rearrange(LEFT_1).blend(r7, ODD_1);
        r6 = t;
        t = r8.blend(r9.rearrange(RIGHT_1), ODD_1);
        r9 = r8.rearrange(LEFT_1).blend(r9, ODD_1);
        r8 = t;
        t = r10.blend(r11.rearrange(RIGHT_1), ODD_1);
        r11 = r10.rearrange(LEFT_1).blend(r11, ODD_1);
        r10 = t;
        t = r12.blend(r13.rearrange(RIGHT_1), ODD_1);
        r13 = r12.rearrange(LEFT_1).blend(r13, ODD_1);
        r12 = t;
        t = r14.blend(r15.rearrange(RIGHT_1), ODD_1);
        r15 = r14.rearrange(LEFT_1).blend(r15, ODD_1);
        r14 = t;
        r0.intoArray(y, yOff);
        r1.intoArray(y, yOff + ldy);
        r2.intoArray(y, yOff + 2 * ldy);
        r3.intoArray(y, yOff + 3 * ldy);
        r4.intoArray(y, yOff + 4 * ldy);
        r5.intoArray(y, yOff + 5 * ldy);
        r6.intoArray(y, yOff + 6 * ldy);
        r7.intoArray(y, yOff + 7 * ldy);
        r8.intoArray(y, yOff + 8 * ldy);
        r9.intoArray(y, yOff + 9 * ldy);
        r10.intoArray(y, yOff + 10 * ldy);
        r11.intoArray(y, yOff + 11 * ldy);
        r12.intoArray(y, yOff + 12 * ldy);
        r13.intoArray(y, yOff + 13 * ldy);
        r14.intoArray(y, yOff + 14 * ldy);
        r15.intoArray(y, yOff + 15 * ldy);
    }
}
