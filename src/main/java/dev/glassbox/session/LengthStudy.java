package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;

/// What becomes of the loss when a model reads texts longer than those it was trained on.
public final class LengthStudy {

    private static final int WINDOWS = 24;
    private static final int TIMES = 4;
    private static final long LARGEST = 64L << 20;

    private LengthStudy() {}

    /// @param trained L, the context length in training
    /// @param losses `[length]`, mean loss at each position in nats; as long as the scheme reaches, at most 4 L
    /// @param windows pieces of text it is the mean of
    public record Answer(LoadedSpec run, int step, int trained, float[] losses, int windows) {

        /// Mean loss of the positions from `from` to before `to`, in nats; NaN when they were not reached.
        public double mean(int from, int to) {
            return LengthStudy.mean(losses, from, to);
        }
    }

    static double mean(float[] losses, int from, int to) {
        double sum = 0;
        for (int i = from; i < Math.min(to, losses.length); i++) {
            sum += losses[i];
        }
        return to > losses.length ? Double.NaN : sum / (to - from);
    }

    /// On the validation text, or on the training text where that is too short.
    ///
    /// @throws IllegalArgumentException when neither holds a piece of twice the length, or one would take too much memory
    public static Answer of(WeightSnapshot snapshot, Kernels kernels) {
        LoadedSpec run = snapshot.run();
        float[] losses = losses(run, run.config(), snapshot.values(), kernels);
        return new Answer(run, snapshot.step(), run.config().contextLength(), losses, windows(text(run, run.config().contextLength()), losses.length));
    }

    /// Of weights of any shape that read the run's tokens.
    static float[] losses(LoadedSpec run, ModelConfig config, float[] values, Kernels kernels) {
        int trained = config.contextLength();
        boolean table = config.positions() == Kind.LEARNED;
        if (!run.hasText()) {
            throw new IllegalArgumentException("This model came without a text to read; choose one in the run menu.");
        }
        int[] ids = text(run, trained);
        int length = table ? trained : Math.min(TIMES * trained, ids.length - 1);
        if (length < trained || !table && length < 2 * trained) {
            throw new IllegalArgumentException("The text is too short to read twice " + trained + " tokens at once.");
        }
        if ((long) length * length * config.nHead() > LARGEST) {
            throw new IllegalArgumentException("Reading " + length + " tokens at once takes more memory than this view may use.");
        }
        Transformer model = new Transformer(config.withContextLength(length));
        Parameters weights = new Parameters(model.layout(), values);
        int windows = windows(ids, length);
        float[] losses = new float[length];
        try (RowPool pool = new RowPool(1)) {
            Workspace workspace = model.workspace(1, length, false);
            Pass pass = new Pass(weights, workspace, kernels, pool, Probe.NONE);
            for (int window = 0; window < windows; window++) {
                int from = windows == 1 ? 0 : (int) ((long) (ids.length - 1 - length) * window / (windows - 1));
                model.forward(pass, Arrays.copyOfRange(ids, from, from + length), 1, length);
                model.loss(pass, Arrays.copyOfRange(ids, from + 1, from + length + 1));
                for (int t = 0; t < length; t++) {
                    losses[t] += workspace.tokenLosses()[t] / windows;
                }
            }
        }
        return losses;
    }

    private static int[] text(LoadedSpec run, int trained) {
        int[] validation = run.tokens().validation();
        return validation.length > TIMES * trained ? validation : run.tokens().train();
    }

    private static int windows(int[] ids, int length) {
        return Math.min(WINDOWS, Math.max(1, (ids.length - 1) / length));
    }
}
