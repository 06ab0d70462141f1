package dev.glassbox.picture;

import java.util.List;

/// The numbers behind [FlowPicture]: one sentence on its way through the model at one step.
///
/// @param tokens    printable forms, one per position
/// @param x         token plus position vectors, [T, dModel]
/// @param dModel    numbers per vector
/// @param weights   attention weights of each block, [T, T], row = query, reduced over heads by a [HeadChoice]
/// @param weightsAre what the reduction was, in words: "mean of 4 heads"
/// @param causal    whether later keys are masked
/// @param guesses   the most likely next token after each position
public record Flow(List<String> tokens, float[] x, int dModel, List<float[]> weights, String weightsAre,
                   boolean causal, List<Guess> guesses) {

    public static final Flow EMPTY = new Flow(List.of(), new float[0], 1, List.of(), "", true, List.of());

    public Flow {
        tokens = List.copyOf(tokens);
        weights = List.copyOf(weights);
        guesses = List.copyOf(guesses);
        int time = tokens.size();
        if (x.length != time * dModel) {
            throw new IllegalArgumentException("x must hold " + time + " × " + dModel + " numbers, not " + x.length + ".");
        }
        for (float[] w : weights) {
            if (w.length != time * time) {
                throw new IllegalArgumentException("Attention weights must be " + time + " × " + time + ", not " + w.length + " numbers.");
            }
        }
        if (guesses.size() != time) {
            throw new IllegalArgumentException("There must be one guess per token, " + time + ", not " + guesses.size() + ".");
        }
    }

    public int time() {
        return tokens.size();
    }

    public double weight(int layer, int query, int key) {
        return weights.get(layer)[query * time() + key];
    }

    public boolean masked(int query, int key) {
        return causal && key > query;
    }

    /// The most likely next token after a position.
    ///
    /// @param label    its printable form
    /// @param p        its probability
    /// @param trueNext printable form of the token that really follows; empty while it is not known
    public record Guess(String label, double p, String trueNext) {
        public boolean known() {
            return !trueNext.isEmpty();
        }

        public boolean right() {
            return label.equals(trueNext);
        }
    }
}
