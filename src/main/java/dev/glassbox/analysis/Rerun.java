package dev.glassbox.analysis;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;

/// The same tokens through the same weights again and again, each time with another intervention. Belongs to one thread.
public final class Rerun {
    private final Transformer model;
    private final Pass pass;

    /// @param batch the most sequences at once
    /// @param time  the most tokens of each
    public Rerun(Transformer model, Parameters params, Kernels kernels, RowPool pool, int batch, int time) {
        this.model = model;
        Workspace work = model.workspace(batch, time, false);
        this.pass = new Pass(params, work, kernels, pool, Probe.NONE);
    }

    private Rerun(Transformer model, Pass pass) {
        this.model = model;
        this.pass = pass;
    }

    /// Other weights of the same model in the same workspace.
    ///
    /// @param kernels may have become faster ones meanwhile
    public Rerun with(Parameters params, Kernels kernels) {
        return new Rerun(model, new Pass(params, pass.work(), kernels, pass.pool(), Probe.NONE));
    }

    /// The same model this one runs.
    public Transformer model() {
        return model;
    }

    /// What one pass over one sequence says.
    ///
    /// @param logits `[T, V]`
    /// @param vocabulary V
    /// @param loss mean over the sequence's own next tokens in nats; NaN for a single token
    public record Result(float[] logits, int vocabulary, double loss) {

        /// Probabilities of the token after a position `[V]`.
        public float[] probabilities(int position) {
            return softmax(logits, position * vocabulary, vocabulary);
        }

        /// After the last token.
        public float[] next() {
            return probabilities(logits.length / vocabulary - 1);
        }
    }

    /// One sequence.
    public Result run(int[] ids, Intervention change) {
        Pass changed = pass.withIntervention(change);
        model.forward(changed, ids, 1, ids.length);
        int[] targets = new int[ids.length];
        System.arraycopy(ids, 1, targets, 0, ids.length - 1);
        targets[ids.length - 1] = -1;
        double loss = model.loss(changed, targets);
        return new Result(pass.work().logits().copy(), model.config().vocabSize(), ids.length == 1 ? Double.NaN : loss);
    }

    /// Mean loss of a batch `[batch, time]` in nats.
    public double loss(int[] ids, int[] targets, int batch, int time, Intervention change) {
        Pass changed = pass.withIntervention(change);
        model.forward(changed, ids, batch, time);
        return model.loss(changed, targets);
    }

    /// `p_i = e^(z_i − max) / Σ e^(z_j − max)`, in double, rounded once.
    static float[] softmax(float[] logits, int from, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, logits[from + i]);
        }
        double sum = 0;
        double[] e = new double[count];
        for (int i = 0; i < count; i++) {
            e[i] = StrictMath.exp(logits[from + i] - max);
            sum += e[i];
        }
        float[] p = new float[count];
        for (int i = 0; i < count; i++) {
            p[i] = (float) (e[i] / sum);
        }
        return p;
    }
}
