package dev.glassbox.picture;

/// What is chosen everywhere at once: positions in the sentence, counted from 0, −1 for none.
///
/// @param query the token that reads
/// @param key   the token that is read
/// @param hover the token under the mouse
public record Selection(int query, int key, int hover) {

    public static final Selection NONE = new Selection(-1, -1, -1);

    public static Selection of(int query, int key) {
        return new Selection(query, key, -1);
    }
}
