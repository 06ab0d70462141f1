package dev.glassbox.kernel;

/// a · b + c of three `float`, rounded once: [Math#fma] where the processor has an instruction for it.
///
/// Where it has none (Intel before 2013, its cheapest laptops longer), [Math#fma] computes with big decimals and a training step takes hours. There the same
/// bits come from arithmetic in `double`: the product of two floats is exact in it, only the sum is rounded, and that once more to `float`.
/// Two roundings differ from one only if the sum lies exactly between two floats; then it is first moved to its neighbour towards the exact
/// value if its last bit is even ("round to odd", Boldo and Melquiond 2008).
final class Fma {

    /// Half a unit in the last place of a `float`, in the bits a `double` has beyond it.
    private static final long HALF = 0x10000000;
    private static final long BEYOND_FLOAT = 0x1fffffff;
    private static final int ROUNDS = 40;
    private static final int CALLS = 10;
    /// Far more than the instruction takes in interpreted code, far less than the big decimals take in compiled code.
    private static final long FAST_NANOS = 200;

    /// Whether [Math#fma] is an instruction here. A wrong answer would cost time, never a bit.
    static final boolean IN_HARDWARE = fast();

    private Fma() {
    }

    static float fma(float a, float b, float c) {
        return IN_HARDWARE ? Math.fma(a, b, c) : inDoubles(a, b, c);
    }

    static float inDoubles(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        long bits = Double.doubleToRawLongBits(sum);
        if ((bits & BEYOND_FLOAT) != HALF && Math.abs(sum) >= Float.MIN_NORMAL) {
            return (float) sum;
        }
        // What the sum lost (Knuth's two-sum).
        double added = sum - product;
        double lost = (product - (sum - added)) + (c - added);
        if ((bits & 1) == 0 && (lost > 0 || lost < 0)) {
            bits += (lost > 0) == (sum > 0) ? 1 : -1;
        }
        return (float) Double.longBitsToDouble(bits);
    }

    private static boolean fast() {
        float x = 0.7f;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                x = Math.fma(x, 0.7f, 0.3f);
            }
            least = Math.min(least, System.nanoTime() - begin);
        }
        return x > 0 && least < CALLS * FAST_NANOS;
    }
}
