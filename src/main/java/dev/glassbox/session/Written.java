package dev.glassbox.session;

import java.util.List;

/// What a generator has written so far.
///
/// @param moment whose weights wrote
/// @param prompt ids it started from
/// @param first  how many of `steps` were there before it began: a branch keeps those of the text it leaves
/// @param steps  one for each generated token
/// @param firstNanos until the first new token was there: reading the prompt, mostly; 0 before
/// @param nanos  spent computing, waiting left out
public record Written(WeightSnapshot moment, int[] prompt, int first, List<Step> steps, End end, long firstNanos, long nanos) {

    /// How many other tokens a step remembers.
    public static final int ALTERNATIVES = 5;

    /// Why a text ends.
    public enum End { WRITING, STOPPED, END_OF_TEXT, LIMIT }

    /// One generated token.
    ///
    /// @param p       of the token at T = 1 with nothing cut: the model's own opinion, whatever the sampling settings are
    /// @param entropy of that distribution, in nats
    /// @param rank    how many tokens were more likely
    /// @param windowStart index of the first id the model saw; those before it were outside its context
    /// @param likely  the most likely tokens, the first first
    public record Step(int id, String label, double p, double entropy, int rank, int windowStart, List<Alternative> likely) {}

    /// A token that could have come.
    public record Alternative(int id, String label, double p) {}

    public Written {
        steps = List.copyOf(steps);
    }

    /// Tokens a second behind the first one; not a number before there is a second new step.
    public double tokensPerSecond() {
        int behind = steps.size() - first - 1;
        return behind < 1 || nanos <= firstNanos ? Double.NaN : behind * 1e9 / (nanos - firstNanos);
    }

    /// The same text, ended before its time.
    public Written stopped() {
        return new Written(moment, prompt, first, steps, End.STOPPED, firstNanos, nanos);
    }

    public boolean writing() {
        return end == End.WRITING;
    }

    /// `Σ ln p` of all steps.
    public double logProbability() {
        return steps.stream().mapToDouble(step -> Math.log(step.p())).sum();
    }

    /// Prompt and steps.
    public int[] ids() {
        int[] ids = java.util.Arrays.copyOf(prompt, prompt.length + steps.size());
        for (int i = 0; i < steps.size(); i++) {
            ids[prompt.length + i] = steps.get(i).id();
        }
        return ids;
    }
}
