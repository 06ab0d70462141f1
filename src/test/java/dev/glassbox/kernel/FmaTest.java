package dev.glassbox.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A fused multiply-add in doubles gives the bits of the real one.
class FmaTest {

    private static void assertSame(float a, float b, float c) {
        assertEquals(Float.floatToIntBits(Math.fma(a, b, c)), Float.floatToIntBits(Fma.inDoubles(a, b, c)), a + " · " + b + " + " + c);
    }

    @Test
    void anyBits() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 300_000; i++) {
            assertSame(Float.intBitsToFloat(random.nextInt()), Float.intBitsToFloat(random.nextInt()), Float.intBitsToFloat(random.nextInt()));
        }
    }

    @Test
    void termsOfLikeSize() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 300_000; i++) {
            float a = (float) (random.nextDouble() - 0.5);
            float b = (float) (random.nextDouble() - 0.5);
            assertSame(a, b, a * b * (float) (4 * random.nextDouble() - 2));
        }
    }

    /// c is odd in its last bits and the product reaches half a unit of it, or the least bit less or more.
    @Test
    void sumsThatLieBetweenTwoFloats() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 300_000; i++) {
            float c = (1 << 23) + random.nextInt(1 << 23);
            float a = 0.5f + random.nextInt(-2, 3) * 0x1p-24f;
            float b = 1 + random.nextInt(-2, 3) * 0x1p-23f;
            float scale = Math.scalb(1f, random.nextInt(-60, 60));
            assertSame(random.nextBoolean() ? a : -a, b * scale, random.nextBoolean() ? c * scale : -c * scale);
        }
    }

    @Test
    void sumsBelowTheNormalFloats() {
        var random = new SplittableRandom(4);
        for (int i = 0; i < 300_000; i++) {
            float a = (float) (random.nextDouble() - 0.5) * 0x1p-70f;
            float b = (float) (random.nextDouble() - 0.5) * 0x1p-70f;
            assertSame(a, b, Float.intBitsToFloat(random.nextInt(1 << 24)));
            assertSame(0.5f, Float.intBitsToFloat(random.nextInt(1 << 24)), random.nextInt(-2, 3) * Float.MIN_VALUE);
        }
    }

    @Test
    void zerosAndInfinities() {
        float[] values = {0f, -0f, 1, -1, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        for (float a : values) {
            for (float b : values) {
                for (float c : values) {
                    assertSame(a, b, c);
                }
            }
        }
    }
}
