package dev.glassbox.kernel;

/// Random numbers computed from (seed, purpose, counter): the same three always give the same bits, on every machine.
///
/// Streams of different purposes ("initial h.0.mlp.c_fc.weight", "batches") are independent, so drawing more from one never
/// changes another. The whole state is [#position()], which can be saved and restored exactly. Not for secrets.
public final class CounterRandom {

    /// 2⁶⁴ / golden ratio, odd: consecutive counters differ in many bits.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key1;
    private final long key2;
    private long position;

    private CounterRandom(long key1, long key2) {
        this.key1 = key1;
        this.key2 = key2;
    }

    /// The stream for one purpose of one experiment, at position 0.
    public static CounterRandom of(long seed, String purpose) {
        long key1 = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            key1 = mix((key1 ^ purpose.charAt(i)) + GOLDEN);
        }
        return new CounterRandom(key1, mix(key1 ^ GOLDEN));
    }

    /// The 64 random bits that belong to a counter; does not move the position.
    public long bits(long counter) {
        return mix(mix(counter * GOLDEN + key1) ^ key2);
    }

    /// How many times [#nextLong()] has been called, directly or by the methods below.
    public long position() {
        return position;
    }

    public void position(long position) {
        this.position = position;
    }

    public long nextLong() {
        return bits(position++);
    }

    /// Uniform in [0, 1), a multiple of 2⁻²⁴.
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /// Uniform in [0, 1), a multiple of 2⁻⁵³.
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// Uniform in 0 … bound−1, every value exactly equally likely (Lemire 2019).
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("The bound of a random number must be positive, not " + bound + ".");
        }
        // The few values below 2³² mod bound would make some results more likely; draw again.
        int threshold = Integer.remainderUnsigned(-bound, bound);
        long product;
        do {
            product = (nextLong() >>> 32) * bound;
        } while (Integer.compareUnsigned((int) product, threshold) < 0);
        return (int) (product >>> 32);
    }

    /// Normal with mean 0 and standard deviation 1 (Box and Muller 1958). Takes two counters.
    public double nextGaussian() {
        double radius = radius();
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /// x[i] = standard deviation · normal, for i = from … to−1. Takes two counters for every two elements.
    public void fillGaussian(float[] x, int from, int to, float standardDeviation) {
        for (int i = from; i < to; i += 2) {
            double radius = radius() * standardDeviation;
            double angle = 2 * Math.PI * nextDouble();
            x[i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < to) {
                x[i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
    }

    private double radius() {
        double u = 1 - nextDouble();
        return StrictMath.sqrt(-2 * StrictMath.log(u));
    }

    /// A bijection of 64 bits in which every input bit changes about half of the output bits (Stafford's variant 13).
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
