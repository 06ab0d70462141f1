package dev.glassbox.session;

/// One token of a sentence.
///
/// @param label as a person should see it: `·cat`, `↵`, hex bytes for a fragment
/// @param from first `char` of the sentence it covers
/// @param to one after the last
/// @param fragment holds only a part of a character
public record Token(int id, String label, int from, int to, boolean fragment) {}
