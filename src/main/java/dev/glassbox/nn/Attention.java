package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import dev.glassbox.tensor.Workspace;
import java.util.Optional;

/// Multi-head self-attention (Vaswani et al. 2017), written in the order it is taught: project, rotate, scores, scale, mask, softmax, mix,
/// project.
///
/// ```
/// q, k, v = x · W_attn + b_attn                       q [B,T,H,D]   k, v [B,T,Hkv,D]
/// pattern[b,h,i,j] = softmax_j(q[b,i,h] · k[b,j,h′] / √D)          [B,H,T,T]
/// z[b,i,h] = Σ_j pattern[b,h,i,j] · v[b,j,h′]                      [B,T,H,D]
/// y = z · W_proj + b_proj                                          [B,T,C]
/// ```
///
/// Query head h reads key/value head `h′ = ⌊h / (H/Hkv)⌋`: with Hkv = H this is multi-head, with Hkv = 1 multi-query (Shazeer 2019,
/// arXiv:1911.02150), between them grouped-query attention (Ainslie et al. 2023, arXiv:2305.13245). With a causal mask query i
/// sees keys j ≤ i only, and the upper triangle is never computed.
///
/// Projections work on rows (b, t), the middle part on pairs (b, head), because a query needs the keys of other rows.
public final class Attention {
    private final int layer;
    private final Heads heads;
    private final PositionScheme positions;
    private final Slot qkv;
    private final Slot pattern;
    private final Slot z;
    private final Slot y;
    private final Linear attn;
    private final Optional<Linear> proj;
    private final CachedAttention cached;
    private final AttentionObserver observer;

    /// @param projected whether there is an output projection; without it the mixed values are the result
    Attention(Blueprint plan, int layer, Heads heads, PositionScheme positions, boolean bias, boolean projected, Slot x) {
        this.layer = layer;
        this.heads = heads;
        this.positions = positions;
        this.qkv = plan.slots().rows("qkv", layer, heads.qkvWidth(), Keep.STEP, Keep.STEP);
        this.pattern = plan.slots().squares("pattern", layer, heads.nHead(), Keep.STEP, Keep.SHARED);
        this.z = plan.slots().rows("z", layer, heads.width(), Keep.STEP, projected ? Keep.SHARED : Keep.STEP);
        this.y = projected ? plan.slots().rows("attn_out", layer, heads.width(), Keep.SHARED, Keep.STEP) : z;
        this.attn = Linear.create(plan, "h." + layer + ".attn.c_attn", bias, x, qkv);
        this.proj = projected ? Optional.of(Linear.create(plan, "h." + layer + ".attn.c_proj", bias, z, y)) : Optional.empty();
        this.cached = new CachedAttention(layer, heads, positions, qkv, z);
        this.observer = new AttentionObserver(layer, heads, positions, qkv, pattern, z);
    }

    /// What the layer adds to the residual stream.
    Slot y() {
        return y;
    }

    AttentionObserver observer() {
        return observer;
    }

    /// Rows `from … to−1` of queries, keys and values.
    public void project(Pass pass, int from, int to) {
        // q, k, v = x · W_attn + b_attn
        attn.forward(pass, from, to);
        // q, k = rotate(q, k)
        rotate(pass.work(), pass.work().values(qkv), from, to, false);
    }

    /// Writes rows `from … to−1` of dx, or adds to them.
    public void projectBackward(Pass pass, int from, int to, boolean add) {
        // q, k = rotate(q, k), so dq, dk = rotate back
        rotate(pass.work(), pass.work().grads(qkv), from, to, true);
        // q, k, v = x · W_attn + b_attn
        attn.backward(pass, from, to, add);
    }

    /// Queries and keys lie side by side, so they are `nHead + nKvHead` vectors in a row.
    private void rotate(Workspace work, float[] data, int from, int to, boolean back) {
        for (int row = from; positions.rotates() && row < to; row++) {
            for (int head = 0; head < heads.nHead() + heads.nKvHead(); head++) {
                int at = row * qkv.stride() + head * heads.dHead();
                if (back) {
                    positions.rotateBack(data, at, work.position(row));
                } else {
                    positions.rotate(data, at, work.position(row));
                }
            }
        }
    }

    /// The number of independent parts of [#mix]: one for each sequence and query head.
    public int pairs(Workspace work) {
        return work.batch() * heads.nHead();
    }

