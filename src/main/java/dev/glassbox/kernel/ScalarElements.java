package dev.glassbox.kernel;

import static dev.glassbox.kernel.Fma.fma;

/// Activations and sums, one element at a time. Each derivative stands below its function.
interface ScalarElements extends ElementKernels {

    /// √(2/π) · 2, because ½ (1 + tanh u) = σ(2u).
    float GELU_X = 1.5957691f;
    float GELU_X3 = GELU_X * 0.044715f;
    /// 1/√(2π)
    float DENSITY_AT_0 = 0.3989423f;

    @Override
    default void add(int n, float[] a, int aOff, float[] b, int bOff, float[] out, int outOff) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] + b[bOff + i];
        }
    }

    @Override
    default void multiply(int n, float[] a, int aOff, float[] b, int bOff, float[] out, int outOff) {
        for (int i = 0; i < n; i++) {
            out[outOff + i] = a[aOff + i] * b[bOff + i];
        }
    }

    @Override
    default void axpy(int n, float alpha, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = fma(alpha, x[xOff + i], y[yOff + i]);
        }
    }

    @Override
    default void scale(int n, float alpha, float[] x, int xOff) {
        for (int i = 0; i < n; i++) {
            x[xOff + i] *= alpha;
        }
    }

    @Override
    default void addBias(int rows, int n, float[] bias, int biasOff, float[] x, int xOff, int ldx) {
        for (int i = 0; i < rows; i++) {
            add(n, x, xOff + i * ldx, bias, biasOff, x, xOff + i * ldx);
        }
    }

    @Override
    default void sumColumns(int rows, int n, float[] x, int xOff, int ldx, float[] out, int outOff, boolean accumulate) {
        for (int j = 0; j < n; j++) {
            float sum = accumulate ? out[outOff + j] : 0;
            for (int i = 0; i < rows; i++) {
                sum += x[xOff + i * ldx + j];
            }
            out[outOff + j] = sum;
        }
    }

    @Override
    default void exp(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = FloatMath.exp(x[xOff + i]);
        }
    }

    @Override
    default void log(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = FloatMath.log(x[xOff + i]);
        }
    }

    @Override
    default void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = FloatMath.tanh(x[xOff + i]);
        }
    }

    @Override
    default void erf(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = FloatMath.erf(x[xOff + i]);
        }
    }

    @Override
    default void gelu(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            float xi = x[xOff + i];
            float twiceU = xi * fma(xi * xi, GELU_X3, GELU_X);
            y[yOff + i] = xi * FloatMath.sigmoid(twiceU);
        }
    }

    @Override
    default void geluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i++) {
            // Forward: y = x σ(2u). So y′ = σ + x σ (1 − σ) · d2u/dx.
            float xi = x[xOff + i];
            float s = FloatMath.sigmoid(xi * fma(xi * xi, GELU_X3, GELU_X));
            float slope = fma(xi * xi, 3 * GELU_X3, GELU_X);
            dx[dxOff + i] = dy[dyOff + i] * fma(xi * s * (1 - s), slope, s);
        }
    }

    @Override
    default void geluErf(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            float xi = x[xOff + i];
            y[yOff + i] = xi * FloatMath.normalCumulative(xi, FloatMath.exp(xi * xi * -0.5f));
        }
    }

    @Override
    default void geluErfBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i++) {
            // Forward: y = x Φ(x). So y′ = Φ(x) + x φ(x).
            float xi = x[xOff + i];
            float e = FloatMath.exp(xi * xi * -0.5f);
            dx[dxOff + i] = dy[dyOff + i] * fma(xi, e * DENSITY_AT_0, FloatMath.normalCumulative(xi, e));
        }
    }

    @Override
    default void relu(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = x[xOff + i] > 0 ? x[xOff + i] : 0;
        }
    }

    @Override
    default void reluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i++) {
            dx[dxOff + i] = x[xOff + i] > 0 ? dy[dyOff + i] : 0;
        }
    }

    @Override
    default void silu(int n, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = x[xOff + i] * FloatMath.sigmoid(x[xOff + i]);
        }
    }

    @Override
    default void siluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        for (int i = 0; i < n; i++) {
            // Forward: y = x σ(x). So y′ = σ + x σ (1 − σ).
            float xi = x[xOff + i];
            float s = FloatMath.sigmoid(xi);
            dx[dxOff + i] = dy[dyOff + i] * fma(xi * s, 1 - s, s);
        }
    }
}
