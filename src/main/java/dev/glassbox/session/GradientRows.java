package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.train.Batch;
import dev.glassbox.train.Batcher;
import dev.glassbox.train.Objective;
import dev.glassbox.train.TrainingConfig;
import java.util.Arrays;

/// Which rows of the embedding matrix learn in a step: those of the batch through the lookup, all through the head.
///
/// Both ways are computed apart, with a head of its own that holds the same numbers. A tied matrix gets their sum.
///
/// @param lookup `[V]`, length of the gradient of each row through the lookup
/// @param head `[V]`, of each row through the head
/// @param tied whether the run's head uses the embedding matrix
/// @param batch how many sequences the gradient is the mean of
/// @param tokens how many positions
public record GradientRows(LoadedSpec run, int step, float[] lookup, float[] head, boolean tied, int batch, int tokens) {

    private static final long LARGEST = 8L << 20;

    /// The batch a run with its first batch size would train on after the snapshot's step.
    ///
    /// @throws IllegalArgumentException when the model is too large to be trained beside the run
    public static GradientRows of(WeightSnapshot snapshot, Kernels kernels) {
        LoadedSpec run = snapshot.run();
        ModelConfig config = run.config();
        if (snapshot.values().length > LARGEST) {
            throw new IllegalArgumentException("This model has too many weights for a second backward pass beside the training.");
        }
        if (!run.hasText()) {
            throw new IllegalArgumentException("This model came without a text to learn from, so there is no batch and no gradient.");
        }
        TrainingConfig training = run.spec().training();
        int size = training.batchSize();
        int time = config.contextLength();
        Batch batch = new Batch(new int[size * time], new int[size * time], size, time);
        Objective objective = training.objective();
        new Batcher(run.tokens().train(), time, objective, config.vocabSize(), training.seed()).random((long) snapshot.step() * size, batch);
        return of(snapshot, batch, kernels);
    }

    static GradientRows of(WeightSnapshot snapshot, Batch batch, Kernels kernels) {
        LoadedSpec run = snapshot.run();
        ModelConfig config = run.config();
        Transformer free = new Transformer(config.withTied(false));
        Parameters weights = new Parameters(free.layout());
        for (Parameter parameter : free.layout().parameters()) {
            Parameter source = run.transformer().layout().find(parameter.name()).orElseGet(() -> run.transformer().layout().get("wte.weight"));
            System.arraycopy(snapshot.values(), source.offset(), weights.values(), parameter.offset(), parameter.size());
        }
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(weights, free.workspace(batch.batch(), batch.time(), true), kernels, pool, Probe.NONE);
            free.forward(pass, batch.ids(), batch.batch(), batch.time());
            free.loss(pass, Arrays.copyOf(batch.targets(), batch.batch() * batch.time()));
            free.backward(pass);
        }
        return new GradientRows(run, snapshot.step(), norms(weights, free.layout().get("wte.weight"), config), norms(weights, free.layout().get("lm_head.weight"), config),
                config.tied(), batch.batch(), batch.batch() * batch.time());
    }

    private static float[] norms(Parameters weights, Parameter table, ModelConfig config) {
        float[] norms = new float[config.vocabSize()];
        for (int row = 0; row < norms.length; row++) {
            double square = 0;
            for (int c = 0; c < config.dModel(); c++) {
                double g = weights.grads()[table.offset() + row * config.dModel() + c];
                square += g * g;
            }
            norms[row] = (float) Math.sqrt(square);
        }
        return norms;
    }

    /// How many rows get any gradient at all.
    public static int moved(float[] norms) {
        int moved = 0;
        for (float norm : norms) {
            moved += norm > 0 ? 1 : 0;
        }
        return moved;
    }
}
