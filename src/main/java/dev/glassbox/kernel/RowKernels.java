package dev.glassbox.kernel;

/// Work along rows: reductions, softmax, norms, loss. Row i of `x` starts at `x[xOff + i * ldx]`.
public interface RowKernels {

    /// Σ x
    float sum(int n, float[] x, int xOff);

    /// Σ x²
    float sumSquares(int n, float[] x, int xOff);

    /// Σ a b
    float dot(int n, float[] a, int aOff, float[] b, int bOff);

    /// max x; −∞ when n = 0
    float max(int n, float[] x, int xOff);

    /// y = softmax(scale · x) over the n columns of each row; in place allowed. `scale` must be positive.
    void softmaxRows(int rows, int n, float scale, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy);

    /// As [#softmaxRows], but row i covers columns 0 … past + i only; columns right of them, up to n−1, become 0.
    /// What x holds there is not looked at.
    void softmaxRowsCausal(int rows, int n, int past, float scale, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy);

    /// dx = scale · p ⊙ (dp − Σⱼ p dp) for p = softmax(scale · x); dx may be dp or p.
    void softmaxBackwardRows(int rows, int n, float scale, float[] p, int pOff, int ldp, float[] dp, int dpOff, int lddp,
                             float[] dx, int dxOff, int lddx);

    /// As [#softmaxBackwardRows], but row i covers columns 0 … past + i only; columns right of them become 0.
    void softmaxBackwardRowsCausal(int rows, int n, int past, float scale, float[] p, int pOff, int ldp,
                                   float[] dp, int dpOff, int lddp, float[] dx, int dxOff, int lddx);

    /// y = (x − mean) · rstd ⊙ gain + bias with rstd = 1/√(var + eps); keeps `mean[statOff + i]` and `rstd[statOff + i]`.
    /// `gain` may be null (1) and `bias` may be null (0). In place allowed. Ba, Kiros and Hinton 2016.
    void layerNormRows(int rows, int n, float eps, float[] x, int xOff, int ldx, float[] gain, int gainOff,
                       float[] bias, int biasOff, float[] y, int yOff, int ldy, float[] mean, float[] rstd, int statOff);

    /// dx (+)= rstd (g − ⟨g⟩ − x̂ ⟨g x̂⟩) with g = dy ⊙ gain, x̂ = (x − mean) rstd, ⟨·⟩ the mean along the row.
    /// `gain` may be null. dx may be dy when not accumulating.
    void layerNormBackwardRows(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                               float[] gain, int gainOff, float[] mean, float[] rstd, int statOff,
                               float[] dx, int dxOff, int lddx, boolean accumulate);

    /// dgain[j] += Σᵢ dy[i,j] · x̂[i,j], rows ascending. Split by columns. Bias: [ElementKernels#sumColumns] of dy.
    void layerNormGainGradient(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                               float[] mean, float[] rstd, int statOff, float[] dgain, int dgainOff);

    /// y = x · rrms ⊙ gain with rrms = 1/√(⟨x²⟩ + eps), kept in `rrms[statOff + i]`. `gain` may be null. In place allowed.
    /// Zhang and Sennrich 2019.
    void rmsNormRows(int rows, int n, float eps, float[] x, int xOff, int ldx, float[] gain, int gainOff,
                     float[] y, int yOff, int ldy, float[] rrms, int statOff);

    /// dx (+)= rrms (g − x̂ ⟨g x̂⟩) with g = dy ⊙ gain, x̂ = x rrms. `gain` may be null. dx may be dy when not accumulating.
    void rmsNormBackwardRows(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                             float[] gain, int gainOff, float[] rrms, int statOff,
                             float[] dx, int dxOff, int lddx, boolean accumulate);

    /// dgain[j] += Σᵢ dy[i,j] · x[i,j] rrms[i], rows ascending. Split by columns.
    void rmsNormGainGradient(int rows, int n, float[] dy, int dyOff, int lddy, float[] x, int xOff, int ldx,
                             float[] rrms, int statOff, float[] dgain, int dgainOff);

    /// loss[i] = −ln softmax(x)[target]; dx = scale (softmax(x) − onehot(target)), usually scale = 1 / number of targets.
    /// Target −1: the row is ignored, loss and dx are 0. `dx` null: only the loss. dx may be x.
    void crossEntropyRows(int rows, int n, float scale, float[] x, int xOff, int ldx, int[] target, int targetOff,
                          float[] loss, int lossOff, float[] dx, int dxOff, int lddx);
}
