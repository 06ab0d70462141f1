package dev.glassbox.viewmodel;

import dev.glassbox.text.Vocabulary;

/// The ids of a vocabulary, counted by kind. Published sizes differ by what they count: some leave out special tokens, some also the gaps
/// of the numbering.
///
/// @param ordinary made from text
/// @param special  only put in by a program
/// @param unused   numbers that no token has
/// @param highest  the highest id of an ordinary token; −1 without one
public record VocabularyCount(int ordinary, int special, int unused, int highest) {

    /// V: rows that a model's token table needs, gaps included.
    public int ids() {
        return ordinary + special + unused;
    }

    static VocabularyCount of(Vocabulary vocabulary) {
        int special = 0;
        int unused = 0;
        int highest = -1;
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.special(id)) {
                special++;
            } else if (vocabulary.bytes(id).length == 0) {
                unused++;
            } else {
                highest = id;
            }
        }
        return new VocabularyCount(vocabulary.size() - special - unused, special, unused, highest);
    }

    /// A list without gaps.
    static VocabularyCount plain(int ordinary, int special) {
        return new VocabularyCount(ordinary, special, 0, ordinary - 1);
    }
}
