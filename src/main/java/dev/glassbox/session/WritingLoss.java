package dev.glassbox.session;

import dev.glassbox.nn.ProbePoint;
import java.util.Arrays;
import java.util.Set;

/// How well a model guesses the next token when there is nothing to its right to read: the loss it has while it writes.
///
/// A causal model has the same loss here as in training. A model that may read to the right has not: in training the answer stands there.
///
/// @param step of the weights
/// @param seen mean −ln p of the next tokens with the whole sentence in view, in nats
/// @param writing the same when each guess sees only what comes before it, in nats
public record WritingLoss(int step, double seen, double writing) {

    /// @param ids at least two, at most a context length; costs one forward pass for each
    public static WritingLoss of(Forward forward, WeightSnapshot snapshot, int[] ids) {
        if (ids.length < 2) {
            throw new IllegalArgumentException("The next token of a single token is not known: type at least two.");
        }
        double seen = 0;
        double writing = 0;
        float[] all = logits(forward, snapshot, ids);
        int vocabulary = snapshot.run().config().vocabSize();
        for (int t = 0; t + 1 < ids.length; t++) {
            seen += loss(all, t * vocabulary, vocabulary, ids[t + 1]);
            float[] before = logits(forward, snapshot, Arrays.copyOf(ids, t + 1));
            writing += loss(before, t * vocabulary, vocabulary, ids[t + 1]);
        }
        return new WritingLoss(snapshot.step(), seen / (ids.length - 1), writing / (ids.length - 1));
    }

    private static float[] logits(Forward forward, WeightSnapshot snapshot, int[] ids) {
        return forward.run(snapshot, snapshot.run().transformer(), ids, Set.of(ProbePoint.LOGITS))
                .get(new Trace.Key(ProbePoint.LOGITS, Trace.OUTSIDE)).values();
    }

    /// `ln Σ e^z − z[target]`
    private static double loss(float[] logits, int from, int count, int target) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, logits[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(logits[from + i] - largest);
        }
        return largest + Math.log(sum) - logits[from + target];
    }
}
