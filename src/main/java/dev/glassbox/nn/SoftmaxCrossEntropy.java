package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;

/// The loss: how surprised the model is by the right token, averaged over all positions that count.
///
/// `loss = −(1/N) Σ ln softmax(logits[b,t])[target[b,t]]`, `dlogits = (softmax(logits) − onehot(target)) / N`
///
/// Shapes: logits `[B,T,V]` · target `[B,T]`, −1 where the position does not count · N the number of positions that count
public record SoftmaxCrossEntropy(Slot logits) {

    /// Loss of each of the rows `from … to−1`, in nats, into the workspace. The logits stay.
    public void forward(Pass pass, int from, int to) {
        rows(pass, from, to, 0, false);
    }

    /// Writes rows `from … to−1` of dlogits.
    ///
    /// @param scale 1/N
    public void backward(Pass pass, int from, int to, float scale) {
        rows(pass, from, to, scale, true);
    }

    private void rows(Pass pass, int from, int to, float scale, boolean gradient) {
        float[] x = pass.work().values(logits);
        pass.kernels().crossEntropyRows(to - from, logits.width(), scale, x, from * logits.stride(), logits.stride(),
                pass.work().targets(), from, pass.work().tokenLosses(), from,
                gradient ? pass.work().grads(logits) : null, from * logits.stride(), logits.stride());
    }
}
