package dev.glassbox.train;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Dropout;
import dev.glassbox.nn.PackedWeights;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Trains one model, one step at a time. Owned by one thread; the pool helps inside a step.
///
/// A step draws a batch, computes loss and gradients, clips them by their global norm and updates the weights. The same configuration
/// and seed give the same weights, bit for bit, with any number of threads and any kernels.
public final class Trainer {
    /// Windows of text behind one validation loss.
    private static final int VALIDATION_WINDOWS = 64;

    /// Models with more weights than this do without packed copies, which would double their memory.
    private static final int PACK_LIMIT = 50_000_000;

    private final Transformer model;
    private final TrainingConfig config;
    private final Batcher train;
    private final Batcher validation;
    private final int validationTime;
    private Kernels kernels;
    private final RowPool pool;
    private final Parameters params;
    private final Optimizer optimizer;
    private final StepNorms measured;
    private final PackedWeights packed;
    private Workspace work;
    private Batch batch;
    private double learningRate;
    private int batchSize;
    private double weightDecay;
    private double gradClip;
    private double dropout;
    private boolean measure;
    private Optional<GradientNorms> norms = Optional.empty();
    private StepPhase.Listener phases = StepPhase.Listener.NONE;
    private int stepsDone;
    private long windowsDrawn;

    /// The news of one step.
    ///
    /// @param step         how many steps are done, this one included
    /// @param loss         mean cross-entropy of the batch in nats, before the update
    /// @param gradNorm     of the whole gradient, before clipping
    /// @param learningRate the rate used
    /// @param tokens       positions the model read
    /// @param nanos        time the step took
    public record Step(int step, double loss, double gradNorm, double learningRate, int tokens, long nanos) {

        /// Whether loss or gradient were not finite. Such a step changes no weight and is not counted: the model stays as it was.
        public boolean diverged() {
            return !Double.isFinite(loss) || !Double.isFinite(gradNorm);
        }
    }

    /// A trainer with new initial weights from the seed of the configuration.
    ///
    /// @param trainIds      the text to learn
    /// @param validationIds text kept apart to measure; empty if there is none
    /// @throws IllegalArgumentException if the training text is shorter than the model's context or holds ids the model does not know
    public Trainer(Transformer model, TrainingConfig config, int[] trainIds, int[] validationIds, Kernels kernels, RowPool pool) {
        this.model = model;
        this.config = config;
        this.kernels = kernels;
        this.pool = pool;
        int time = model.config().contextLength();
        int vocabSize = model.config().vocabSize();
        this.train = new Batcher(trainIds, time, config.objective(), vocabSize, config.seed());
        this.validationTime = Math.min(time, validationIds.length - 1);
        this.validation = validationTime < 1 ? train : new Batcher(validationIds, validationTime, config.objective(), vocabSize, config.seed());
        this.params = new Parameters(model.layout());
        model.initialize(params, config.seed());
        this.optimizer = Optimizer.create(config, model.layout().size());
        this.measured = new StepNorms(model.layout().parameters(), params, pool);
        this.packed = model.layout().size() <= PACK_LIMIT ? model.packedWeights(true) : PackedWeights.NONE;
        this.learningRate = config.learningRate();
        this.weightDecay = config.weightDecay();
        this.gradClip = config.gradClip();
        this.dropout = config.dropout();
        this.batchSize = config.batchSize();
        this.work = model.workspace(batchSize, time, true);
        this.batch = Batch.empty(batchSize, time);
    }

    /// The same with another seed than the configuration's.
    public Trainer(Transformer model, TrainingConfig config, int[] trainIds, int[] validationIds, long seed, Kernels kernels, RowPool pool) {
        this(model, config.withSeed(seed), trainIds, validationIds, kernels, pool);
    }

    /// One step on the next batch of random windows.
    public Step step() {
        long begin = System.nanoTime();
        if (batch.batch() != batchSize) {
            batch = Batch.empty(batchSize, model.config().contextLength());
        }
        train.random(windowsDrawn, batch);
        windowsDrawn += batchSize;
        return step(batch, currentLearningRate(), begin);
    }

    /// One step on a given batch with the rate of the schedule.
    public Step step(Batch given) {
        return step(given, currentLearningRate());
    }

    /// One step on a given batch with a given learning rate.
    public Step step(Batch given, double rate) {
        return step(given, rate, System.nanoTime());
    }