    /// Pattern and mixed values of one sequence and head.
    public void mix(Pass pass, int pair) {
        weigh(pass, pair);
        gather(pass, pair, heads.causal());
    }

    /// Offers queries, keys and values to the intervention.
    void changeProjections(Pass pass) {
        Observer see = new Observer(pass, layer);
        see.changeHeads(ProbePoint.Q, qkv, 0, heads.nHead(), heads.dHead());
        see.changeHeads(ProbePoint.K, qkv, heads.key(0), heads.nKvHead(), heads.dHead());
        see.changeHeads(ProbePoint.V, qkv, heads.value(0), heads.nKvHead(), heads.dHead());
    }

    /// The same for all heads, with whatever the intervention changes on the way; queries, keys and values were offered to it before.
    void mixChanged(Pass pass) {
        Observer see = new Observer(pass, layer);
        boolean otherMask = pass.intervention().masks(layer);
        if (otherMask || pass.intervention().changes(ProbePoint.MASKED_SCORES, layer)) {
            observer.scores(pass);
            Workspace work = pass.work();
            for (int pair = 0; pair < pairs(work); pair++) {
                int at = pair * work.time() * work.squareStride();
                // pattern = softmax(masked scores), which are scaled already
                pass.kernels().softmaxRows(work.time(), work.time(), 1, work.values(pattern), at, work.squareStride(),
                        work.values(pattern), at, work.squareStride());
            }
        } else {
            for (int pair = 0; pair < pairs(pass.work()); pair++) {
                weigh(pass, pair);
            }
        }
        see.changeRows(ProbePoint.PATTERN, pattern);
        for (int pair = 0; pair < pairs(pass.work()); pair++) {
            gather(pass, pair, heads.causal() && !otherMask);
        }
        see.changeHeads(ProbePoint.Z, z, 0, heads.nHead(), heads.dHead());
    }

    private void weigh(Pass pass, int pair) {
        Kernels kernels = pass.kernels();
        Workspace work = pass.work();
        int head = pair % heads.nHead();
        int first = pair / heads.nHead() * work.time();
        int time = work.time();
        int d = heads.dHead();
        int ld = qkv.stride();
        int ldp = work.squareStride();
        int at = pair * time * ldp;
        int q = first * ld + heads.query(head);
        int k = first * ld + heads.key(head);
        float[] x = work.values(qkv);
        float[] p = work.values(pattern);
        float scale = positions.biases() ? 1 : heads.scale();
        if (heads.causal()) {
            // scores = q · kᵀ, for keys j ≤ i only: what the mask would hide is not computed
            kernels.matmulBTCausal(time, time, d, 0, x, q, ld, x, k, ld, p, at, ldp);
            bias(kernels, p, at, ldp, head, time);
            // pattern = softmax(scale · scores) over the keys j ≤ i, and 0 for later ones
            kernels.softmaxRowsCausal(time, time, 0, scale, p, at, ldp, p, at, ldp);
        } else {
            // the same lines over all keys
            kernels.matmulBT(time, time, d, x, q, ld, x, k, ld, p, at, ldp, false);
            bias(kernels, p, at, ldp, head, time);
            kernels.softmaxRows(time, time, scale, p, at, ldp, p, at, ldp);
        }
    }

    private void gather(Pass pass, int pair, boolean causal) {
        Workspace work = pass.work();
        int head = pair % heads.nHead();
        int first = pair / heads.nHead() * work.time();
        int time = work.time();
        int d = heads.dHead();
        int ld = qkv.stride();
        int ldp = work.squareStride();
        int at = pair * time * ldp;
        int v = first * ld + heads.value(head);
        int zAt = first * z.stride() + heads.query(head);
        float[] x = work.values(qkv);
        float[] p = work.values(pattern);
        // z = pattern · v, for keys j ≤ i only where later ones weigh nothing
        if (causal) {
            pass.kernels().matmulCausal(time, d, time, 0, p, at, ldp, x, v, ld, work.values(z), zAt, z.stride(), false);
        } else {
            pass.kernels().matmul(time, d, time, p, at, ldp, x, v, ld, work.values(z), zAt, z.stride(), false);
        }
    }

    /// ALiBi's bias must not be scaled, so the scores are scaled before it comes to them, and not in the softmax.
    private void bias(Kernels kernels, float[] scores, int at, int ld, int head, int time) {
        for (int i = 0; positions.biases() && i < time; i++) {
            int keys = heads.causal() ? i + 1 : time;
            // scores = scale · scores − slope · distance
            kernels.scale(keys, heads.scale(), scores, at + i * ld);
            positions.biasScores(scores, at + i * ld, head, i, keys);
        }
    }

