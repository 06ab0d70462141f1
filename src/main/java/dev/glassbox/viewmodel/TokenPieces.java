package dev.glassbox.viewmodel;

import dev.glassbox.text.Tokenizer.Span;
import java.util.Arrays;
import java.util.List;

/// A text cut into tokens, as three parallel columns so that a long text costs twelve bytes a token. Never written again.
public final class TokenPieces {
    /// The id of a piece that is not in the vocabulary.
    public static final int UNKNOWN = -1;

    private final int[] ids;
    private final int[] from;
    private final int[] to;
    private final int unknown;

    private TokenPieces(int[] ids, int[] from, int[] to) {
        this.ids = ids;
        this.from = from;
        this.to = to;
        int missing = 0;
        for (int id : ids) {
            missing += id == UNKNOWN ? 1 : 0;
        }
        unknown = missing;
    }

    public static TokenPieces of(List<Span> spans) {
        int n = spans.size();
        int[] ids = new int[n];
        int[] from = new int[n];
        int[] to = new int[n];
        int i = 0;
        for (Span span : spans) {
            ids[i] = span.id();
            from[i] = span.from();
            to[i++] = span.to();
        }
        return new TokenPieces(ids, from, to);
    }

    public int count() {
        return ids.length;
    }

    public int id(int index) {
        return ids[index];
    }

    /// First `char` of the text that the piece touches.
    public int from(int index) {
        return from[index];
    }

    /// The `char` after the last one the piece touches.
    public int to(int index) {
        return to[index];
    }

    /// How many pieces are not in the vocabulary.
    public int unknown() {
        return unknown;
    }

    public int[] ids() {
        return ids.clone();
    }

    /// Whether another tokenizer cuts the text at the same places.
    boolean sameCuts(TokenPieces other) {
        return Arrays.equals(from, other.from) && Arrays.equals(to, other.to);
    }

    /// The first piece that ends after this `char`; [#count()] when none does.
    public int firstAfter(int at) {
        int low = 0;
        int high = to.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (to[middle] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
