package dev.glassbox.analysis;

import java.util.Arrays;

/// Attention of one head from the queries of one sequence to the keys and values of another (Vaswani et al. 2017, the decoder's second layer).
///
/// `s_ij = q_i · k_j / divisor`, `a_i = softmax(s_i)`, `z_i = Σ_j a_ij v_j`. Nothing is masked: the other sequence is known as a whole.
/// Sums run in ascending order in double and are rounded once.
///
/// @param scores  `[T, S]`
/// @param weights `[T, S]`, each row sums to 1
/// @param mixed   `[T, D]`
public record CrossAttention(float[] scores, float[] weights, float[] mixed) {

    /// @param q       queries `[T, D]`
    /// @param k       keys `[S, D]`
    /// @param v       values `[S, D]`
    /// @param dHead   D
    /// @param divisor √D, or 1 where scores are not scaled
    public static CrossAttention of(float[] q, float[] k, float[] v, int dHead, double divisor) {
        int asking = q.length / dHead;
        int read = k.length / dHead;
        float[] scores = new float[asking * read];
        float[] weights = new float[asking * read];
        float[] mixed = new float[asking * dHead];
        for (int i = 0; i < asking; i++) {
            for (int j = 0; j < read; j++) {
                double sum = 0;
                for (int c = 0; c < dHead; c++) {
                    sum += (double) q[i * dHead + c] * k[j * dHead + c];
                }
                scores[i * read + j] = (float) (sum / divisor);
            }
            float[] row = AttentionChange.softmax(Arrays.copyOfRange(scores, i * read, (i + 1) * read));
            System.arraycopy(row, 0, weights, i * read, read);
            for (int c = 0; c < dHead; c++) {
                double sum = 0;
                for (int j = 0; j < read; j++) {
                    sum += (double) row[j] * v[j * dHead + c];
                }
                mixed[i * dHead + c] = (float) sum;
            }
        }
        return new CrossAttention(scores, weights, mixed);
    }
}
