package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Workspace;

/// The middle part of [Attention] for a few new tokens that look at many earlier ones in a [KvCache]. The results have the same bits as
/// if all tokens had been read at once, because every score, every sum of the softmax and every mixed value adds up in the same order.
///
/// Shapes: q `[T,H,D]` of the T new tokens · keys, values `[past + T, Hkv, D]` · z `[T,H,D]`
record CachedAttention(int layer, Heads heads, PositionScheme positions, Slot qkv, Slot z) {
    /// A head with fewer multiplications than this is not worth another thread.
    private static final int WORTH = 20_000;

    /// Adds the new keys and values to the cache and mixes the values for the new queries.
    void mix(Pass pass, KvCache cache) {
        Workspace work = pass.work();
        // cache = cache, (k, v)
        cache.append(layer, work.values(qkv), heads.width(), qkv.stride(), work.rows());
        int parts = work.rows() * (cache.length() + work.rows()) * heads.dHead() < WORTH ? 1 : heads.nHead();
        pass.pool().run(parts, part -> {
            for (int head = part; head < heads.nHead(); head += parts) {
                mix(pass, cache, head);
            }
        });
    }

    private void mix(Pass pass, KvCache cache, int head) {
        Kernels kernels = pass.kernels();
        int rows = pass.work().rows();
        int past = cache.length();
        int keys = past + rows;
        int d = heads.dHead();
        int kv = head / heads.group() * d;
        float[] p = cache.pattern();
        int ldp = cache.stride();
        int at = head * cache.patternRows() * ldp;
        // scores = q · kᵀ
        kernels.matmul(rows, keys, d, pass.work().values(qkv), heads.query(head), qkv.stride(),
                cache.keys(layer), kv * cache.stride(), cache.stride(), p, at, ldp, false);
        for (int i = 0; positions.biases() && i < rows; i++) {
            // scores = scale · scores − slope · distance
            kernels.scale(past + i + 1, heads.scale(), p, at + i * ldp);
            positions.biasScores(p, at + i * ldp, head, past + i, past + i + 1);
        }
        // pattern = softmax(scale · scores) over the keys up to the query's own
        kernels.softmaxRowsCausal(rows, keys, past, positions.biases() ? 1 : heads.scale(), p, at, ldp, p, at, ldp);
        // z = pattern · v
        kernels.matmul(rows, d, keys, p, at, ldp, cache.values(layer), kv, cache.width(),
                pass.work().values(z), heads.query(head), z.stride(), false);
    }
}
