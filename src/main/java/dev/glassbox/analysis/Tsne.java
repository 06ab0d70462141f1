package dev.glassbox.analysis;

import dev.glassbox.kernel.CounterRandom;
import java.util.Arrays;

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
    private final int d;
    private final int k;
    private final double perplexity;
    private float[] p;
    /// `[k][n]`: one array an axis.
    private final double[][] y;
    private final double[][] velocity;
    private final double[][] gains;
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
        this.d = d;
        this.k = k;
        this.perplexity = Math.max(1, Math.min(perplexity, (n - 1) / 3.0));
        this.p = Neighbourhoods.joint(rows, n, d, this.perplexity);
        this.rate = Math.max(n / EXAGGERATION / 4, 50);
        this.velocity = new double[k][n];
        this.gains = new double[k][n];
        this.y = new double[k][n];
        CounterRandom random = CounterRandom.of(seed, "tsne");
        for (int c = 0; c < k; c++) {
            Arrays.fill(gains[c], 1);
            Arrays.setAll(y[c], _ -> 1e-4 * random.nextGaussian());
        }
    }

    /// The same points at another moment: the map stays as it is, and further steps lead it from here to their new neighbourhoods. So
    /// a map of a model that trains glides, where a new one from new first places would look like another map.
    ///
    /// @param rows `[n, d]`, finite
    public void move(float[] rows) {
        p = Neighbourhoods.joint(rows, n, d, perplexity);
    }

    /// One iteration of gradient descent with momentum and a gain per coordinate.
    public void step() {
        double[][] gradient = gradient(steps < EARLY ? EXAGGERATION : 1);
        double momentum = steps < EARLY ? 0.5 : 0.8;
        for (int c = 0; c < k; c++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                boolean sameWay = gradient[c][i] > 0 == velocity[c][i] > 0;
                gains[c][i] = Math.max(0.01, sameWay ? gains[c][i] * 0.8 : gains[c][i] + 0.2);
                velocity[c][i] = momentum * velocity[c][i] - rate * gains[c][i] * gradient[c][i];
                y[c][i] += velocity[c][i];
                mean += y[c][i] / n;
            }
            for (int i = 0; i < n; i++) {
                y[c][i] -= mean;
            }
        }
        steps++;
    }

    public int stepsDone() {
        return steps;
    }

    /// The map now, `[n, k]`.
    public float[] coords() {
        float[] coords = new float[n * k];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                coords[i * k + c] = (float) y[c][i];
            }
        }
        return coords;
    }

    /// Pull of neighbours and push of all pairs in one pass: the pull needs no normaliser, the push is divided by it at
    /// the end. Every pair is visited from both sides, so that the inner loops only write to place j and the compiler
    /// can do many of them at once.
    private double[][] gradient(double exaggeration) {
        double[][] pull = new double[k][n];
        double[][] push = new double[k][n];
        double[] near = new double[n];
        double[] total = new double[n];
        for (int i = 0; i < n; i++) {
            Arrays.fill(near, 1);
            for (double[] axis : y) {
                addSquares(axis, axis[i], near);
            }
            invert(near, total);
            for (int c = 0; c < k; c++) {
                addForces(i * n, y[c], y[c][i], near, pull[c], push[c]);
            }
        }
        double sum = -n; // every point is near itself
        for (double t : total) {
            sum += t;
        }
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < n; i++) {
                pull[c][i] = 4 * (exaggeration * pull[c][i] - (sum > 0 ? push[c][i] / sum : 0));
            }
        }
        return pull;
    }

    private static void addSquares(double[] axis, double own, double[] near) {
        for (int j = 0; j < near.length; j++) {
            double difference = axis[j] - own;
            near[j] += difference * difference;
        }
    }

    /// `near_j ← 1 / near_j`, added up.
    private static void invert(double[] near, double[] total) {
        for (int j = 0; j < near.length; j++) {
            near[j] = 1 / near[j];
            total[j] += near[j];
        }
    }

    private void addForces(int row, double[] axis, double own, double[] near, double[] pull, double[] push) {
        for (int j = 0; j < near.length; j++) {
            double force = near[j] * (axis[j] - own);
            pull[j] += p[row + j] * force;
            push[j] += near[j] * force;
        }
    }
}
