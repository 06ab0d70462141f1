package dev.glassbox.analysis;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// How much of a text says again what it said before: n-grams of tokens that occurred earlier in it.
///
/// @param repeated whether a token ends or lies in an n-gram that has occurred earlier, one for each token
/// @param share of all n-grams that had occurred earlier; 0 for a text shorter than n
public record Repetition(boolean[] repeated, double share) {

    public static Repetition of(int[] ids, int n) {
        boolean[] repeated = new boolean[ids.length];
        Set<String> seen = new HashSet<>();
        int again = 0;
        for (int end = n; end <= ids.length; end++) {
            if (!seen.add(Arrays.toString(Arrays.copyOfRange(ids, end - n, end)))) {
                again++;
                Arrays.fill(repeated, end - n, end, true);
            }
        }
        return new Repetition(repeated, ids.length < n ? 0 : (double) again / (ids.length - n + 1));
    }
}
