package dev.glassbox.nn;

/// Keys and values of the tokens a model has already read, so that the next token needs no second look at them.
///
/// Only a causal model can keep them: there no later token changes an earlier one. One cache belongs to one sequence, one set of
/// weights and one thread.
///
/// Shapes for each layer: keys `[Hkv·D, contextLength]`, values `[contextLength, Hkv·D]`. Keys stand on their sides: then the scores of one
/// query are a sum of rows, which reads the memory in order.
public final class KvCache {
    private final float[][] keys;
    private final float[][] values;
    private final float[] pattern;
    private final int width;
    private final int stride;
    private final int patternRows;
    private int length;

    /// @param width   Hkv·D
    /// @param maxTime tokens read at once
    public KvCache(int nLayer, int nHead, int width, int contextLength, int maxTime) {
        // Rows a multiple of 4 KiB apart would fall into the same few cache sets.
        this.stride = contextLength + 16;
        this.keys = new float[nLayer][width * stride];
        this.values = new float[nLayer][contextLength * width];
        this.width = width;
        this.patternRows = maxTime;
        this.pattern = new float[nHead * maxTime * stride];
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
    void append(int layer, float[] qkv, int keyColumn, int rowStride, int rows) {
        for (int row = 0; row < rows; row++) {
            int from = row * rowStride + keyColumn;
            int position = length + row;
            for (int channel = 0; channel < width; channel++) {
                keys[layer][channel * stride + position] = qkv[from + channel];
            }
            System.arraycopy(qkv, from + width, values[layer], position * width, width);
        }
    }

    /// Counts the tokens that all layers have appended.
    public void advance(int count) {
        length += count;
    }

    /// Element (channel, position) at `channel * stride() + position`.
    float[] keys(int layer) {
        return keys[layer];
    }

    /// Element (position, channel) at `position * width() + channel`.
    float[] values(int layer) {
        return values[layer];
    }

    int width() {
        return width;
    }

    /// Room for the attention weights of the new tokens `[H, maxTime, contextLength]`, with `stride()` from row to row.
    float[] pattern() {
        return pattern;
    }

    int patternRows() {
        return patternRows;
    }

    int stride() {
        return stride;
    }
}
