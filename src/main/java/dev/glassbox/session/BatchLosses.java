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
        Window window = new Window(new int[length], new float[length], new int[length], new float[length]);
        for (int t = 0; t < length; t++) {
            int row = b * time + (shifted ? t - 1 : t);
            boolean given = shifted && t == 0;
            int target = given ? -1 : batch.targets()[row];
            window.ids()[t] = target >= 0 ? target : batch.ids()[b * time + Math.min(t, time - 1)];
            window.losses()[t] = target >= 0 ? workspace.tokenLosses()[row] : Float.NaN;
            window.likely()[t] = target >= 0 ? likely.ids[row] : -1;
            window.chance()[t] = target >= 0 ? likely.chances[row] : Float.NaN;
        }
        return window;
    }

    /// Keeps the most likely token of every row.
    private static final class Likely implements Probe {
        private final int[] ids;
        private final float[] chances;

        Likely(int rows) {
            ids = new int[rows];
            chances = new float[rows];
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
                int best = 0;
                for (int id = 1; id < width; id++) {
                    best = logits[row * width + id] > logits[row * width + best] ? id : best;
                }
                double sum = 0;
                for (int id = 0; id < width; id++) {
                    sum += Math.exp(logits[row * width + id] - logits[row * width + best]);
                }
                ids[row] = best;
                chances[row] = (float) (1 / sum);
            }
        }
    }

    @Override
    public void close() {
        alone.close();
    }
}
