package dev.glassbox.analysis;

/// Do counts agree with the probabilities they are said to come from? Pearson's test (1900): `χ² = Σ (observed − expected)² / expected`.
///
/// Outcomes expected fewer than five times are counted together, as the approximation needs. Under the theory χ² exceeds its value in a
/// share `p` of all repetitions: a small `p` speaks against it.
///
/// @param statistic χ²
/// @param degrees of freedom: groups compared less one
/// @param p share of repetitions at least as far off; 1 when there is nothing to compare
public record ChiSquare(double statistic, int degrees, double p) {

    private static final double FEWEST = 5;
    private static final double SIGNIFICANT = 0.01;
    private static final int TERMS = 10_000;
    /// Lanczos' coefficients for g = 7, n = 9 (Godfrey 2001).
    private static final double[] LANCZOS = {0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};

    /// @param counts how often each outcome came
    /// @param probabilities of the outcomes, sum 1; an outcome that is impossible but came makes χ² infinite
    public static ChiSquare of(long[] counts, double[] probabilities) {
        long n = 0;
        for (long count : counts) {
            n += count;
        }
        double statistic = 0;
        int groups = 0;
        long rareSeen = 0;
        double rareExpected = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = n * probabilities[i];
            if (expected == 0 && counts[i] > 0) {
                return new ChiSquare(Double.POSITIVE_INFINITY, 1, 0);
            }
            if (expected >= FEWEST) {
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                groups++;
            } else {
                rareSeen += counts[i];
                rareExpected += expected;
            }
        }
        if (rareExpected >= FEWEST) {
            statistic += (rareSeen - rareExpected) * (rareSeen - rareExpected) / rareExpected;
            groups++;
        }
        int degrees = Math.max(0, groups - 1);
        return new ChiSquare(statistic, degrees, degrees == 0 ? 1 : upperGamma(degrees / 2.0, statistic / 2));
    }

    /// Whether the counts could well come from the probabilities: fewer than one in a hundred honest dice are called unfair.
    public boolean agrees() {
        return p >= SIGNIFICANT;
    }

    /// `Q(a, x) = Γ(a, x) / Γ(a)`: a series below x = a + 1, Lentz's continued fraction above.
    static double upperGamma(double a, double x) {
        if (x <= 0) {
            return 1;
        }
        double front = StrictMath.exp(a * StrictMath.log(x) - x - logGamma(a));
        if (x < a + 1) {
            double term = 1 / a;
            double sum = term;
            for (int n = 1; n < TERMS && term > sum * 1e-16; n++) {
                term *= x / (a + n);
                sum += term;
            }
            return 1 - front * sum;
        }
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < TERMS; n++) {
            double an = -n * (n - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            h *= c * d;
            if (Math.abs(c * d - 1) < 1e-15) {
                break;
            }
        }
        return front * h;
    }

    private static double logGamma(double x) {
        if (x < 0.5) {
            return StrictMath.log(Math.PI / StrictMath.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double t = x + 6.5;
        return 0.5 * StrictMath.log(2 * Math.PI) + (x - 0.5) * StrictMath.log(t) - t + StrictMath.log(sum);
    }
}
