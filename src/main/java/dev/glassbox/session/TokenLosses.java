package dev.glassbox.session;

import java.util.List;

/// Text with the loss of every token the model had to guess in it.
///
/// @param of      whose guesses
/// @param windows in the order of the batch
/// @param mean    over all tokens that count, in nats
public record TokenLosses(WeightSnapshot of, List<Window> windows, double mean) {

    public TokenLosses {
        windows = List.copyOf(windows);
    }

    /// One piece of text the model reads by itself.
    ///
    /// @param ids    the tokens, the first one given and not guessed
    /// @param losses `−ln p` of each token in nats; NaN for one that was not guessed
    /// @param likely the tokens the model found most likely in its place, the likeliest first; none for one that was not guessed
    /// @param chances of those tokens
    public record Window(int[] ids, float[] losses, int[][] likely, float[][] chances) {

        /// How many of the likeliest tokens are kept.
        public static final int LIKELIEST = 5;

        /// Over the tokens that were guessed; NaN when none was.
        public double mean() {
            double sum = 0;
            int count = 0;
            for (float loss : losses) {
                if (!Float.isNaN(loss)) {
                    sum += loss;
                    count++;
                }
            }
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
