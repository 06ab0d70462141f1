package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;

/// How a model learns where a token stands. A scheme acts in one of three places: on the embeddings, on queries and keys, or on the scores.
public sealed interface PositionScheme permits LearnedPositions, SinusoidalPositions, RotaryPositions, AlibiPositions, NoPositions {

    /// Which scheme a model uses.
    enum Kind implements Keyed {
        LEARNED("learned"), SINUSOIDAL("sinusoidal"), ROPE("rope"), ALIBI("alibi"), NONE("none");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }

    /// Positions for embeddings in slot x and heads of width `dHead`.
    static PositionScheme create(Blueprint plan, Kind kind, Slot x, int contextLength, int nHead, int dHead, RotaryPositions.Pairs pairs,
                                 double theta) {
        return switch (kind) {
            case LEARNED -> LearnedPositions.create(plan, contextLength, x);
            case SINUSOIDAL -> new SinusoidalPositions(contextLength, x.width());
            case ROPE -> new RotaryPositions(contextLength, dHead, pairs, theta);
            case ALIBI -> new AlibiPositions(nHead);
            case NONE -> new NoPositions();
        };
    }

    /// Adds to `count` embeddings `[count, C]` of slot x from row `row` on; the first stands at position `position` of its sequence.
    default void addTo(Pass pass, Slot x, int row, int position, int count) {
    }

    /// Turns one head's vector `[D]` of a token at `position`, in place: a query or a key.
    default void rotate(float[] vector, int offset, int position) {
    }

    /// The backward of [#rotate]: turns its gradient, in place.
    default void rotateBack(float[] gradient, int offset, int position) {
    }

    /// Whether [#rotate] does something.
    default boolean rotates() {
        return false;
    }

    /// Whether [#biasScores] does something.
    default boolean biases() {
        return false;
    }

    /// Adds to the scores `[keys]` of the query at position `query` of a head. The bias does not depend on weights, so its backward is
    /// nothing.
    default void biasScores(float[] scores, int offset, int head, int query, int keys) {
    }
}
