package dev.glassbox.cli;

import dev.glassbox.nn.Keyed;
import dev.glassbox.train.Objective;
import dev.glassbox.train.OptimizerKind;
import dev.glassbox.train.Schedule;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How to train, on the command line. Everything not given keeps its value, so that a run goes on as it was set.
final class TrainingSettings {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--batch-size", paramLabel = "N", description = "Sequences a step; default: 16.")
    private Integer batchSize;

    @Option(names = "--lr", paramLabel = "X", description = "Learning rate; default: 0.001.")
    private Double learningRate;

    @Option(names = "--seed", paramLabel = "N", description = "Of initial weights and the order of the data; default: 1.")
    private Long seed;

    @Option(names = "--schedule", paramLabel = "NAME", description = "constant, linear or cosine; default: constant.")
    private String schedule;

    @Option(names = "--warmup", paramLabel = "N", description = "Steps of the rise before the cosine; default: 0.")
    private Integer warmup;

    @Option(names = "--min-lr", paramLabel = "X", description = "Where the cosine ends; default: 0.")
    private Double minLr;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "adamw, sgd, momentum or rmsprop; default: adamw.")
    private String optimizer;

    @Option(names = "--betas", split = ",", paramLabel = "X", description = "AdamW's two averages, for example 0.9,0.99.")
    private double[] betas;

    @Option(names = "--eps", paramLabel = "X", description = "AdamW's epsilon; default: 1e-8.")
    private Double eps;

    @Option(names = "--weight-decay", paramLabel = "X", description = "On tensors of two or more dimensions; default: 0.1.")
    private Double weightDecay;

    @Option(names = "--grad-clip", paramLabel = "X", description = "Largest norm of the gradient, 0 = none; default: 1.")
    private Double gradClip;

    @Option(names = "--dropout", paramLabel = "X", description = "Share of activations dropped; default: 0.")
    private Double dropout;

    @Option(names = "--objective", paramLabel = "NAME", description = "next_token or masked_token; default: next_token.")
    private String objective;

    /// What a run starts with when nothing is said: a constant rate, so that a run in two parts equals a run in one.
    static TrainingConfig defaults() {
        return TrainingConfig.defaults().withSchedule(Schedule.CONSTANT).withWarmup(0).withMinLr(0);
    }

    /// @param base what holds where no option is given
    /// @param steps length of the schedule
    TrainingConfig applyTo(TrainingConfig base, int steps) {
        if (betas != null && betas.length != 2) {
            throw Usage.wrong(spec, "--betas", "two numbers are needed, for example 0.9,0.99");
        }
        Schedule curve = schedule(base);
        checkUsed("--warmup", warmup == null ? 0 : warmup, curve);
        checkUsed("--min-lr", minLr == null ? 0 : minLr, curve);
        try {
            return new TrainingConfig(or(batchSize, base.batchSize()), or(learningRate, base.learningRate()),
                    curve, or(warmup, base.warmup()),
                    Math.max(1, steps), or(minLr, base.minLr()), betas == null ? base.beta1() : betas[0], betas == null ? base.beta2() : betas[1],
                    or(eps, base.eps()), or(weightDecay, base.weightDecay()), or(gradClip, base.gradClip()),
                    optimizer == null ? base.optimizer() : Keyed.parse(OptimizerKind.class, "optimizer", optimizer), base.biasCorrection(),
                    or(dropout, base.dropout()), objective == null ? base.objective() : Keyed.parse(Objective.class, "objective", objective),
                    or(seed, base.seed()));
        } catch (IllegalArgumentException wrong) {
            String message = wrong.getMessage();
            int colon = message.indexOf(": ");
            String key = colon < 0 ? "" : message.substring(0, colon);
            String option = switch (key) {
                case "learning_rate" -> "--lr";
                case "beta1", "beta2" -> "--betas";
                default -> "--" + key.replace('_', '-');
            };
            throw Usage.wrong(spec, option, message.substring(colon < 0 ? 0 : colon + 2));
        }
    }

    private Schedule schedule(TrainingConfig base) {
        try {
            return schedule == null ? base.schedule() : Keyed.parse(Schedule.class, "schedule", schedule);
        } catch (IllegalArgumentException unknown) {
            throw Usage.wrong(spec, "--schedule", unknown.getMessage().replaceFirst("^schedule: ", ""));
        }
    }

    /// What would be ignored is better refused.
    private void checkUsed(String option, double value, Schedule curve) {
        if (value != 0 && curve != Schedule.COSINE) {
            throw Usage.wrong(spec, option, "has no effect with --schedule " + curve.key() + ", only with cosine");
        }
    }

    /// Lets options win over the settings a restored run had.
    void applyTo(Trainer trainer) {
        if (learningRate != null) {
            trainer.setLearningRate(learningRate);
        }
        if (batchSize != null) {
            trainer.setBatchSize(batchSize);
        }
        if (weightDecay != null) {
            trainer.setWeightDecay(weightDecay);
        }
        if (gradClip != null) {
            trainer.setGradClip(gradClip);
        }
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
