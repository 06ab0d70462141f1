package dev.glassbox.picture;

import java.util.List;

/// What several tokenizers make of the same characters: the part of a text that is on screen.
///
/// @param rows    one per tokenizer
/// @param columns how many characters (code points) are on screen
/// @param first   the first of them, counted from the start of the text
/// @param all     characters of the whole text
public record TokenBench(List<Row> rows, int columns, int first, int all) {

    public static final TokenBench EMPTY = new TokenBench(List.of(), 0, 0, 0);

    /// What kind of piece a chip shows.
    public enum Kind { WHOLE, FRAGMENT, UNKNOWN, SPECIAL }

    /// A tokenizer's row.
    ///
    /// @param key    its stable name
    /// @param note   second line of its heading
    /// @param own    whether it is the tokenizer of the open model
    /// @param tokens of the whole text
    /// @param check  whether decoding gives the text again
    public record Row(String key, String title, String note, boolean own, List<Chip> chips, long tokens, boolean check) {
        public Row {
            chips = List.copyOf(chips);
        }
    }

    /// A piece of the text.
    ///
    /// @param from  its first column; 0 also when it begins before the screen
    /// @param to    the column after its last one
    /// @param label printable form; hex bytes for a fragment
    /// @param id    below the label; "" for none
    /// @param slot  its place among pieces that share one character
    /// @param slots how many share it; 1 for a piece of whole characters
    /// @param start first `char` of the text
    /// @param end   the `char` after its last one
    public record Chip(int from, int to, String label, String id, Kind kind, int slot, int slots, int start, int end) {}

    public TokenBench {
        rows = List.copyOf(rows);
    }

    /// Whether some of the text is off the screen.
    public boolean partial() {
        return columns < all;
    }
}
