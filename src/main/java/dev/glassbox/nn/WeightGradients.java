package dev.glassbox.nn;

/// The part of a backward pass that sums over all tokens: the gradients of a layer's weights.
///
/// It is computed at the end of the backward pass from what the layers kept. The elements of the weights are divided into
/// pieces, and each piece sums over all rows (b, t) in ascending order: so the result does not depend on the number of threads.
public interface WeightGradients {

    /// The number of pieces; it depends on the sizes of the layer only.
    int gradientPieces();

    /// Computes one piece in place of the old gradient.
    void gradientPiece(Pass pass, int piece);
}
