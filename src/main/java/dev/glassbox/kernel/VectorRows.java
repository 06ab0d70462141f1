package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// [ScalarRows] with whole vectors along the row; sums in [VectorReductions].
interface VectorRows extends ScalarRows {

    @Override
    default float sum(int n, float[] x, int xOff) {
        return VectorReductions.sum(x, xOff, xOff + n);
    }

    @Override
    default float dot(int n, float[] a, int aOff, float[] b, int bOff) {
        return VectorReductions.dot(a, aOff, aOff + n, b, bOff);
    }

    @Override
    default float max(int n, float[] x, int xOff) {
        return VectorReductions.max(x, xOff, xOff + n);
    }

    @Override
    default void softmaxRowsCausal(int rows, int n, int past, float scale, float[] x, int xOff, int ldx,
                                   float[] y, int yOff, int ldy) {
        for (int i = 0; i < rows; i++) {
            int limit = Math.min(n, past + i + 1);
            int xRow = xOff + i * ldx;
            int yRow = yOff + i * ldy;
            float max = VectorReductions.max(x, xRow, xRow + limit);
            float sum = VectorReductions.expSum(x, xRow, xRow + limit, max, scale, y, yRow);
            scaleRow(limit, 1 / sum, y, yRow);
            Arrays.fill(y, yRow + limit, yRow + n, 0);
        }
    }

    private static void scaleRow(int n, float factor, float[] y, int yRow) {
        int end = S.loopBound(n);
        for (int j = 0; j < end; j += L) {
            fromArray(S, y, yRow + j).mul(factor).intoArray(y, yRow + j);
        }
        for (int j = end; j < n; j++) {
            y[yRow + j] *= factor;
        }
    }

