package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;
import java.util.Optional;

/// Multi-head self-attention (Vaswani et al. 2017), written in the order it is taught: project, rotate, scores, scale, mask, softmax, mix, project.
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

    /// The switches of the layer. Changing `causal` or `scaled` keeps the weights valid.
    public record Heads(int nHead, int nKvHead, int dHead, boolean causal, boolean scaled) {

        /// Query heads that share one key/value head.
        int group() {
            return nHead / nKvHead;
        }

        /// Width of queries, keys and values side by side.
        public int qkvWidth() {
            return (nHead + 2 * nKvHead) * dHead;
        }
    }

    /// Heads with less work than this are not worth sharing among threads.
    private static final int MIX_ALONE = 20_000;

    private final Heads heads;
    private final PositionScheme positions;
    private final float scale;
    private final Slot qkv;
    private final Slot pattern;
    private final Slot z;
    private final Slot y;
    private final Linear attn;
    private final Optional<Linear> proj;

    /// @param projected whether there is an output projection; without it the mixed values are the result
    Attention(Blueprint plan, int layer, Heads heads, PositionScheme positions, boolean bias, boolean projected, Slot x) {
        this.heads = heads;
        this.positions = positions;
        this.scale = heads.scaled() ? (float) (1 / Math.sqrt(heads.dHead())) : 1;
        int width = heads.nHead() * heads.dHead();
        this.qkv = plan.slots().rows("qkv", layer, heads.qkvWidth(), Keep.STEP, Keep.STEP);
        this.pattern = plan.slots().squares("pattern", layer, heads.nHead(), Keep.STEP, Keep.SHARED);
        this.z = plan.slots().rows("z", layer, width, Keep.STEP, projected ? Keep.SHARED : Keep.STEP);
        this.y = projected ? plan.slots().rows("attn_out", layer, width, Keep.SHARED, Keep.STEP) : z;
        this.attn = Linear.create(plan, "h." + layer + ".attn.c_attn", bias, x, qkv);
        this.proj = projected ? Optional.of(Linear.create(plan, "h." + layer + ".attn.c_proj", bias, z, y)) : Optional.empty();
    }

    /// What the layer adds to the residual stream.
    Slot y() {
        return y;
    }

    /// Rows `from … to−1` of queries, keys and values.
    public void project(Pass pass, int from, int to) {
        // q, k, v = x · W_attn + b_attn
        attn.forward(pass, from, to);
        // q, k = rotate(q, k)
        if (positions.rotates()) {
            turn(pass.work(), pass.work().values(qkv), from, to, false);
        }
    }

    /// Writes rows `from … to−1` of dx, or adds to them.
    public void projectBackward(Pass pass, int from, int to, boolean add) {
        // q, k = rotate(q, k), so dq, dk = rotate back
        if (positions.rotates()) {
            turn(pass.work(), pass.work().grads(qkv), from, to, true);
        }
        // q, k, v = x · W_attn + b_attn
        attn.backward(pass, from, to, add);
    }

    /// Queries and keys lie side by side, so they are `nHead + nKvHead` vectors in a row.
    private void turn(Workspace work, float[] data, int from, int to, boolean back) {
        for (int row = from; row < to; row++) {
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
        Kernels kernels = pass.kernels();
        Workspace work = pass.work();
        int time = work.time();
        int b = pair / heads.nHead();
        int head = pair % heads.nHead();
        float[] x = work.values(qkv);
        float[] p = work.values(pattern);
        int pOff = pair * time * work.squareStride();
        int ldp = work.squareStride();
        int vOff = valueAt(b, time, head / heads.group());
        scores(pass, b, head, heads.causal());
        if (heads.causal()) {
            // pattern = softmax(scale · scores) over the keys j ≤ i, and 0 for later ones
            kernels.softmaxRowsCausal(time, time, 0, softmaxScale(), p, pOff, ldp, p, pOff, ldp);
            // z = pattern · v
            kernels.matmulCausal(time, heads.dHead(), time, 0, p, pOff, ldp, x, vOff, qkv.stride(),
                    work.values(z), queryOffset(z, b, time, head), z.stride(), false);
        } else {
            // pattern = softmax(scale · scores) over all keys
            kernels.softmaxRows(time, time, softmaxScale(), p, pOff, ldp, p, pOff, ldp);
            // z = pattern · v
            kernels.matmul(time, heads.dHead(), time, p, pOff, ldp, x, vOff, qkv.stride(),
                    work.values(z), queryOffset(z, b, time, head), z.stride(), false);
        }
    }

    /// scores = q · kᵀ, and with ALiBi scale · q · kᵀ + bias. A causal call leaves the upper triangle undefined.
    private void scores(Pass pass, int b, int head, boolean causal) {
        Workspace work = pass.work();
        int time = work.time();
        float[] x = work.values(qkv);
        float[] p = work.values(pattern);
        int ldp = work.squareStride();
        int pOff = (b * heads.nHead() + head) * time * ldp;
        int qOff = queryOffset(qkv, b, time, head);
        int kOff = keyAt(b, time, head / heads.group());
        // scores = q · kᵀ
        if (causal) {
            pass.kernels().matmulBTCausal(time, time, heads.dHead(), 0, x, qOff, qkv.stride(), x, kOff, qkv.stride(), p, pOff, ldp);
        } else {
            pass.kernels().matmulBT(time, time, heads.dHead(), x, qOff, qkv.stride(), x, kOff, qkv.stride(), p, pOff, ldp, false);
        }
        if (positions.biases()) {
            for (int i = 0; i < time; i++) {
                int keys = causal ? i + 1 : time;
                // scores = scale · scores − slope · distance
                pass.kernels().scale(keys, scale, p, pOff + i * ldp);
                positions.biasScores(p, pOff + i * ldp, head, i, keys);
            }
        }
    }

    /// The softmax scales the scores, unless a bias that must not be scaled is already in them.
    private float softmaxScale() {
        return positions.biases() ? 1 : scale;
    }

    /// The number of independent parts of [#mixBackward]: one for each sequence and key/value head, whose gradient sums over its query heads.
    public int backwardPairs(Workspace work) {
        return work.batch() * heads.nKvHead();
    }

    /// Writes dq, dk and dv of one sequence and key/value head from dz.
    public void mixBackward(Pass pass, int pair) {
        int b = pair / heads.nKvHead();
        int kvHead = pair % heads.nKvHead();
        for (int member = 0; member < heads.group(); member++) {
            mixBackward(pass, b, kvHead, kvHead * heads.group() + member, member > 0);
        }
    }

    private void mixBackward(Pass pass, int b, int kvHead, int head, boolean add) {
        Kernels kernels = pass.kernels();
        Workspace work = pass.work();
        int time = work.time();
        int d = heads.dHead();
        int ld = qkv.stride();
        int ldp = work.squareStride();
        float[] x = work.values(qkv);
        float[] dx = work.grads(qkv);
        float[] p = work.values(pattern);
        float[] dp = work.grads(pattern);
        float[] dz = work.grads(z);
        int pOff = (b * heads.nHead() + head) * time * ldp;
        int qOff = queryOffset(qkv, b, time, head);
        int kOff = keyAt(b, time, kvHead);
        int vOff = valueAt(b, time, kvHead);
        int zOff = queryOffset(z, b, time, head);
        if (heads.causal()) {
            // z = pattern · v, so dv (+)= patternᵀ · dz
            kernels.matmulATCausal(time, d, time, p, pOff, ldp, dz, zOff, z.stride(), dx, vOff, ld, add);
            // z = pattern · v, so dpattern = dz · vᵀ
            kernels.matmulBTCausal(time, time, d, 0, dz, zOff, z.stride(), x, vOff, ld, dp, pOff, ldp);
            // pattern = softmax(scale · scores), so dscores = scale · pattern ⊙ (dpattern − Σ pattern dpattern)
            kernels.softmaxBackwardRowsCausal(time, time, 0, scale, p, pOff, ldp, dp, pOff, ldp, dp, pOff, ldp);
            // scores = q · kᵀ, so dq = dscores · k
            kernels.matmulCausal(time, d, time, 0, dp, pOff, ldp, x, kOff, ld, dx, qOff, ld, false);
            // scores = q · kᵀ, so dk (+)= dscoresᵀ · q
            kernels.matmulATCausal(time, d, time, dp, pOff, ldp, x, qOff, ld, dx, kOff, ld, add);
        } else {
            // the same five lines over all keys
            kernels.matmulAT(time, d, time, p, pOff, ldp, dz, zOff, z.stride(), dx, vOff, ld, add);
            kernels.matmulBT(time, time, d, dz, zOff, z.stride(), x, vOff, ld, dp, pOff, ldp, false);
            kernels.softmaxBackwardRows(time, time, scale, p, pOff, ldp, dp, pOff, ldp, dp, pOff, ldp);
            kernels.matmul(time, d, time, dp, pOff, ldp, x, kOff, ld, dx, qOff, ld, false);
            kernels.matmulAT(time, d, time, dp, pOff, ldp, x, qOff, ld, dx, kOff, ld, add);
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

    /// All rows of a single sequence whose earlier tokens are in the cache; the new ones are added to it.
    void extend(Pass pass, KvCache cache, int layer) {
        Workspace work = pass.work();
        // q, k, v = x · W_attn + b_attn
        attn.forwardWide(pass);
        // q, k = rotate(q, k)
        if (positions.rotates()) {
            turn(work, work.values(qkv), 0, work.rows(), false);
        }
        // cache = cache, (k, v)
        int keyColumn = heads.nHead() * heads.dHead();
        cache.append(layer, work.values(qkv), keyColumn, qkv.stride(), work.rows());
        int parts = work.rows() * (cache.length() + work.rows()) * heads.dHead() < MIX_ALONE ? 1 : heads.nHead();
        pass.pool().run(parts, part -> {
            for (int head = part; head < heads.nHead(); head += parts) {
                mixCached(pass, cache, layer, head);
            }
        });
        // y = z · W_proj + b_proj
        proj.ifPresent(linear -> linear.forwardWide(pass));
    }

    /// The new queries of one head look at all keys so far; the same lines as in [#mix].
    private void mixCached(Pass pass, KvCache cache, int layer, int head) {
        Kernels kernels = pass.kernels();
        int d = heads.dHead();
        int rows = pass.work().rows();
        int past = cache.length();
        int keys = past + rows;
        int ld = cache.width();
        int at = head / heads.group() * d;
        float[] p = cache.pattern();
        int ldp = cache.patternStride();
        int pOff = head * cache.patternRows() * ldp;
        // scores = q · kᵀ
        kernels.matmulBTCausal(rows, keys, d, past, pass.work().values(qkv), head * d, qkv.stride(), cache.keys(layer), at, ld, p, pOff, ldp);
        for (int i = 0; positions.biases() && i < rows; i++) {
            // scores = scale · scores − slope · distance
            kernels.scale(past + i + 1, scale, p, pOff + i * ldp);
            positions.biasScores(p, pOff + i * ldp, head, past + i, past + i + 1);
        }
        // pattern = softmax(scale · scores) over the keys up to the query's own
        kernels.softmaxRowsCausal(rows, keys, past, softmaxScale(), p, pOff, ldp, p, pOff, ldp);
        // z = pattern · v
        kernels.matmulCausal(rows, d, keys, past, p, pOff, ldp, cache.values(layer), at, ld, pass.work().values(z), head * d, z.stride(), false);
    }

    /// Where the first query of a head lies: heads stand side by side in a row.
    private int queryOffset(Slot slot, int b, int time, int head) {
        return b * time * slot.stride() + head * heads.dHead();
    }

    private int keyAt(int b, int time, int kvHead) {
        return b * time * qkv.stride() + (heads.nHead() + kvHead) * heads.dHead();
    }

    private int valueAt(int b, int time, int kvHead) {
        return b * time * qkv.stride() + (heads.nHead() + heads.nKvHead() + kvHead) * heads.dHead();
    }

    /// Shows queries, keys and values to the probe, with one key and value for each key/value head.
    void observeProjections(Pass pass, int layer) {
        Observer see = new Observer(pass, layer);
        see.heads(ProbePoint.Q, qkv, 0, heads.nHead(), heads.dHead());
        see.heads(ProbePoint.K, qkv, heads.nHead() * heads.dHead(), heads.nKvHead(), heads.dHead());
        see.heads(ProbePoint.V, qkv, (heads.nHead() + heads.nKvHead()) * heads.dHead(), heads.nKvHead(), heads.dHead());
    }

    /// Shows the steps between q · k and softmax to the probe. Called before [#mix], and only if the probe asks: it computes the
    /// full square, so that one can see what the mask removes.
    void observeScores(Pass pass, int layer) {
        Workspace work = pass.work();
        Observer see = new Observer(pass, layer);
        float[] p = work.values(pattern);
        for (int pair = 0; pair < pairs(work); pair++) {
            int head = pair % heads.nHead();
            pass.kernels().matmulBT(work.time(), work.time(), heads.dHead(),
                    work.values(qkv), queryOffset(qkv, pair / heads.nHead(), work.time(), head), qkv.stride(),
                    work.values(qkv), keyAt(pair / heads.nHead(), work.time(), head / heads.group()), qkv.stride(),
                    p, pair * work.time() * work.squareStride(), work.squareStride(), false);
        }
        see.rows(ProbePoint.SCORES, pattern);
        for (int row = 0; row < pairs(work) * work.time(); row++) {
            pass.kernels().scale(work.time(), scale, p, row * work.squareStride());
            positions.biasScores(p, row * work.squareStride(), row / work.time() % heads.nHead(), row % work.time(), work.time());
        }
        see.rows(ProbePoint.SCALED_SCORES, pattern);
        for (int row = 0; heads.causal() && row < pairs(work) * work.time(); row++) {
            int at = row * work.squareStride();
            Arrays.fill(p, at + row % work.time() + 1, at + work.time(), Float.NEGATIVE_INFINITY);
        }
        see.rows(ProbePoint.MASKED_SCORES, pattern);
    }

    /// Shows the pattern and the mixed values to the probe.
    void observeMix(Pass pass, int layer) {
        Observer see = new Observer(pass, layer);
        see.rows(ProbePoint.PATTERN, pattern);
        see.heads(ProbePoint.Z, z, 0, heads.nHead(), heads.dHead());
    }
}
