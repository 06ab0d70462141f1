package dev.glassbox.cli;

import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.train.Batch;
import dev.glassbox.train.Checkpoint;
import dev.glassbox.train.LossHistory;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Trains for a number of steps and sees to it that whatever happens a finite model and the logs are on disk.
final class TrainJob {

    /// @param saveEvery steps between saves, 0 = only at the end
    /// @param recorded batches to train on instead of the trainer's own; empty = its own
    /// @param log where to log each step, or null
    /// @param logBatches where to log each batch, or null
    record Plan(int steps, int saveEvery, List<BatchesFile.Step> recorded, Path log, Path logBatches) {}

    private static final long NEWS_NANOS = 2_000_000_000L;

    /// In smaller models a copy every few steps costs nothing.
    private static final int COPIED_WEIGHTS = 4_000_000;
    private static final int COPY_STEPS = 10;

    private final Console console;
    private final Trainer trainer;
    private final ModelFolder out;
    private final Optional<Tokenizer> tokenizer;
    private final Plan plan;
    private final List<Trainer.Step> steps = new ArrayList<>();
    private final List<BatchesFile.Step> batches = new ArrayList<>();
    private final LossHistory.Recorder history;
    private Optional<TrainingState> lastFinite = Optional.empty();
    private double lastLoss;
    private long nextNews;

    /// @param before what was trained already: its losses and the last of them
    TrainJob(Console console, Trainer trainer, ModelFolder out, Optional<Tokenizer> tokenizer, Optional<Checkpoint> before, Plan plan) {
        this.console = console;
        this.trainer = trainer;
        this.out = out;
        this.tokenizer = tokenizer;
        this.history = new LossHistory.Recorder(before.map(Checkpoint::history).orElse(LossHistory.EMPTY));
        this.lastLoss = before.map(Checkpoint::loss).orElse(Double.NaN);
        this.plan = plan;
    }

    void run() throws IOException {
        nextNews = System.nanoTime() + NEWS_NANOS;
        for (int i = 0; i < plan.steps(); i++) {
            remember(i);
            Trainer.Step step = step(i);
            steps.add(step);
            if (step.diverged()) {
                throw diverged(step);
            }
            lastLoss = step.loss();
            history.add(step.step(), step.loss());
            news(step, i);
            if (plan.saveEvery() > 0 && (i + 1) % plan.saveEvery() == 0 && i + 1 < plan.steps()) {
                requireFinite(step);
                save(trainer.state(), Double.NaN);
            }
        }
        if (!steps.isEmpty()) {
            requireFinite(steps.getLast());
        }
        double validation = trainer.validationLoss();
        save(trainer.state(), validation);
        writeLogs();
        console.result(lastLine(trainer.stepsDone(), lastLoss, validation, trainer.model().config(), trainer.parameters().values()));
    }

    private Trainer.Step step(int i) {
        boolean logged = plan.logBatches() != null;
        if (plan.recorded().isEmpty()) {
            Trainer.Step step = trainer.step();
            if (logged) {
                batches.add(new BatchesFile.Step(step.learningRate(), trainer.batch().windows()));
            }
            return step;
        }
        BatchesFile.Step recorded = plan.recorded().get(i);
        if (logged) {
            batches.add(recorded);
        }
        return trainer.step(Batch.ofWindows(recorded.windows()), recorded.learningRate());
    }

    /// Keeps a copy of the last state known to be finite. A state is known to be so once a step from it had a finite loss and gradient.
    private void remember(int i) {
        if (i % COPY_STEPS == 0 && trainer.parameters().values().length <= COPIED_WEIGHTS && trainer.parameters().nonFinite() == 0) {
            lastFinite = Optional.of(trainer.state());
        }
    }

    private void requireFinite(Trainer.Step step) throws IOException {
        if (trainer.parameters().nonFinite() > 0) {
            throw diverged(step);
        }
    }

    /// Writes the newest finite state there is, and the logs up to here.
    private CliException diverged(Trainer.Step step) throws IOException {
        writeLogs();
        if (trainer.parameters().nonFinite() == 0) {
            lastFinite = Optional.of(trainer.state());
        }
        String kept = "no checkpoint was written";
        if (lastFinite.isPresent()) {
            save(lastFinite.get(), Double.NaN);
            kept = "the last finite checkpoint, step " + lastFinite.get().stepsDone() + ", is in " + out.folder();
        } else if (out.training().isPresent()) {
            kept = "the last saved checkpoint is still in " + out.folder();
        }
        int number = step.diverged() ? step.step() + 1 : step.step();
        return new CliException("--lr", "training diverged in step " + number + " (loss " + Numbers.text(step.loss()) + ", gradient norm "
                + Numbers.text(step.gradNorm()) + ", learning rate " + Numbers.text(step.learningRate()) + "); " + kept,
                "choose a smaller learning rate or a smaller --grad-clip");
    }

    private void save(TrainingState state, double validation) throws BadFileException {
        new Checkpoint(trainer.model().config(), tokenizer, trainer.config(), state, lastLoss, validation,
                history.upTo(state.stepsDone())).save(out);
    }

    private void news(Trainer.Step step, int i) {
        long now = System.nanoTime();
        if (now >= nextNews) {
            nextNews = now + NEWS_NANOS;
            console.message("step " + step.step() + " (" + (i + 1) + " of " + plan.steps() + "), loss " + Numbers.text(step.loss()) + ", "
                    + Math.round(tokensPerSecond(step)) + " tokens/s");
        }
    }

    private static double tokensPerSecond(Trainer.Step step) {
        return step.tokens() * 1e9 / Math.max(1, step.nanos());
    }

    private void writeLogs() throws IOException {
        if (plan.log() != null) {
            Csv.write(plan.log(), "step,loss,grad_norm,lr,tokens_per_second", csv -> {
                for (Trainer.Step step : steps) {
                    csv.row(step.diverged() ? step.step() + 1 : step.step(), step.loss(), step.gradNorm(), step.learningRate(),
                            Math.round(tokensPerSecond(step)));
                }
            });
        }
        if (plan.logBatches() != null) {
            BatchesFile.write(plan.logBatches(), trainer.config(), batches);
        }
    }

    /// `step 100 loss 2.5 val 2.6 fingerprint 7F3A-91C2`
    static String lastLine(int step, double loss, double validation, ModelConfig config, float[] values) {
        return "step " + step + " loss " + Numbers.text(loss) + " val " + Numbers.text(validation)
                + " fingerprint " + new Parameters(config.layout(), values).fingerprint();
    }
}