    /// The number of independent parts of [#mixBackward]: one for each sequence and key/value head, whose gradient sums over its query
    /// heads.
    public int backwardPairs(Workspace work) {
        return work.batch() * heads.nKvHead();
    }

    /// Writes dq, dk and dv of one sequence and key/value head from dz.
    public void mixBackward(Pass pass, int pair) {
        int b = pair / heads.nKvHead();
        int kvHead = pair % heads.nKvHead();
        for (int member = 0; member < heads.group(); member++) {
            mixBackward(pass, b, kvHead * heads.group() + member, member > 0);
        }
    }

    private void mixBackward(Pass pass, int b, int head, boolean add) {
        Kernels kernels = pass.kernels();
        Workspace work = pass.work();
        int time = work.time();
        int first = b * time;
        int d = heads.dHead();
        int ld = qkv.stride();
        int ldp = work.squareStride();
        int at = (b * heads.nHead() + head) * time * ldp;
        int q = first * ld + heads.query(head);
        int k = first * ld + heads.key(head);
        int v = first * ld + heads.value(head);
        int zAt = first * z.stride() + heads.query(head);
        float[] x = work.values(qkv);
        float[] dx = work.grads(qkv);
        float[] p = work.values(pattern);
        float[] dp = work.grads(pattern);
        float[] dz = work.grads(z);
        float scale = heads.scale();
        if (heads.causal()) {
            // z = pattern · v, so dv (+)= patternᵀ · dz
            kernels.matmulATCausal(time, d, time, p, at, ldp, dz, zAt, z.stride(), dx, v, ld, add);
            // z = pattern · v, so dpattern = dz · vᵀ
            kernels.matmulBTCausal(time, time, d, 0, dz, zAt, z.stride(), x, v, ld, dp, at, ldp);
            // pattern = softmax(scale · scores), so dscores = scale · pattern ⊙ (dpattern − Σ pattern dpattern)
            kernels.softmaxBackwardRowsCausal(time, time, 0, scale, p, at, ldp, dp, at, ldp, dp, at, ldp);
            // scores = q · kᵀ, so dq = dscores · k
            kernels.matmulCausal(time, d, time, 0, dp, at, ldp, x, k, ld, dx, q, ld, false);
            // scores = q · kᵀ, so dk (+)= dscoresᵀ · q
            kernels.matmulATCausal(time, d, time, dp, at, ldp, x, q, ld, dx, k, ld, add);
        } else {
            // the same five lines over all keys
            kernels.matmulAT(time, d, time, p, at, ldp, dz, zAt, z.stride(), dx, v, ld, add);
            kernels.matmulBT(time, time, d, dz, zAt, z.stride(), x, v, ld, dp, at, ldp, false);
            kernels.softmaxBackwardRows(time, time, scale, p, at, ldp, dp, at, ldp, dp, at, ldp);
            kernels.matmul(time, d, time, dp, at, ldp, x, k, ld, dx, q, ld, false);
            kernels.matmulAT(time, d, time, dp, at, ldp, x, q, ld, dx, k, ld, add);
        }
    }

    /// Rows `from … to−1` of the result.
    public void output(Pass pass, int from, int to) {
        // y = z · W_proj + b_proj
        proj.ifPresent(linear -> linear.forward(pass, from, to));
    }

    /// Writes rows `from … to−1` of dz.
    public void outputBackward(Pass pass, int from, int to) {
        // y = z · W_proj + b_proj, so dz = dy · W_projᵀ
        proj.ifPresent(linear -> linear.backward(pass, from, to, false));
    }

    /// The whole layer for new tokens of a single sequence whose earlier tokens are in the cache.
    void extend(Pass pass, KvCache cache) {
        // q, k, v = x · W_attn + b_attn
        attn.forwardWide(pass);
        // q, k = rotate(q, k)
        rotate(pass.work(), pass.work().values(qkv), 0, pass.work().rows(), false);
        // z = softmax(scale · q · (old and new k)ᵀ) · (old and new v)
        cached.mix(pass, cache);
        // y = z · W_proj + b_proj
        proj.ifPresent(linear -> linear.forwardWide(pass));
    }
}
