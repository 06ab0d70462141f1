package dev.glassbox.analysis;

import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// "What if" attention had another mask, or read only the best keys of each row: the same weights, one forward pass.
///
/// @param mask in place of the model's own; empty keeps it
/// @param topK each query keeps only its `topK` largest open scores before the softmax; 0 keeps all
public record AttentionChange(Optional<MaskRule> mask, int topK) implements Intervention {

    public static final AttentionChange NOTHING = new AttentionChange(Optional.empty(), 0);

    public AttentionChange {
        if (topK < 0) {
            throw new IllegalArgumentException("top-k must be at least 1, or 0 to keep all keys, not " + topK + ".");
        }
    }

    /// Whether a pass with it differs from one without.
    public boolean nothing() {
        return mask.isEmpty() && topK == 0;
    }

    /// In words: "bidirectional mask, top-2"; empty for no change.
    public String title() {
        String masked = mask.map(rule -> rule.kind().title() + " mask").orElse("");
        return masked + (topK == 0 ? "" : (masked.isEmpty() ? "" : ", ") + "top-" + topK);
    }

    /// What to hand to a pass: nothing at all when nothing is to change.
    public Intervention intervention() {
        return nothing() ? Intervention.NONE : this;
    }

    @Override
    public boolean masks(int layer) {
        return mask.isPresent();
    }

    @Override
    public boolean open(int layer, int head, int query, int key) {
        return mask.orElse(MaskRule.BIDIRECTIONAL).open(query, key);
    }

    @Override
    public boolean changes(ProbePoint point, int layer) {
        return point == ProbePoint.MASKED_SCORES && topK > 0;
    }

    @Override
    public void change(ProbePoint point, int layer, Tensor values) {
        int rank = values.shape().rank();
        int time = values.shape().dim(rank - 1);
        int rows = Math.toIntExact(values.shape().size() / time);
        int[] at = new int[rank];
        for (int row = 0; row < rows; row++) {
            int rest = row;
            for (int axis = rank - 2; axis >= 0; axis--) {
                at[axis] = rest % values.shape().dim(axis);
                rest /= values.shape().dim(axis);
            }
            float[] scores = new float[time];
            for (int key = 0; key < time; key++) {
                at[rank - 1] = key;
                scores[key] = values.get(at);
            }
            keepLargest(scores, topK);
            for (int key = 0; key < time; key++) {
                at[rank - 1] = key;
                values.set(scores[key], at);
            }
        }
    }

    /// The softmax of one row of scores, as the lens shows it for made-up scores; a NaN makes the whole row NaN.
    public static float[] softmax(float[] scores) {
        return Rerun.softmax(scores, 0, scores.length);
    }

    /// All but the k largest become −∞; of equal ones the earlier is kept.
    public static void keepLargest(float[] scores, int k) {
        if (k >= scores.length) {
            return;
        }
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        float threshold = sorted[scores.length - k];
        int above = 0;
        for (float score : scores) {
            above += score > threshold ? 1 : 0;
        }
        int equalKept = k - above;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < threshold || scores[i] == threshold && equalKept-- <= 0) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
