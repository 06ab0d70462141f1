package dev.glassbox.analysis;

/// Finds the head that looks at the next token: without a causal mask that token is the answer the model is asked for.
///
/// @param layer from 0
/// @param head from 0
/// @param weight mean attention weight on the next token, over all tokens that have one
/// @param row where it is largest
public record AnswerReader(int layer, int head, double weight, int row) {

    /// @param patterns one a block, each `[H, T, T]`
    /// @return the strongest reader; of equal ones the first. With a single token weight 0 at row 0
    public static AnswerReader strongest(float[][] patterns, int heads, int tokens) {
        AnswerReader best = new AnswerReader(0, 0, 0, 0);
        for (int layer = 0; layer < patterns.length; layer++) {
            for (int head = 0; head < heads; head++) {
                double sum = 0;
                int row = 0;
                for (int t = 0; t + 1 < tokens; t++) {
                    sum += weight(patterns[layer], head, tokens, t);
                    row = weight(patterns[layer], head, tokens, t) > weight(patterns[layer], head, tokens, row) ? t : row;
                }
                double mean = tokens < 2 ? 0 : sum / (tokens - 1);
                if (mean > best.weight) {
                    best = new AnswerReader(layer, head, mean, row);
                }
            }
        }
        return best;
    }

    private static float weight(float[] pattern, int head, int tokens, int query) {
        return pattern[(head * tokens + query) * tokens + query + 1];
    }
}
