package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;

/// The activation functions of the feed-forward layer.
public enum Activation implements Keyed {
    /// `½x(1 + tanh(√(2/π)(x + 0.044715x³)))`, the approximation GPT-2 uses (Hendrycks & Gimpel 2016, arXiv:1606.08415).
    GELU_NEW("gelu_new"),
    /// `½x(1 + erf(x/√2))`, the exact form.
    GELU("gelu"),
    /// `max(0, x)`.
    RELU("relu"),
    /// `x·σ(x)`, also called swish.
    SILU("silu"),
    /// A gated feed-forward layer: `silu(x·W_gate) ⊙ (x·W_fc)` (Shazeer 2020, arXiv:2002.05202).
    SWIGLU("swiglu");

    private final String key;

    Activation(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }

    /// Whether the feed-forward layer has a third matrix.
    public boolean gated() {
        return this == SWIGLU;
    }

    /// y = act(x) for n elements. For SwiGLU this is the function of the gate.
    public void forward(Kernels kernels, int n, float[] x, int xOff, float[] y, int yOff) {
        switch (this) {
            case GELU_NEW -> kernels.gelu(n, x, xOff, y, yOff);
            case GELU -> kernels.geluErf(n, x, xOff, y, yOff);
            case RELU -> kernels.relu(n, x, xOff, y, yOff);
            case SILU, SWIGLU -> kernels.silu(n, x, xOff, y, yOff);
        }
    }

    /// y = act(x), so dx = dy · act′(x).
    public void backward(Kernels kernels, int n, float[] x, int xOff, float[] dy, int dyOff, float[] dx, int dxOff) {
        switch (this) {
            case GELU_NEW -> kernels.geluBackward(n, x, xOff, dy, dyOff, dx, dxOff);
            case GELU -> kernels.geluErfBackward(n, x, xOff, dy, dyOff, dx, dxOff);
            case RELU -> kernels.reluBackward(n, x, xOff, dy, dyOff, dx, dxOff);
            case SILU, SWIGLU -> kernels.siluBackward(n, x, xOff, dy, dyOff, dx, dxOff);
        }
    }
}
