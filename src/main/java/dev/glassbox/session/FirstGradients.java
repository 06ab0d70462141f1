package dev.glassbox.session;

import dev.glassbox.kernel.RowPool;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/// The gradients of a run's first steps, made again: the same seed gives the same ones, bit for bit.
///
/// @param run whose steps they are
/// @param steps one array a step, all weights in file order, clipped as the optimizer saw them
public record FirstGradients(LoadedSpec run, List<float[]> steps) {

    /// More weights than these are not kept ten times.
    private static final long LARGEST = 4_000_000;

    public FirstGradients {
        steps = List.copyOf(steps);
    }

    /// @throws IllegalArgumentException with one sentence when the run cannot be repeated
    public static FirstGradients of(LoadedSpec run, int count, Warmup warmup) {
        check(run);
        try (RowPool alone = new RowPool(1)) {
            Trainer trainer = new Trainer(run.transformer(), run.spec().training(), run.tokens().train(), run.tokens().validation(), warmup.kernels(), alone);
            List<float[]> steps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Trainer.Step step = trainer.step();
                double clip = run.spec().training().gradClip();
                float scale = (float) (clip > 0 && step.gradNorm() > clip ? clip / step.gradNorm() : 1);
                float[] gradients = trainer.parameters().grads().clone();
                for (int w = 0; w < gradients.length; w++) {
                    gradients[w] *= scale;
                }
                steps.add(gradients);
            }
            return new FirstGradients(run, steps);
        }
    }

    static void check(LoadedSpec run) {
        if (!run.hasText()) {
            throw new IllegalArgumentException("This model came without the text it learned from, so no step can be made again. Choose a text in the run menu.");
        }
        if (run.parameterCount() > LARGEST) {
            throw new IllegalArgumentException(String.format(java.util.Locale.ROOT,
                    "The lab works with up to %,d weights; this model has %,d. Open a smaller one.", LARGEST, run.parameterCount()));
        }
    }

    /// The gradient of one weight in each step.
    public double[] of(int weight) {
        double[] column = new double[steps.size()];
        for (int t = 0; t < column.length; t++) {
            column[t] = steps.get(t)[weight];
        }
        return column;
    }

    /// The weight of a parameter with the largest gradient in the first step.
    public int largest(Parameter parameter) {
        int best = parameter.offset();
        for (int w = parameter.offset(); w < parameter.end(); w++) {
            best = Math.abs(steps.getFirst()[w]) > Math.abs(steps.getFirst()[best]) ? w : best;
        }
        return best;
    }
}
