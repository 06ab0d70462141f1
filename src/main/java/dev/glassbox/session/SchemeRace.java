package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/// The same small model with each scheme of positions, from one seed on the same batches, trained on texts of length L and then
/// read at up to 4 L. Belongs to one thread, which calls [#go] again until it is finished.
public final class SchemeRace implements SideTraining<SchemeRace.Answer> {

    /// Of each model.
    public static final int STEPS = 400;

    private static final int ROUND = 50;
    private static final int LONGEST = 64;
    private static final int BATCH = 8;
    private static final int WIDTH = 32;
    private static final int HEADS = 4;
    private static final int BLOCKS = 2;
    /// Sines are numbers of size 1: beside rows drawn at GPT-2's 0.02 the words would drown for hundreds of steps. Vaswani et al. multiply
    /// the rows by √d for the same reason.
    private static final double INIT_STD = 0.1;

    /// @param losses `[4 L]`, mean loss at each position in nats; `[L]` where the scheme ends there
    public record Lane(Kind scheme, float[] losses) {

        /// Mean loss of the positions from `from` to before `to`; NaN when they were not reached.
        public double mean(int from, int to) {
            return LengthStudy.mean(losses, from, to);
        }
    }

    /// @param trained L
    /// @param steps each model has done at least
    /// @param lanes one for each scheme that was measured already, in the order of [Kind]
    public record Answer(LoadedSpec run, int trained, int steps, List<Lane> lanes) implements Progress {
        public Answer {
            lanes = List.copyOf(lanes);
        }

        @Override
        public boolean done() {
            return steps >= STEPS;
        }
    }

    private final LoadedSpec run;
    private final Kernels kernels;
    private final RowPool pool = new RowPool(1);
    private final List<ModelConfig> configs = new ArrayList<>();
    private final List<Trainer> trainers = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final int trained;

    /// Two blocks of width 32 with the run's tokens, text and seed; L is the run's context length, 64 at most.
    ///
    /// @throws IllegalArgumentException with one sentence when there is no text, or too little of it
    public SchemeRace(LoadedSpec run, Kernels kernels) {
        this.run = run;
        this.kernels = kernels;
        if (!run.hasText()) {
            throw new IllegalArgumentException("This model came without a text to learn from; choose one in the run menu.");
        }
        trained = Math.min(LONGEST, run.config().contextLength());
        TrainingConfig training = TrainingConfig.defaults().withBatchSize(BATCH).withLearningRate(3e-3).withMinLr(3e-4).withWarmup(20).withSteps(STEPS)
                .withSeed(run.spec().seed());
        for (Kind kind : Kind.values()) {
            ModelConfig config = ModelConfig.gpt2Style(run.config().vocabSize(), trained, BLOCKS, HEADS, WIDTH).withPositions(kind).withInitStd(INIT_STD);
            configs.add(config);
            trainers.add(new Trainer(new Transformer(config), training, run.tokens().train(), run.tokens().validation(), kernels, pool));
            lanes.add(null);
        }
    }

    /// Trains for about so long, the model that is farthest behind first, and measures each after every fifty steps.
    @Override
    public Answer go(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!finished()) {
            int next = behind();
            Trainer trainer = trainers.get(next);
            trainer.step();
            if (trainer.stepsDone() % ROUND == 0) {
                lanes.set(next, new Lane(configs.get(next).positions(), LengthStudy.losses(run, configs.get(next), trainer.parameters().values(), kernels)));
            }
            if (System.nanoTime() > end) {
                break;
            }
        }
        return new Answer(run, trained, trainers.get(behind()).stepsDone(), lanes.stream().filter(lane -> lane != null).toList());
    }

    /// In whole rounds, so that the models are measured one after the other and not all at once.
    private int behind() {
        int behind = 0;
        for (int i = 1; i < trainers.size(); i++) {
            if (trainers.get(i).stepsDone() / ROUND < trainers.get(behind).stepsDone() / ROUND) {
                behind = i;
            }
        }
        return behind;
    }

    private boolean finished() {
        return trainers.stream().allMatch(trainer -> trainer.stepsDone() >= STEPS);
    }
}
