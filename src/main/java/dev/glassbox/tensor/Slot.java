package dev.glassbox.tensor;

/// A named place in a [Workspace]: which activations a layer reads or writes, and how they are laid out. It holds no numbers itself.
///
/// A slot of rows is `[B, T, width]`, with `stride ≥ width` floats from one token to the next. A slot of squares is `[B, width, T, T]`,
/// one square for each head.
///
/// @param index  position in the layout
/// @param name   what it holds, for example `resid_mid`
/// @param layer  the block it belongs to, or -1
/// @param square whether it holds squares `[T, T]`
/// @param width  channels of a row, or the number of squares
/// @param stride floats from one row to the next; unused for squares
/// @param values how long the values live
/// @param grads  how long the gradients live
/// @param gradGroup slots with the same group and [Keep#SHARED] use one array for their gradients
public record Slot(int index, String name, int layer, boolean square, int width, int stride, Keep values, Keep grads, String gradGroup) {

    /// Whether row follows row without a gap.
    public boolean dense() {
        return stride == width;
    }

    /// How long the numbers of a slot are needed.
    public enum Keep {
        /// Not at all: there is no array.
        NONE,
        /// Until the same slot of another layer is computed: all layers use one array.
        SHARED,
        /// Until the end of the training step: in training every layer has its own array. A workspace for viewing shares it nevertheless.
        STEP
    }
}
