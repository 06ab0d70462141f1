package dev.glassbox.session;

import java.util.List;

/// Something with a place on the map of embeddings.
///
/// @param label without the leading space
/// @param group name of its group; empty when it has none
/// @param count occurrences in the corpus
/// @param ids its tokens; a word of several is placed at the mean of their rows; none for a position
/// @param position its row of the position table, −1 for a word
public record MapPoint(String label, String group, int count, List<Integer> ids, int position) {

    public MapPoint {
        ids = List.copyOf(ids);
    }

    static MapPoint token(int id, String label, String group, int count) {
        return new MapPoint(label, group, count, List.of(id), -1);
    }

    static MapPoint position(int position) {
        return new MapPoint("p" + position, "", 0, List.of(), position);
    }

    public boolean isPosition() {
        return position >= 0;
    }
}
