package dev.glassbox.model;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Dropout;
import dev.glassbox.nn.KvCache;
import dev.glassbox.nn.PackedWeights;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;

/// Answers "what comes after these tokens?" for a text that grows token by token.
///
/// It remembers what it has read. A window that goes on where the last one ended costs one token; one that only begins like the last
/// one costs the rest. The logits have the same bits as those of a forward pass over the whole window. Belongs to one thread and one
/// set of weights.
public final class Decoder {
    /// Tokens of a prompt read at once.
    private static final int PIECE = 64;

    private final Transformer model;
    private final Pass pass;
    private final KvCache cache;
    private final int[] read;

    /// @param weights must not change as long as the decoder is used
    public Decoder(Transformer model, Parameters weights, Kernels kernels, RowPool pool) {
        this(model, weights, packed(model, weights, kernels, pool), kernels, pool);
    }

    /// @param packed of these weights, by these kernels; may be shared
    public Decoder(Transformer model, Parameters weights, PackedWeights packed, Kernels kernels, RowPool pool) {
        int context = model.config().contextLength();
        boolean causal = model.config().causal();
        this.model = model;
        int piece = causal ? Math.min(PIECE, context) : context;
        Workspace work = model.workspace(1, piece, false);
        this.pass = new Pass(weights, work, kernels, pool, Probe.NONE, Dropout.NONE, packed);
        this.cache = causal ? model.cache(piece) : null;
        this.read = new int[context];
    }

    private static PackedWeights packed(Transformer model, Parameters weights, Kernels kernels, RowPool pool) {
        PackedWeights packed = model.packedWeights(false);
        packed.pack(weights, kernels, pool);
        return packed;
    }

    /// The V logits for the token after `window`.
    ///
    /// @throws IllegalArgumentException if the window is empty or longer than the context, or an id is not in the vocabulary
    public float[] after(int[] window) {
        if (window.length == 0 || window.length > read.length) {
            throw new IllegalArgumentException("A window of " + window.length + " tokens; give at least 1 and at most the context of "
                    + read.length);
        }
        int row;
        if (cache == null) {
            model.forward(pass, window, 1, window.length);
            row = window.length - 1;
        } else {
            row = extend(window);
        }
        int vocabSize = model.config().vocabSize();
        Slot logits = model.slots().find("logits", -1);
        int from = row * logits.stride();
        return Arrays.copyOfRange(pass.work().values(logits), from, from + vocabSize);
    }

    /// Reads what is new in the window; the last token always, because only its logits are wanted.
    private int extend(int[] window) {
        int known = 0;
        while (known < Math.min(cache.length(), window.length - 1) && read[known] == window[known]) {
            known++;
        }
        cache.truncate(known);
        int count = 0;
        for (int from = known; from < window.length; from += count) {
            count = Math.min(pass.work().maxTime(), window.length - from);
            model.decode(pass, cache, window, from, count);
            System.arraycopy(window, from, read, from, count);
        }
        return count - 1;
    }
}
