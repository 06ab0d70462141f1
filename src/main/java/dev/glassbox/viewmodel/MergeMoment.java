package dev.glassbox.viewmodel;

import java.util.List;

/// The state of a BPE training at one merge.
///
/// @param learned the training it belongs to
/// @param merges  how many merges have been made
/// @param race    pair counts just before the newest merge, its pair first; before the first merge the pair that will win
/// @param lines   the sample text after some numbers of merges, in ascending order but for the one of this moment
public record MergeMoment(LearnedMerges learned, int merges, List<Pair> race, List<Line> lines) {

    /// A pair with how often it occurs.
    public record Pair(String left, String right, long count) {}

    /// The sample text as tokens.
    ///
    /// @param now whether this is the line of the moment
    public record Line(int merges, boolean now, List<Tile> tiles) {
        public Line {
            tiles = List.copyOf(tiles);
        }
    }

    /// A token of the sample.
    ///
    /// @param from  first `char`
    /// @param seam  place where the two parts of the newest merge meet, in `char`s; −1 for other tokens
    public record Tile(int id, String label, int from, int to, int seam) {}

    public MergeMoment {
        race = List.copyOf(race);
        lines = List.copyOf(lines);
    }
}
