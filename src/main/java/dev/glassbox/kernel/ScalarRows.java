package dev.glassbox.kernel;

import static dev.glassbox.kernel.Fma.fma;

import java.util.Arrays;

/// Reductions, softmax, norms and loss, row by row. Sums along a row run in 16 lanes that are joined in a fixed tree.
interface ScalarRows extends RowKernels {

    int LANES = 16;

    @Override
    default float sum(int n, float[] x, int xOff) {
        float[] lanes = new float[LANES];
        for (int j = 0; j < n; j++) {
            lanes[j % LANES] += x[xOff + j];
        }
        return tree(lanes);
    }

    @Override
    default float sumSquares(int n, float[] x, int xOff) {
        return dot(n, x, xOff, x, xOff);
    }

    @Override
    default float dot(int n, float[] a, int aOff, float[] b, int bOff) {
        float[] lanes = new float[LANES];
        for (int j = 0; j < n; j++) {
            lanes[j % LANES] = fma(a[aOff + j], b[bOff + j], lanes[j % LANES]);
        }
        return tree(lanes);
    }

    @Override
    default float max(int n, float[] x, int xOff) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, x[xOff + j]);
        }
        return max;
    }

    /// Joins lanes 8 apart, then 4, 2 and 1.
    static float tree(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                lanes[j] += lanes[j + half];
            }
        }
        return lanes[0];
    }

    @Override
    default void softmaxRows(int rows, int n, float scale, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        softmaxRowsCausal(rows, n, n, scale, x, xOff, ldx, y, yOff, ldy);
    }

    @Override
    default void softmaxRowsCausal(int rows, int n, int past, float scale, float[] x, int xOff, int ldx,
                                   float[] y, int yOff, int ldy) {
        for (int i = 0; i < rows; i++) {
            int limit = Math.min(n, past + i + 1);
            int xRow = xOff + i * ldx;
            int yRow = yOff + i * ldy;
            // Subtracting the largest score changes nothing but keeps exp from overflowing.
            float max = max(limit, x, xRow);
            for (int j = 0; j < limit; j++) {
                y[yRow + j] = FloatMath.exp((x[xRow + j] - max) * scale);
            }
            float inverse = 1 / sum(limit, y, yRow);
            for (int j = 0; j < limit; j++) {
                y[yRow + j] *= inverse;
            }
            Arrays.fill(y, yRow + limit, yRow + n, 0);
        }
    }

    @Override
    default void softmaxBackwardRows(int rows, int n, float scale, float[] p, int pOff, int ldp,
                                     float[] dp, int dpOff, int lddp, float[] dx, int dxOff, int lddx) {
        softmaxBackwardRowsCausal(rows, n, n, scale, p, pOff, ldp, dp, dpOff, lddp, dx, dxOff, lddx);
    }

    @Override
    default void softmaxBackwardRowsCausal(int rows, int n, int past, float scale, float[] p, int pOff, int ldp,
                                           float[] dp, int dpOff, int lddp, float[] dx, int dxOff, int lddx) {
        for (int i = 0; i < rows; i++) {
            int limit = Math.min(n, past + i + 1);
            int pRow = pOff + i * ldp;
            int dpRow = dpOff + i * lddp;
            int dxRow = dxOff + i * lddx;
            float mean = dot(limit, p, pRow, dp, dpRow);
            for (int j = 0; j < limit; j++) {
                dx[dxRow + j] = (dp[dpRow + j] - mean) * p[pRow + j] * scale;
            }
            Arrays.fill(dx, dxRow + limit, dxRow + n, 0);
        }
    }

    @Override
    default void layerNormRows(int rows, int n, float eps, float[] x, int xOff, int ldx, float[] gain, int gainOff,
                               float[] bias, int biasOff, float[] y, int yOff, int ldy, float[] mean, float[] rstd, int statOff) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOff + i * ldx;
            int yRow = yOff + i * ldy;
            float mu = sum(n, x, xRow) / n;
            float[] lanes = new float[LANES];
            for (int j = 0; j < n; j++) {
                float centred = x[xRow + j] - mu;
                lanes[j % LANES] = fma(centred, centred, lanes[j % LANES]);
            }
            float r = 1 / (float) Math.sqrt(tree(lanes) / n + eps);
            for (int j = 0; j < n; j++) {
                float normed = (x[xRow + j] - mu) * r;
                float g = gain == null ? 1 : gain[gainOff + j];
                y[yRow + j] = bias == null ? normed * g : fma(normed, g, bias[biasOff + j]);
            }
            mean[statOff + i] = mu;
            rstd[statOff + i] = r;
        }
    }

    @Override
    default void layerNormBackwardRows(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                       float[] gain, int gainOff, float[] mean, float[] rstd, int statOff,
                                       float[] dx, int dxOff, int lddx, boolean accumulate) {
        for (int i = 0; i < rows; i++) {
            // Forward: y = x̂ gain + bias with x̂ = (x − mean) rstd, where mean and rstd depend on every x of the row.
            int dyRow = dyOff + i * lddy;
            int xRow = xOff + i * ldx;
            int dxRow = dxOff + i * lddx;
            float mu = mean[statOff + i];
            float r = rstd[statOff + i];
            float meanG = (gain == null ? sum(n, dy, dyRow) : dot(n, dy, dyRow, gain, gainOff)) / n;
            float meanGNormed = dotNormed(n, dy, dyRow, x, xRow, gain, gainOff, mu, r) / n;
            for (int j = 0; j < n; j++) {
                float g = gain == null ? dy[dyRow + j] : dy[dyRow + j] * gain[gainOff + j];
                float normed = (x[xRow + j] - mu) * r;
                float inner = fma(normed, -meanGNormed, g - meanG);
                dx[dxRow + j] = accumulate ? fma(inner, r, dx[dxRow + j]) : inner * r;
            }
        }
    }

    /// Σⱼ g x̂ with g = dy ⊙ gain and x̂ = (x − mean) r
    private static float dotNormed(int n, float[] dy, int dyRow, float[] x, int xRow, float[] gain, int gainOff,
                                   float mean, float r) {
        float[] lanes = new float[LANES];
        for (int j = 0; j < n; j++) {
            float g = gain == null ? dy[dyRow + j] : dy[dyRow + j] * gain[gainOff + j];
            float normed = (x[xRow + j] - mean) * r;
            lanes[j % LANES] = fma(g, normed, lanes[j % LANES]);
        }
        return tree(lanes);
    }

    @Override
    default void layerNormGainGradient(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                       float[] mean, float[] rstd, int statOff, float[] dgain, int dgainOff) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                float normed = (x[xOff + i * ldx + j] - mean[statOff + i]) * rstd[statOff + i];
                dgain[dgainOff + j] = fma(dy[dyOff + i * lddy + j], normed, dgain[dgainOff + j]);
            }
        }
    }

    @Override
    default void rmsNormRows(int rows, int n, float eps, float[] x, int xOff, int ldx, float[] gain, int gainOff,
                             float[] y, int yOff, int ldy, float[] rrms, int statOff) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOff + i * ldx;
            int yRow = yOff + i * ldy;
            float r = 1 / (float) Math.sqrt(sumSquares(n, x, xRow) / n + eps);
            for (int j = 0; j < n; j++) {
                float g = gain == null ? 1 : gain[gainOff + j];
                y[yRow + j] = x[xRow + j] * r * g;
            }
            rrms[statOff + i] = r;
        }
    }

    @Override
    default void rmsNormBackwardRows(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                     float[] gain, int gainOff, float[] rrms, int statOff,
                                     float[] dx, int dxOff, int lddx, boolean accumulate) {
        for (int i = 0; i < rows; i++) {
            // Forward: y = x̂ gain with x̂ = x rrms, where rrms depends on every x of the row.
            int dyRow = dyOff + i * lddy;
            int xRow = xOff + i * ldx;
            int dxRow = dxOff + i * lddx;
            float r = rrms[statOff + i];
            float meanGNormed = dotNormed(n, dy, dyRow, x, xRow, gain, gainOff, 0, r) / n;
            for (int j = 0; j < n; j++) {
                float g = gain == null ? dy[dyRow + j] : dy[dyRow + j] * gain[gainOff + j];
                float inner = fma(x[xRow + j] * r, -meanGNormed, g);
                dx[dxRow + j] = accumulate ? fma(inner, r, dx[dxRow + j]) : inner * r;
            }
        }
    }

    @Override
    default void rmsNormGainGradient(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                     float[] rrms, int statOff, float[] dgain, int dgainOff) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                float normed = x[xOff + i * ldx + j] * rrms[statOff + i];
                dgain[dgainOff + j] = fma(dy[dyOff + i * lddy + j], normed, dgain[dgainOff + j]);
            }
        }
    }

    @Override
    default void crossEntropyRows(int rows, int n, float scale, float[] x, int xOff, int ldx, int[] target, int targetOff,
                                  float[] loss, int lossOff, float[] dx, int dxOff, int lddx) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOff + i * ldx;
            int dxRow = dxOff + i * lddx;
            int y = target[targetOff + i];
            if (y < 0) {
                loss[lossOff + i] = 0;
                if (dx != null) {
                    Arrays.fill(dx, dxRow, dxRow + n, 0);
                }
                continue;
            }
            float max = max(n, x, xRow);
            float[] lanes = new float[LANES];
            for (int j = 0; j < n; j++) {
                lanes[j % LANES] += FloatMath.exp(x[xRow + j] - max);
            }
            float sum = tree(lanes);
            // −ln (e^(x_y − max) / sum)
            loss[lossOff + i] = FloatMath.log(sum) - (x[xRow + y] - max);
            if (dx != null) {
                float factor = scale / sum;
                for (int j = 0; j < n; j++) {
                    dx[dxRow + j] = FloatMath.exp(x[xRow + j] - max) * factor;
                }
                dx[dxRow + y] -= scale;
            }
        }
    }
}
