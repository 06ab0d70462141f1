package dev.glassbox.kernel;

/// Work on single elements: activations with their derivatives, sums of arrays, biases. All "in place" allowed.
/// `n` elements of `x` start at `x[xOff]`, and so on. Backward methods write dx = dy · f′(x), they do not add.
public interface ElementKernels {

    /// out = a + b
    void add(int n, float[] a, int aOff, float[] b, int bOff, float[] out, int outOff);

    /// out = a ⊙ b
    void multiply(int n, float[] a, int aOff, float[] b, int bOff, float[] out, int outOff);

    /// y += alpha · x
    void axpy(int n, float alpha, float[] x, int xOff, float[] y, int yOff);

    /// x *= alpha
    void scale(int n, float alpha, float[] x, int xOff);

    /// x[i,j] += bias[j] for x[rows, n]
    void addBias(int rows, int n, float[] bias, int biasOff, float[] x, int xOff, int ldx);

    /// out[j] (+)= Σᵢ x[i,j], rows in ascending order: the gradient of a bias.
    void sumColumns(int rows, int n, float[] x, int xOff, int ldx, float[] out, int outOff, boolean accumulate);

    /// y = eˣ
    void exp(int n, float[] x, int xOff, float[] y, int yOff);

    /// y = ln x
    void log(int n, float[] x, int xOff, float[] y, int yOff);

    /// y = tanh x
    void tanh(int n, float[] x, int xOff, float[] y, int yOff);

    /// y = erf x
    void erf(int n, float[] x, int xOff, float[] y, int yOff);

    /// y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), the GELU of GPT-2 (Hendrycks and Gimpel 2016)
    void gelu(int n, float[] x, int xOff, float[] y, int yOff);

    /// dx = dy · gelu′(x)
    void geluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff);

    /// y = x Φ(x) = ½ x (1 + erf(x/√2)), the exact GELU
    void geluErf(int n, float[] x, int xOff, float[] y, int yOff);

    /// dx = dy · (Φ(x) + x φ(x))
    void geluErfBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff);

    /// y = max(x, 0)
    void relu(int n, float[] x, int xOff, float[] y, int yOff);

    /// dx = dy where x > 0, else 0
    void reluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff);

    /// y = x · σ(x)
    void silu(int n, float[] x, int xOff, float[] y, int yOff);

    /// dx = dy · (σ(x) + x σ(x) (1 − σ(x)))
    void siluBackward(int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff);
}