    @Override
    default void softmaxBackwardRowsCausal(int rows, int n, int past, float scale, float[] p, int pOff, int ldp,
                                           float[] dp, int dpOff, int lddp, float[] dx, int dxOff, int lddx) {
        for (int i = 0; i < rows; i++) {
            int limit = Math.min(n, past + i + 1);
            int pRow = pOff + i * ldp;
            int dpRow = dpOff + i * lddp;
            int dxRow = dxOff + i * lddx;
            float mean = VectorReductions.dot(p, pRow, pRow + limit, dp, dpRow);
            int end = S.loopBound(limit);
            for (int j = 0; j < end; j += L) {
                fromArray(S, dp, dpRow + j).sub(mean).mul(fromArray(S, p, pRow + j)).mul(scale).intoArray(dx, dxRow + j);
            }
            for (int j = end; j < limit; j++) {
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
            float mu = VectorReductions.sum(x, xRow, xRow + n) / n;
            float r = 1 / (float) Math.sqrt(VectorReductions.centredSquares(x, xRow, xRow + n, mu) / n + eps);
            normalize(n, mu, r, x, xRow, gain, gainOff, bias, biasOff, y, yOff + i * ldy);
            mean[statOff + i] = mu;
            rstd[statOff + i] = r;
        }
    }

    @Override
    default void rmsNormRows(int rows, int n, float eps, float[] x, int xOff, int ldx, float[] gain, int gainOff,
                             float[] y, int yOff, int ldy, float[] rrms, int statOff) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOff + i * ldx;
            float r = 1 / (float) Math.sqrt(VectorReductions.dot(x, xRow, xRow + n, x, xRow) / n + eps);
            normalize(n, 0, r, x, xRow, gain, gainOff, null, 0, y, yOff + i * ldy);
            rrms[statOff + i] = r;
        }
    }

    /// y = (x − mean) r ⊙ gain + bias
    private static void normalize(int n, float mean, float r, float[] x, int xRow, float[] gain, int gainOff,
                                  float[] bias, int biasOff, float[] y, int yRow) {
        int end = S.loopBound(n);
        for (int j = 0; j < end; j += L) {
            FloatVector normed = fromArray(S, x, xRow + j).sub(mean).mul(r);
            FloatVector g = gain == null ? broadcast(S, 1) : fromArray(S, gain, gainOff + j);
            FloatVector out = bias == null ? normed.mul(g) : normed.fma(g, fromArray(S, bias, biasOff + j));
            out.intoArray(y, yRow + j);
        }
        for (int j = end; j < n; j++) {
            float normed = (x[xRow + j] - mean) * r;
            float g = gain == null ? 1 : gain[gainOff + j];
            y[yRow + j] = bias == null ? normed * g : Math.fma(normed, g, bias[biasOff + j]);
        }
    }

    @Override
    default void layerNormBackwardRows(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                       float[] gain, int gainOff, float[] mean, float[] rstd, int statOff,
                                       float[] dx, int dxOff, int lddx, boolean accumulate) {
        for (int i = 0; i < rows; i++) {
            int dyRow = dyOff + i * lddy;
            int xRow = xOff + i * ldx;
            float mu = mean[statOff + i];
            float r = rstd[statOff + i];
            float sumG = gain == null ? VectorReductions.sum(dy, dyRow, dyRow + n)
                : VectorReductions.dot(dy, dyRow, dyRow + n, gain, gainOff);
            float sumGNormed = VectorReductions.dotNormed(n, x, xRow, dy, dyRow, gain, gainOff, mu, r);
            normBackward(n, dy, dyRow, x, xRow, gain, gainOff, mu, r, sumG / n, sumGNormed / n, dx, dxOff + i * lddx, accumulate);
        }
    }

    @Override
    default void rmsNormBackwardRows(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                     float[] gain, int gainOff, float[] rrms, int statOff,
                                     float[] dx, int dxOff, int lddx, boolean accumulate) {
        for (int i = 0; i < rows; i++) {
            int dyRow = dyOff + i * lddy;
            int xRow = xOff + i * ldx;
            float r = rrms[statOff + i];
            float sumGNormed = VectorReductions.dotNormed(n, x, xRow, dy, dyRow, gain, gainOff, 0, r);
            normBackward(n, dy, dyRow, x, xRow, gain, gainOff, 0, r, 0, sumGNormed / n, dx, dxOff + i * lddx, accumulate);
        }
    }

    /// dx (+)= r (g − meanG − x̂ meanGNormed)
    private static void normBackward(int n, float[] dy, int dyRow, float[] x, int xRow, float[] gain, int gainOff,
                                     float mean, float r, float meanG, float meanGNormed,
                                     float[] dx, int dxRow, boolean accumulate) {
        int end = S.loopBound(n);
        for (int j = 0; j < end; j += L) {
            FloatVector g = fromArray(S, dy, dyRow + j);
            if (gain != null) {
                g = g.mul(fromArray(S, gain, gainOff + j));
            }
            FloatVector normed = fromArray(S, x, xRow + j).sub(mean).mul(r);
            FloatVector inner = normed.fma(broadcast(S, -meanGNormed), g.sub(meanG));
            FloatVector out = accumulate ? inner.fma(broadcast(S, r), fromArray(S, dx, dxRow + j)) : inner.mul(r);
            out.intoArray(dx, dxRow + j);
        }
        for (int j = end; j < n; j++) {
            float g = gain == null ? dy[dyRow + j] : dy[dyRow + j] * gain[gainOff + j];
            float inner = Math.fma((x[xRow + j] - mean) * r, -meanGNormed, g - meanG);
            dx[dxRow + j] = accumulate ? Math.fma(inner, r, dx[dxRow + j]) : inner * r;
        }
    }

    @Override
    default void layerNormGainGradient(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                       float[] mean, float[] rstd, int statOff, float[] dgain, int dgainOff) {
        int j = 0;
        for (; j <= n - 2 * L; j += 2 * L) {
            gainOfTwo(rows, dy, dyOff + j, lddy, x, xOff + j, ldx, mean, rstd, statOff, dgain, dgainOff + j);
        }
        for (; j <= n - L; j += L) {
            FloatVector sum = fromArray(S, dgain, dgainOff + j);
            for (int i = 0; i < rows; i++) {
                FloatVector normed = fromArray(S, x, xOff + i * ldx + j).sub(mean[statOff + i]).mul(rstd[statOff + i]);
                sum = fromArray(S, dy, dyOff + i * lddy + j).fma(normed, sum);
            }
            sum.intoArray(dgain, dgainOff + j);
        }
        ScalarRows.super.layerNormGainGradient(rows, n - j, dy, dyOff + j, lddy, x, xOff + j, ldx,
            mean, rstd, statOff, dgain, dgainOff + j);
    }

    /// Two vectors side by side, so that mean and deviation of a row are spread over the lanes half as often.
    private static void gainOfTwo(int rows, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                  float[] mean, float[] rstd, int statOff, float[] dgain, int dgainOff) {
        FloatVector s0 = fromArray(S, dgain, dgainOff);
        FloatVector s1 = fromArray(S, dgain, dgainOff + L);
        for (int i = 0, xAt = xOff, dyAt = dyOff; i < rows; i++, xAt += ldx, dyAt += lddy) {
            FloatVector mu = broadcast(S, mean[statOff + i]);
            FloatVector r = broadcast(S, rstd[statOff + i]);
            s0 = fromArray(S, dy, dyAt).fma(fromArray(S, x, xAt).sub(mu).mul(r), s0);
            s1 = fromArray(S, dy, dyAt + L).fma(fromArray(S, x, xAt + L).sub(mu).mul(r), s1);
        }
        s0.intoArray(dgain, dgainOff);
        s1.intoArray(dgain, dgainOff + L);
    }

    @Override
    default void rmsNormGainGradient(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                                     float[] rrms, int statOff, float[] dgain, int dgainOff) {
        int end = S.loopBound(n);
        for (int j = 0; j < end; j += L) {
            FloatVector sum = fromArray(S, dgain, dgainOff + j);
            for (int i = 0; i < rows; i++) {
                FloatVector normed = fromArray(S, x, xOff + i * ldx + j).mul(rrms[statOff + i]);
                sum = fromArray(S, dy, dyOff + i * lddy + j).fma(normed, sum);
            }
            sum.intoArray(dgain, dgainOff + j);
        }
        ScalarRows.super.rmsNormGainGradient(rows, n - end, dy, dyOff + end, lddy, x, xOff + end, ldx,
            rrms, statOff, dgain, dgainOff + end);
    }

    @Override
    default void crossEntropyRows(int rows, int n, float scale, float[] x, int xOff, int ldx, int[] target, int targetOff,
                                  float[] loss, int lossOff, float[] dx, int dxOff, int lddx) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOff + i * ldx;
            int dxRow = dxOff + i * lddx;
            int y = target[targetOff + i];
            // Without dx there is no place for the exponentials; that is only asked for when somebody looks at a sentence.
            if (y < 0 || dx == null) {
                ScalarRows.super.crossEntropyRows(1, n, scale, x, xRow, ldx, target, targetOff + i, loss, lossOff + i,
                    dx, dxRow, lddx);
                continue;
            }
            // Read before dx is written: it may be the same array.
            float logit = x[xRow + y];
            float max = VectorReductions.max(x, xRow, xRow + n);
            float sum = VectorReductions.expSum(x, xRow, xRow + n, max, 1, dx, dxRow);
            loss[lossOff + i] = FloatMath.log(sum) - (logit - max);
            scaleRow(n, scale / sum, dx, dxRow);
            dx[dxRow + y] -= scale;
        }
    }
}
