package dev.glassbox.picture;

import java.util.List;
import java.util.Objects;

/// One block of a model as its drawing needs it.
///
/// @param layer     from 0
/// @param pre       norms before the layers, else after the sums
/// @param norm      name of the norm; empty for none
/// @param residual  whether the stream goes past the layers
/// @param ffn       whether there is a feed-forward layer
/// @param heads     `4 heads × 16`
/// @param mlp       `64 → 256 → 64, GELU`
/// @param shape     of the stream, `[9, 64]`
/// @param patterns  attention weights of the heads to draw small, each `[T, T]`
/// @param tokens    T
/// @param curve     the activation function at evenly spaced places, ascending; empty for none
/// @param attention length of what attention adds at the selected token
/// @param feed      length of what the feed-forward layer adds there
/// @param arrives   length of the stream that comes in
/// @param leaves    length of the stream that goes out
public record BlockDiagram(int layer, int layers, boolean pre, String norm, boolean residual, boolean ffn, String heads, String mlp,
                           String shape, List<float[]> patterns, int tokens, float[] curve, double attention, double feed,
                           double arrives, double leaves) {

    public BlockDiagram {
        patterns = List.copyOf(patterns);
        Objects.requireNonNull(curve);
    }
}
