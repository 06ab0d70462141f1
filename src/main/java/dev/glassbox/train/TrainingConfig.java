package dev.glassbox.train;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a model is trained. Checks itself when created.
///
/// @param batchSize      sequences a step
/// @param learningRate   base rate, the largest of the schedule
/// @param schedule       shape of the learning rate over the run
/// @param warmup         steps of the rise at the start of [Schedule#COSINE]
/// @param steps          length of the schedule; a run may go on after it
/// @param minLr          lowest rate of [Schedule#COSINE]
/// @param beta1          decay of the first moment; of momentum too, where it is called μ
/// @param beta2          decay of the second moment; of RMSProp too, where it is called ρ
/// @param eps            keeps the division by the second moment finite
/// @param weightDecay    pull of matrices towards zero, as a share of the learning rate
/// @param gradClip       largest norm of the whole gradient; 0 = no limit
/// @param optimizer      the rule
/// @param biasCorrection whether AdamW corrects its moments for having started at zero
/// @param dropout        probability of dropping an activation in training
/// @param objective      what to guess
/// @param seed           of initial weights, data order and dropout, each with its own stream
public record TrainingConfig(
        int batchSize, double learningRate, Schedule schedule, int warmup, int steps, double minLr,
        double beta1, double beta2, double eps, double weightDecay, double gradClip,
        OptimizerKind optimizer, boolean biasCorrection, double dropout, Objective objective, long seed) {

    private static final double SMALLEST_PLAIN = 1e-6;

    /// @throws IllegalArgumentException with one sentence that names the setting, its value and what to do
    public TrainingConfig {
        check(batchSize >= 1, "batch_size: %s must be at least 1", batchSize);
        checkRate(learningRate);
        check(steps >= 1, "steps: %s must be at least 1", steps);
        check(warmup >= 0 && (warmup < steps || schedule != Schedule.COSINE), "warmup: %s steps must be fewer than the %s steps of the schedule",
                warmup, steps);
        check(minLr >= 0 && Double.isFinite(minLr), "min_lr: %s must be zero or a positive number", minLr);
        check(beta1 >= 0 && beta1 < 1, "beta1: %s must be at least 0 and less than 1", beta1);
        check(beta2 >= 0 && beta2 < 1, "beta2: %s must be at least 0 and less than 1", beta2);
        check(eps > 0 && Double.isFinite(eps), "eps: %s must be a positive number", eps);
        checkDecay(weightDecay);
        checkClip(gradClip);
        check(dropout >= 0 && dropout < 1, "dropout: %s must be at least 0 and less than 1", dropout);
    }

    /// AdamW with a short warm-up and a cosine, gradients clipped at 1: settings that train small models well.
    public static TrainingConfig defaults() {
        return new TrainingConfig(16, 1e-3, Schedule.COSINE, 100, 2000, 1e-4, 0.9, 0.99, 1e-8, 0.1, 1.0,
                OptimizerKind.ADAMW, true, 0, Objective.NEXT_TOKEN, 1);
    }

    /// One line for each setting that differs, in the spelling of `training.json`.
    public List<String> differences(TrainingConfig other) {
        List<String> lines = new ArrayList<>();
        differ(lines, "batch_size", batchSize, other.batchSize);
        differ(lines, "learning_rate", learningRate, other.learningRate);
        differ(lines, "schedule", schedule.key(), other.schedule.key());
        differ(lines, "warmup", warmup, other.warmup);
        differ(lines, "steps", steps, other.steps);
        differ(lines, "min_lr", minLr, other.minLr);
        differ(lines, "beta1", beta1, other.beta1);
        differ(lines, "beta2", beta2, other.beta2);
        differ(lines, "eps", eps, other.eps);
        differ(lines, "weight_decay", weightDecay, other.weightDecay);
        differ(lines, "grad_clip", gradClip, other.gradClip);
        differ(lines, "optimizer", optimizer.key(), other.optimizer.key());
        differ(lines, "bias_correction", biasCorrection, other.biasCorrection);
        differ(lines, "dropout", dropout, other.dropout);
        differ(lines, "objective", objective.key(), other.objective.key());
        differ(lines, "seed", seed, other.seed);
        return lines;
    }

    private static void differ(List<String> lines, String key, Object mine, Object theirs) {
        if (!mine.equals(theirs)) {
            lines.add(key + ": " + plain(mine) + " → " + plain(theirs));
        }
    }

    /// 0.0002 and not 2.0E-4; only what would be mostly zeros stays as Java writes it.
    private static String plain(Object value) {
        return value instanceof Double number && (number == 0 || Math.abs(number) >= SMALLEST_PLAIN)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString() : String.valueOf(value);
    }

    static void checkRate(double learningRate) {
        check(learningRate >= 0 && Double.isFinite(learningRate), "learning_rate: %s must be zero or a positive number", learningRate);
    }

    static void checkDecay(double weightDecay) {
        check(weightDecay >= 0 && Double.isFinite(weightDecay), "weight_decay: %s must be zero or a positive number", weightDecay);
    }

    static void checkClip(double gradClip) {
        check(gradClip >= 0 && Double.isFinite(gradClip), "grad_clip: %s must be zero (off) or a positive number", gradClip);
    }

    private static void check(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }

    public TrainingConfig withBatchSize(int batchSize) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withLearningRate(double learningRate) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withSchedule(Schedule schedule) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withWarmup(int warmup) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withSteps(int steps) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withMinLr(double minLr) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withBeta1(double beta1) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withBeta2(double beta2) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withEps(double eps) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withWeightDecay(double weightDecay) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withGradClip(double gradClip) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withOptimizer(OptimizerKind optimizer) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withBiasCorrection(boolean biasCorrection) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withDropout(double dropout) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withObjective(Objective objective) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }

    public TrainingConfig withSeed(long seed) {
        return new TrainingConfig(batchSize, learningRate, schedule, warmup, steps, minLr, beta1, beta2, eps, weightDecay, gradClip,
                optimizer, biasCorrection, dropout, objective, seed);
    }
}
