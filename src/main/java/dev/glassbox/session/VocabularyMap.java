package dev.glassbox.session;

import java.util.List;

/// The embedding rows of the vocabulary's words, projected onto their two widest axes (PCA), turned so that it does not
/// jump from one frame to the next.
///
/// @param x first coordinate of each word, in units of the embedding
/// @param groups names of the groups that occur, in the corpus' order
/// @param share of the variance that the two axes keep, 0…1
/// @param axes how many the projection chose from: d_model
/// @param wholeWords false when the tokens are characters or the vocabulary has too few words, and all visible tokens are shown
public record VocabularyMap(int step, List<Word> words, float[] x, float[] y, List<String> groups, double share, int axes, boolean wholeWords) {

    /// @param label without the leading space
    /// @param group name of its group; empty when it has none
    /// @param count occurrences in the corpus
    public record Word(int id, String label, String group, int count) {}
}
