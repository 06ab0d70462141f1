package dev.glassbox.view;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.FormulaPicture;
import dev.glassbox.picture.FormulaPicture.Thumb;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.session.Trace;
import dev.glassbox.view.AttentionChoice.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The formula softmax(q · kᵀ / √d_head + mask) · v · W_O of one head as a row of its matrices.
final class AttentionFormula {
    private static final boolean[] NOTHING = {};

    private final Trace trace;
    private final int layer;
    private final int head;
    private final boolean[] closed;

    AttentionFormula(Trace trace, int layer, int head, MaskRule mask) {
        this.trace = trace;
        this.layer = layer;
        this.head = head;
        closed = closed(trace, layer, head, mask);
    }

    /// What takes no part after the mask: what the mask hides, and what top-k drops.
    static boolean[] closed(Trace trace, int layer, int head, MaskRule mask) {
        boolean[] closed = mask.closed(trace.tokens());
        trace.get(ProbePoint.MASKED_SCORES, layer).ifPresent(scores -> {
            for (int i = 0; i < closed.length; i++) {
                closed[i] |= scores.values()[head * closed.length + i] == Float.NEGATIVE_INFINITY;
            }
        });
        return closed;
    }

    /// @param chosen the stage that is shown large
    FormulaPicture picture(Stage chosen) {
        List<FormulaPicture.Stage> stages = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            stages.add(new FormulaPicture.Stage(stage.label(), shape(stage), words(stage), thumbs(stage)));
        }
        return new FormulaPicture(stages, chosen.ordinal());
    }

    private String shape(Stage stage) {
        int time = trace.tokens();
        int d = trace.config().dHead();
        return switch (stage) {
            case SCORES, SCALED, MASKED, PATTERN -> "[" + time + ", " + time + "]";
            case QK, MIX -> "[" + time + ", " + d + "]";
            case OUT -> "[" + time + ", " + trace.config().dModel() + "]";
        };
    }

    private String words(Stage stage) {
        return switch (stage) {
            case QK -> "queries and keys, two projections of every token";
            case SCORES -> "every query times every key";
            case SCALED -> trace.config().scaleScores() ? "divided by the root of d_head" : "this model does not scale";
            case MASKED -> "what may not be read becomes −∞";
            case PATTERN -> "weights; each row sums to 1";
            case MIX -> "values, mixed by the weights";
            case OUT -> "mixed by W_O, back into the residual stream";
        };
    }

    private List<Thumb> thumbs(Stage stage) {
        int d = trace.config().dHead();
        int kv = AttentionPictures.kvHead(trace, head);
        return switch (stage) {
            case QK -> {
                List<Thumb> both = new ArrayList<>();
                heads(ProbePoint.Q, head).ifPresent(q -> heads(ProbePoint.K, kv).ifPresent(k -> {
                    HeatScale scale = HeatScale.around("value", q, k);
                    both.add(new Thumb(q, 0, trace.tokens(), d, NOTHING, scale, false));
                    both.add(new Thumb(k, 0, trace.tokens(), d, NOTHING, scale, false));
                }));
                yield both;
            }
            case MIX -> {
                List<Thumb> both = new ArrayList<>();
                heads(ProbePoint.V, kv).ifPresent(v -> heads(ProbePoint.Z, head).ifPresent(z -> {
                    HeatScale scale = HeatScale.around("value", v, z);
                    both.add(new Thumb(v, 0, trace.tokens(), d, NOTHING, scale, false));
                    both.add(new Thumb(z, 0, trace.tokens(), d, NOTHING, scale, false));
                }));
                yield both;
            }
            case OUT -> trace.get(ProbePoint.ATTN_OUT, layer).map(out ->
                    new Thumb(out.values(), 0, trace.tokens(), trace.config().dModel(), NOTHING, HeatScale.around("value", out.values()), true)).stream().toList();
            default -> stage.square().flatMap(point -> trace.get(point, layer).map(values -> square(point, values))).stream().toList();
        };
    }

    private Optional<float[]> heads(ProbePoint point, int which) {
        return trace.get(point, layer).map(values -> AttentionPictures.head(values, which));
    }

    private Thumb square(ProbePoint point, Trace.Values values) {
        int time = trace.tokens();
        boolean weights = point == ProbePoint.PATTERN;
        boolean hidden = weights || point == ProbePoint.MASKED_SCORES;
        HeatScale scale = weights ? HeatScale.shares("weight") : HeatScale.around("score", Arrays.copyOfRange(values.values(), head * time * time, (head + 1) * time * time));
        return new Thumb(values.values(), head * time * time, time, time, hidden ? closed : NOTHING, scale, true);
    }
}
