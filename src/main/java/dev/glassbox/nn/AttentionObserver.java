package dev.glassbox.nn;

import dev.glassbox.tensor.Shape;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;

/// Shows the inside of an [Attention] layer to the probe of a pass.
record AttentionObserver(int layer, Heads heads, PositionScheme positions, Slot qkv, Slot pattern, Slot z) {

    /// Queries, keys and values as the scores use them, with one key and value for each key/value head.
    void projections(Pass pass) {
        Observer see = new Observer(pass, layer);
        see.heads(ProbePoint.Q, qkv, 0, heads.nHead(), heads.dHead());
        see.heads(ProbePoint.K, qkv, heads.key(0), heads.nKvHead(), heads.dHead());
        see.heads(ProbePoint.V, qkv, heads.value(0), heads.nKvHead(), heads.dHead());
    }

    /// The steps between q · k and the softmax. To be called before [Attention#mix], which overwrites them, and only if the probe asks: it
    /// computes the full square, so that one can see what the mask removes.
    void scores(Pass pass) {
        Workspace work = pass.work();
        Observer see = new Observer(pass, layer);
        float[] p = work.values(pattern);
        int time = work.time();
        int ldp = work.squareStride();
        int ld = qkv.stride();
        for (int pair = 0; pair < work.batch() * heads.nHead(); pair++) {
            int first = pair / heads.nHead() * time * ld;
            int head = pair % heads.nHead();
            pass.kernels().matmulBT(time, time, heads.dHead(), work.values(qkv), first + heads.query(head), ld,
                    work.values(qkv), first + heads.key(head), ld, p, pair * time * ldp, ldp, false);
        }
        see.rows(ProbePoint.SCORES, pattern);
        int rows = work.batch() * heads.nHead() * time;
        for (int row = 0; row < rows; row++) {
            pass.kernels().scale(time, heads.scale(), p, row * ldp);
            positions.biasScores(p, row * ldp, row / time % heads.nHead(), row % time, time);
        }
        see.rows(ProbePoint.SCALED_SCORES, pattern);
        mask(pass, rows);
        see.changeRows(ProbePoint.MASKED_SCORES, pattern);
        see.rows(ProbePoint.MASKED_SCORES, pattern);
    }

    /// Scores of keys that a query must not read become −∞.
    void mask(Pass pass, int rows) {
        float[] p = pass.work().values(pattern);
        int time = pass.work().time();
        int ldp = pass.work().squareStride();
        Intervention change = pass.intervention();
        boolean other = change.masks(layer);
        for (int row = 0; row < rows; row++) {
            int query = row % time;
            if (!other && heads.causal()) {
                Arrays.fill(p, row * ldp + query + 1, row * ldp + time, Float.NEGATIVE_INFINITY);
            }
            for (int key = 0; other && key < time; key++) {
                if (!change.open(layer, row / time % heads.nHead(), query, key)) {
                    p[row * ldp + key] = Float.NEGATIVE_INFINITY;
                }
            }
        }
    }

    /// The gradient of the mixed values; before [Attention#mixBackward].
    void gradientOut(Pass pass) {
        new Observer(pass, layer).headGradients(ProbePoint.Z, z, 0, heads.nHead(), heads.dHead());
    }

    /// Gradients of pattern, scores, queries, keys and values; after [Attention#mixBackward] of all heads. What the mask hides has none.
    void gradients(Pass pass) {
        Observer see = new Observer(pass, layer);
        see.headGradients(ProbePoint.Q, qkv, 0, heads.nHead(), heads.dHead());
        see.headGradients(ProbePoint.K, qkv, heads.key(0), heads.nKvHead(), heads.dHead());
        see.headGradients(ProbePoint.V, qkv, heads.value(0), heads.nKvHead(), heads.dHead());
        if (!Observer.wants(pass, layer, ProbePoint.SCORES, ProbePoint.SCALED_SCORES, ProbePoint.MASKED_SCORES, ProbePoint.PATTERN)) {
            return;
        }
        Workspace work = pass.work();
        int time = work.time();
        int ldp = work.squareStride();
        int rows = work.batch() * heads.nHead() * time;
        float[] raw = new float[rows * time];
        float[] scaled = new float[rows * time];
        float[] weights = new float[rows * time];
        for (int row = 0; row < rows; row++) {
            int query = row % time;
            int head = row / time % heads.nHead();
            int first = row / time / heads.nHead() * time;
            for (int key = 0; key < (heads.causal() ? query + 1 : time); key++) {
                // the kernels left dscores = scale · dscaled where the pattern's gradient was
                raw[row * time + key] = work.grads(pattern)[row * ldp + key];
                scaled[row * time + key] = raw[row * time + key] / heads.scale();
                // z = pattern · v, so dpattern = dz · vᵀ
                double sum = 0;
                for (int d = 0; d < heads.dHead(); d++) {
                    sum += (double) work.grads(z)[(first + query) * z.stride() + heads.query(head) + d]
                            * work.values(qkv)[(first + key) * qkv.stride() + heads.value(head) + d];
                }
                weights[row * time + key] = (float) sum;
            }
        }
        squares(pass, ProbePoint.SCORES, raw);
        squares(pass, ProbePoint.SCALED_SCORES, scaled);
        squares(pass, ProbePoint.MASKED_SCORES, scaled);
        squares(pass, ProbePoint.PATTERN, weights);
    }

    private void squares(Pass pass, ProbePoint point, float[] values) {
        if (pass.probe().wants(point, layer)) {
            int time = pass.work().time();
            int batch = pass.work().batch();
            pass.probe().record(point, layer, new Tensor(values, 0, batch == 1 ? Shape.of("HTT", heads.nHead(), time, time)
                    : Shape.of("BHTT", batch, heads.nHead(), time, time)));
        }
    }

    /// The pattern and the mixed values.
    void mix(Pass pass) {
        Observer see = new Observer(pass, layer);
        see.rows(ProbePoint.PATTERN, pattern);
        see.heads(ProbePoint.Z, z, 0, heads.nHead(), heads.dHead());
    }
}
