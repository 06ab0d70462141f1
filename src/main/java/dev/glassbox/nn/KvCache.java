package dev.glassbox.nn;

/// Keys and values of the tokens a model has already read, so that the next token needs no second look at them.
///
/// Only a causal model can keep them: there no later token changes an earlier one. One cache belongs to one sequence, one set of
/// weights and
/// one thread.
///
/// Shapes: keys, values `[contextLength, Hkv·D]` for each layer
public final class KvCache {
    private final float[][] keys;
    private final float[][] values;
    private final float[] pattern;
    private final int width;
    private final int contextLength;
    private final int patternRows;
    private int length;

    /// @param width   Hkv·D
    /// @param maxTime tokens read at once
    public KvCache(int nLayer, int nHead, int width, int contextLength, int maxTime) {
        this.keys = new float[nLayer][contextLength * width];
        this.values = new float[nLayer][contextLength * width];
        this.width = width;
        this.contextLength = contextLength;
        this.patternRows = maxTime;
        this.pattern = new float[nHead * maxTime * contextLength];
    }

    /// How many tokens have been read.
    public int length() {
        return length;
    }

    /// Forgets all tokens from position `newLength` on.
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("A cache of " + length + " tokens cannot be shortened to " + newLength);
        }
        length = newLength;
    }

    /// Copies keys and values of `rows` new tokens, which lie side by side in a row.
    void append(int layer, float[] qkv, int keyColumn, int stride, int rows) {
        for (int row = 0; row < rows; row++) {
            int from = row * stride + keyColumn;
            int to = (length + row) * width;
            System.arraycopy(qkv, from, keys[layer], to, width);
            System.arraycopy(qkv, from + width, values[layer], to, width);
        }
    }

    /// Counts the tokens that all layers have appended.
    public void advance(int count) {
        length += count;
    }

    float[] keys(int layer) {
        return keys[layer];
    }

    float[] values(int layer) {
        return values[layer];
    }

    int width() {
        return width;
    }

    /// Room for the attention weights of the new tokens `[H, maxTime, contextLength]`.
    float[] pattern() {
        return pattern;
    }

    int patternRows() {
        return patternRows;
    }

    int patternStride() {
        return contextLength;
    }
}
