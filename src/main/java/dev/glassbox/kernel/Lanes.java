package dev.glassbox.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The vector width of this machine, and how sums along a row give the same bits at every width.
///
/// A row sum has [ScalarRows#LANES] = 16 partial results. They fill one vector of 512 bits, two of 256 or four of 128, so
/// a reduction keeps up to four accumulators s0 … s3; at wider vectors the later ones stay unused.
final class Lanes {

    static final VectorSpecies<Float> S = choose(FloatVector.SPECIES_PREFERRED);
    /// Floats in one vector: 16, 8 or 4.
    static final int L = S.length();
    static final int GROUP = ScalarRows.LANES;
    static final boolean TWO = L <= 8;
    static final boolean FOUR = L <= 4;

    private static final VectorShuffle<Float> BY_8 = rotation(8);
    private static final VectorShuffle<Float> BY_4 = rotation(4);
    private static final VectorShuffle<Float> BY_2 = rotation(2);
    private static final VectorShuffle<Float> BY_1 = rotation(1);

    private Lanes() {
    }

    private static VectorSpecies<Float> choose(VectorSpecies<Float> preferred) {
        return switch (preferred.vectorBitSize()) {
            case 64, 128 -> FloatVector.SPECIES_128;
            case 256 -> FloatVector.SPECIES_256;
            default -> FloatVector.SPECIES_512;
        };
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.fromOp(S, i -> (i + by) % L);
    }

    /// Lanes 0 … count−1; count may lie outside 0 … L.
    static VectorMask<Float> first(int count) {
        return S.indexInRange(0, Math.max(0, count));
    }

    /// Joins the 16 partial results: those 8 apart, then 4, 2 and 1.
    static float tree(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        FloatVector s = s0;
        if (FOUR) {
            s = s0.add(s2).add(s1.add(s3));
        } else if (TWO) {
            s = s0.add(s1);
            s = s.add(s.rearrange(BY_4));
        } else {
            s = s.add(s.rearrange(BY_8));
            s = s.add(s.rearrange(BY_4));
        }
        s = s.add(s.rearrange(BY_2));
        s = s.add(s.rearrange(BY_1));
        return s.lane(0);
    }

    /// The largest lane.
    static float largest(FloatVector x) {
        FloatVector max = x;
        if (L > 8) {
            max = max.max(max.rearrange(BY_8));
        }
        if (L > 4) {
            max = max.max(max.rearrange(BY_4));
        }
        max = max.max(max.rearrange(BY_2));
        max = max.max(max.rearrange(BY_1));
        return max.lane(0);
    }
}
