package dev.glassbox.session;

import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Dropout;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.TokenLosses.Window;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.tensor.Workspace;
import dev.glassbox.train.Batch;
import dev.glassbox.train.Batcher;
import dev.glassbox.train.Objective;
import dev.glassbox.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/// What each token of a batch costs copied weights: which text makes a loss. Used by one thread at a time.
public final class BatchLosses implements AutoCloseable {

    /// Windows of the validation text that are shown; the first of those behind the validation loss.
    public static final int TEXT_WINDOWS = 64;

    private static final int[] NO_IDS = {};
    private static final float[] NO_CHANCES = {};

    private final Warmup warmup;
    private final RowPool alone = new RowPool(1); // training needs the cores
    private Workspace workspace;
    private LoadedSpec workspaceOf;

    public BatchLosses(Warmup warmup) {
        this.warmup = warmup;
    }

    /// The batch that the step after the snapshot reads, with the dropout of that step: its mean is the loss that step reports, bit for bit.
    public TokenLosses next(WeightSnapshot snapshot, TimeMachine past) {
        return next(snapshot, past, snapshot.step());
    }

    /// What the batch of another step costs these weights: the same text, read with what the model knew at another time.
    ///
    /// @param stepsDone before the step that reads the batch
    public TokenLosses next(WeightSnapshot snapshot, TimeMachine past, int stepsDone) {
        LoadedSpec run = snapshot.run();
        TrainingConfig training = run.spec().training();
        LiveSettings settings = past.settingsAt(stepsDone).orElse(null);
        int size = settings == null ? training.batchSize() : settings.batchSize();
        double rate = settings == null ? training.dropout() : settings.dropout();
        Batch batch = Batch.empty(size, run.config().contextLength());
        new Batcher(run.tokens().train(), batch.time(), training.objective(), run.config().vocabSize(), training.seed())
                .random(past.windowsDrawn(stepsDone), batch);
        return losses(snapshot, batch, rate == 0 ? Dropout.NONE : new Dropout(rate, training.seed(), stepsDone));
    }

    /// The windows of text behind the validation loss; of the training text when there is no other.
    public TokenLosses text(WeightSnapshot snapshot) {
        LoadedSpec run = snapshot.run();
        TrainingConfig training = run.spec().training();
        int[] validation = run.tokens().validation();
        boolean enough = validation.length > run.config().contextLength();
        Batcher batcher = new Batcher(enough ? validation : run.tokens().train(), run.config().contextLength(), training.objective(),
                run.config().vocabSize(), training.seed());
        int count = batcher.spreadWindows(TEXT_WINDOWS);
        Batch batch = Batch.empty(count, run.config().contextLength());
        batcher.spread(0, count, batch);
        return losses(snapshot, batch, Dropout.NONE);
    }

    private TokenLosses losses(WeightSnapshot snapshot, Batch batch, Dropout dropout) {
        LoadedSpec run = snapshot.run();
        if (workspaceOf != run || workspace.maxBatch() < batch.batch()) {
            workspace = run.transformer().workspace(batch.batch(), batch.time(), false);
            workspaceOf = run;
        }
        Likely likely = new Likely(batch.batch() * batch.time());
        Pass pass = new Pass(snapshot.parameters(), workspace, warmup.kernels(), alone, likely).withDropout(dropout);
        run.transformer().forward(pass, batch.ids(), batch.batch(), batch.time());
        double mean = run.transformer().loss(pass, batch.targets());
        boolean shifted = run.spec().training().objective() == Objective.NEXT_TOKEN;
        List<Window> windows = new ArrayList<>();
        for (int b = 0; b < batch.batch(); b++) {
            windows.add(window(batch, b, shifted, likely));
        }
        return new TokenLosses(snapshot, windows, mean);
    }

    /// @param shifted whether a position guesses the token after it, and not the hidden one in its own place
    private Window window(Batch batch, int b, boolean shifted, Likely likely) {
        int time = batch.time();
        int length = shifted ? time + 1 : time;
        Window window = new Window(new int[length], new float[length], new int[length][], new float[length][]);
        for (int t = 0; t < length; t++) {
            int row = b * time + (shifted ? t - 1 : t);
            boolean given = shifted && t == 0;
            int target = given ? -1 : batch.targets()[row];
            window.ids()[t] = target >= 0 ? target : batch.ids()[b * time + Math.min(t, time - 1)];
            window.losses()[t] = target >= 0 ? workspace.tokenLosses()[row] : Float.NaN;
            window.likely()[t] = target >= 0 ? likely.ids[row] : NO_IDS;
            window.chances()[t] = target >= 0 ? likely.chances[row] : NO_CHANCES;
        }
        return window;
    }

    /// Keeps the most likely tokens of every row.
    private static final class Likely implements Probe {
        private final int[][] ids;
        private final float[][] chances;

        Likely(int rows) {
            ids = new int[rows][];
            chances = new float[rows][];
        }

        @Override
        public boolean wants(ProbePoint point, int layer) {
            return point == ProbePoint.LOGITS;
        }

        @Override
        public void record(ProbePoint point, int layer, Tensor values) {
            if (point != ProbePoint.LOGITS) {
                return;
            }
            int width = values.shape().dim(values.shape().rank() - 1);
            float[] logits = values.copy();
            for (int row = 0; row < ids.length; row++) {
                keep(row, logits, row * width, width);
            }
        }

        private void keep(int row, float[] logits, int from, int width) {
            int[] best = new int[Math.min(Window.LIKELIEST, width)];
            int found = 0;
            for (int id = 0; id < width; id++) {
                int at = found;
                while (at > 0 && logits[from + id] > logits[from + best[at - 1]]) {
                    at--;
                }
                if (at < best.length) {
                    found = Math.min(found + 1, best.length);
                    System.arraycopy(best, at, best, at + 1, found - at - 1);
                    best[at] = id;
                }
            }
            double sum = 0;
            for (int id = 0; id < width; id++) {
                sum += Math.exp(logits[from + id] - logits[from + best[0]]);
            }
            ids[row] = best;
            chances[row] = new float[best.length];
            for (int i = 0; i < best.length; i++) {
                chances[row][i] = (float) (Math.exp(logits[from + best[i]] - logits[from + best[0]]) / sum);
            }
        }
    }

    @Override
    public void close() {
        alone.close();
    }
}
