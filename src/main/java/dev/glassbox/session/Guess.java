package dev.glassbox.session;

/// What one row says about the token after it: the most probable one, beside the true one.
///
/// @param logit of the guess; `probability = e^(logit − logSumExp)`
/// @param logSumExp `ln Σ e^z` over all logits of the row
/// @param trueNext label of the sentence's next token; empty in the last row, where it is not yet known
/// @param trueProbability of that token; not a number in the last row
public record Guess(int id, String label, double probability, double logit, double logSumExp, String trueNext, double trueProbability) {

    /// Whether the guess is the true next token.
    public boolean hit() {
        return known() && label.equals(trueNext);
    }

    /// Whether the sentence says what comes next.
    public boolean known() {
        return !Double.isNaN(trueProbability);
    }

    /// `−ln p(true next)` in nats; not a number in the last row.
    public double loss() {
        return -Math.log(trueProbability);
    }
}
