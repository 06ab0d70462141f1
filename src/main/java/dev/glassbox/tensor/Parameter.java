package dev.glassbox.tensor;

/// One named parameter: where its numbers lie in the one array of all weights. It holds no numbers itself.
///
/// @param name   the name in the model file, for example `h.0.attn.c_attn.weight`
/// @param shape  row-major; linear weights are `[in, out]`
/// @param offset index of the first element
public record Parameter(String name, Shape shape, int offset) {

    public int size() {
        return Math.toIntExact(shape.size());
    }

    /// One past the last element.
    public int end() {
        return offset + size();
    }

    /// Weight decay pulls matrices towards zero, but neither biases nor the gains of norms.
    public boolean decays() {
        return shape.rank() >= 2;
    }
}
