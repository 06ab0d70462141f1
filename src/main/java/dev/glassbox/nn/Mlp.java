package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;

/// The feed-forward half of a block: every token thinks alone.
public sealed interface Mlp permits FeedForward, GatedFeedForward {

    /// A feed-forward layer of width `dFf` from slot x to slot y.
    static Mlp create(Blueprint plan, int layer, Activation activation, boolean bias, int dFf, Slot x, Slot y) {
        return activation.gated()
                ? new GatedFeedForward(plan, layer, bias, dFf, x, y)
                : new FeedForward(plan, layer, activation, bias, dFf, x, y);
    }

    /// Computes rows `from … to−1` of y.
    default void forward(Pass pass, int from, int to) {
        hidden(pass, from, to);
        project(pass, from, to);
    }

    /// Computes rows `from … to−1` as far as [#post].
    void hidden(Pass pass, int from, int to);

    /// Computes rows `from … to−1` of y from [#post].
    void project(Pass pass, int from, int to);

    /// Computes all rows, divided among threads by columns.
    void forwardWide(Pass pass);

    /// Writes rows `from … to−1` of dx, or adds to them.
    void backward(Pass pass, int from, int to, boolean add);

    /// The values before the activation function.
    Slot pre();

    /// The values the output projection reads.
    Slot post();
}