    private Step step(Batch given, double rate, long begin) {
        Pass pass = pass(given);
        norms = Optional.empty();
        double loss = phases == StepPhase.Listener.NONE
                ? model.gradients(pass, given.ids(), given.targets(), given.batch(), given.time())
                : gradientsByPhase(pass, given);
        double norm = measured.gradient(kernels);
        int tokens = given.batch() * given.time();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            return new Step(stepsDone, loss, norm, rate, tokens, System.nanoTime() - begin);
        }
        phases.begins(StepPhase.UPDATE);
        boolean measuring = measure;
        if (measuring) {
            measured.beforeUpdate(kernels);
        }
        double scale = gradClip > 0 && norm > gradClip ? gradClip / norm : 1;
        Optimizer.Update update = new Optimizer.Update(stepsDone + 1, rate, scale);
        double decay = weightDecay;
        List<StepNorms.Piece> pieces = measured.pieces();
        pool.run(pieces.size(), i -> {
            StepNorms.Piece piece = pieces.get(i);
            optimizer.apply(kernels, update, piece.decays() ? decay : 0, piece.from(), piece.to(), params.values(), params.grads());
        });
        stepsDone++;
        if (measuring) {
            norms = Optional.of(measured.afterUpdate(stepsDone, kernels));
        }
        return new Step(stepsDone, loss, norm, rate, tokens, System.nanoTime() - begin);
    }

    /// The same with one phase after the other.
    private double gradientsByPhase(Pass pass, Batch given) {
        phases.begins(StepPhase.FORWARD);
        model.forward(pass, given.ids(), given.batch(), given.time());
        phases.begins(StepPhase.LOSS);
        double loss = model.loss(pass, given.targets());
        // The backward pass overwrites them anyway; who watches sees them go.
        phases.begins(StepPhase.ZERO_GRADIENTS);
        Arrays.fill(params.grads(), 0);
        phases.begins(StepPhase.BACKWARD);
        model.backward(pass);
        return loss;
    }

    /// A pass with the weights as they are now.
    private Pass pass(Batch given) {
        if (given.batch() > work.maxBatch() || given.time() > work.maxTime()) {
            work = model.workspace(Math.max(given.batch(), work.maxBatch()), Math.max(given.time(), work.maxTime()), true);
        }
        Dropout drop = dropout == 0 ? Dropout.NONE : new Dropout(dropout, config.seed(), stepsDone);
        packed.pack(params, kernels, pool);
        return new Pass(params, work, kernels, pool, Probe.NONE, drop, packed);
    }

    /// Whether the following steps measure [#norms]; costs about one walk over the weights a step.
    public void measureNorms(boolean wanted) {
        measure = wanted;
    }

    /// What the last step measured; empty when it was not asked to.
    public Optional<GradientNorms> norms() {
        return norms;
    }

    /// The parts of the model that [#norms] tells apart, in that order.
    public List<GradientNorms.Group> normGroups() {
        return measured.groups();
    }

    /// Who is told about the calls inside the following steps.
    public void setPhaseListener(StepPhase.Listener listener) {
        phases = listener;
    }

    /// Mean cross-entropy on the text kept apart, on windows that are always the same; NaN without such a text.
    public double validationLoss() {
        if (validationTime < 1) {
            return Double.NaN;
        }
        int count = validation.spreadWindows(VALIDATION_WINDOWS);
        double sum = 0;
        int counted = 0;
        for (int first = 0; first < count; first += batchSize) {
            Batch windows = Batch.empty(Math.min(batchSize, count - first), validationTime);
            validation.spread(first, count, windows);
            Pass pass = pass(windows).withDropout(Dropout.NONE);
            model.forward(pass, windows.ids(), windows.batch(), windows.time());
            model.loss(pass, windows.targets());
            for (int row = 0; row < work.rows(); row++) {
                sum += work.tokenLosses()[row];
                counted += windows.targets()[row] >= 0 ? 1 : 0;
            }
        }
        return sum / counted;
    }

    /// The rate the next step will use.
    public double currentLearningRate() {
        // A lower wish lowers the whole curve: the end of the schedule never lies above its base.
        return config.schedule().rate(stepsDone, learningRate, config.warmup(), config.steps(), Math.min(config.minLr(), learningRate));
    }

    /// The live weights and gradients.
    public Parameters parameters() {
        return params;
    }

    public Transformer model() {
        return model;
    }

    public TrainingConfig config() {
        return config;
    }

    /// The batch of the last [#step()]; overwritten by the next.
    public Batch batch() {
        return batch;
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    public int stepsDone() {
        return stepsDone;
    }

    public double learningRate() {
        return learningRate;
    }

    public int batchSize() {
        return batchSize;
    }

    public double weightDecay() {
        return weightDecay;
    }

    public double gradClip() {
        return gradClip;
    }

    /// Sets the base rate of the schedule from the next step on.
    public void setLearningRate(double rate) {
        TrainingConfig.checkRate(rate);
        learningRate = rate;
    }

    public void setBatchSize(int size) {
        config.withBatchSize(size);
        batchSize = size;
    }

    public void setWeightDecay(double decay) {
        TrainingConfig.checkDecay(decay);
        weightDecay = decay;
    }

    /// 0 = no limit.
    public void setGradClip(double clip) {
        TrainingConfig.checkClip(clip);
        gradClip = clip;
    }

    public double dropout() {
        return dropout;
    }

    /// 0 = none.
    public void setDropout(double rate) {
        config.withDropout(rate);
        dropout = rate;
    }

    /// Computes with other kernels from the next step on. All kernels give the same bits, so this changes nothing but the time.
    public void setKernels(Kernels next) {
        kernels = next;
    }

    /// A copy of everything [#restore] needs.
    public TrainingState state() {
        return new TrainingState(stepsDone, windowsDrawn, params.values().clone(), optimizer.moments().stream().map(float[]::clone).toList(),
                learningRate, batchSize, weightDecay, gradClip, dropout);
    }

    /// Goes on from a state of the same model and optimizer. What follows is the same, bit for bit, as without the interruption.
    ///
    /// @throws IllegalArgumentException if the state belongs to another model or optimizer
    public void restore(TrainingState state) {
        if (state.values().length != params.values().length || state.moments().size() != optimizer.moments().size()) {
            throw new IllegalArgumentException("The saved state has " + state.values().length + " weights and " + state.moments().size()
                    + " optimizer averages, this run has " + params.values().length + " and " + optimizer.moments().size());
        }
        setLearningRate(state.learningRate());
        setBatchSize(state.batchSize());
        setWeightDecay(state.weightDecay());
        setGradClip(state.gradClip());
        setDropout(state.dropout());
        System.arraycopy(state.values(), 0, params.values(), 0, params.values().length);
        for (int i = 0; i < state.moments().size(); i++) {
            System.arraycopy(state.moments().get(i), 0, optimizer.moments().get(i), 0, params.values().length);
        }
        stepsDone = state.stepsDone();
        windowsDrawn = state.windowsDrawn();
    }
}
