package dev.glassbox.viewmodel;

import dev.glassbox.session.Written;

/// One continuation in the tree.
///
/// @param parent index of the branch it left; −1 for one from the prompt
/// @param from   how many steps it shares with its parent
/// @param name   how it came about: "drawn", "branch", "beam 1"
public record Branch(int parent, int from, String name, Written text) {

    /// `Π p`, as `Σ ln p`.
    public double logProbability() {
        return text.logProbability();
    }
}
