package dev.glassbox.analysis;

import dev.glassbox.kernel.CounterRandom;

/// t-SNE (van der Maaten and Hinton 2008), exact: all pairs are compared, one [#step()] an iteration, so that a caller
/// can show the picture growing and stop at any time.
///
/// Neighbourhoods in the d axes, `p_j|i ∝ exp(−β_i |x_i − x_j|²)` with β_i chosen so that each row has the wanted
/// perplexity, `p_ij = (p_j|i + p_i|j) / 2n`, are matched on the map by `q_ij ∝ 1 / (1 + |y_i − y_j|²)`; gradient
/// `4 Σ_j (p_ij − q_ij)(y_i − y_j) / (1 + |y_i − y_j|²)`. The first 250 steps multiply p by 12. Distances between
/// groups on such a map mean nothing.
public final class Tsne {
    /// Most points: memory and time grow with their square.
    public static final int LIMIT = 5_000;
    /// How many steps are usual.
    public static final int USUAL_STEPS = 1_000;

    private static final int EARLY = 250;
    private static final double EXAGGERATION = 12;

    private final int n;
    private final int k;
    private final float[] p;
    private final double[] y;
    private final double[] velocity;
    private final double[] gains;
    private final double rate;
    private int steps;

    /// @param rows `[n, d]`, finite
    /// @param k axes of the map
    /// @param perplexity about how many neighbours count, 5 to 50 is usual; lowered to (n − 1) / 3 when there are few rows
    public Tsne(float[] rows, int n, int d, int k, double perplexity, long seed) {
        if (n < 1 || n > LIMIT || k < 1 || rows.length < (long) n * d) {
            throw new IllegalArgumentException("t-SNE compares all pairs of rows; it takes 1 to " + LIMIT + " rows, not " + n);
        }
        if (!(perplexity >= 1)) {
            throw new IllegalArgumentException("the perplexity is " + perplexity + "; it must be 1 or more");
        }
        this.n = n;
        this.k = k;
        this.p = Neighbourhoods.joint(rows, n, d, Math.max(1, Math.min(perplexity, (n - 1) / 3.0)));
        this.rate = Math.max(n / EXAGGERATION / 4, 50);
        this.velocity = new double[n * k];
        this.gains = new double[n * k];
        this.y = new double[n * k];
        CounterRandom random = CounterRandom.of(seed, "tsne");
        for (int i = 0; i < y.length; i++) {
            gains[i] = 1;
            y[i] = 1e-4 * random.nextGaussian();
        }
    }

    /// One iteration of gradient descent with momentum and a gain per coordinate.
    public void step() {
        double[] gradient = gradient(steps < EARLY ? EXAGGERATION : 1);
        double momentum = steps < EARLY ? 0.5 : 0.8;
        for (int i = 0; i < y.length; i++) {
            boolean sameWay = gradient[i] > 0 == velocity[i] > 0;
            gains[i] = Math.max(0.01, sameWay ? gains[i] * 0.8 : gains[i] + 0.2);
            velocity[i] = momentum * velocity[i] - rate * gains[i] * gradient[i];
            y[i] += velocity[i];
        }
        centre();
        steps++;
    }

    public int stepsDone() {
        return steps;
    }

    /// The map now, `[n, k]`.
    public float[] coords() {
        float[] coords = new float[y.length];
        for (int i = 0; i < coords.length; i++) {
            coords[i] = (float) y[i];
        }
        return coords;
    }

    /// Pull of neighbours and push of all pairs in one pass: the pull needs no normaliser, the push is divided by it at
    /// the end.
    private double[] gradient(double exaggeration) {
        double[] pull = new double[n * k];
        double[] push = new double[n * k];
        double[] difference = new double[k];
        double total = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double distance = 0;
                for (int c = 0; c < k; c++) {
                    difference[c] = y[i * k + c] - y[j * k + c];
                    distance += difference[c] * difference[c];
                }
                double near = 1 / (1 + distance);
                total += 2 * near;
                for (int c = 0; c < k; c++) {
                    double attract = p[i * n + j] * near * difference[c];
                    double repel = near * near * difference[c];
                    pull[i * k + c] += attract;
                    pull[j * k + c] -= attract;
                    push[i * k + c] += repel;
                    push[j * k + c] -= repel;
                }
            }
        }
        for (int i = 0; i < pull.length; i++) {
            pull[i] = 4 * (exaggeration * pull[i] - (total > 0 ? push[i] / total : 0));
        }
        return pull;
    }

    private void centre() {
        for (int c = 0; c < k; c++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += y[i * k + c] / n;
            }
            for (int i = 0; i < n; i++) {
                y[i * k + c] -= mean;
            }
        }
    }
}
