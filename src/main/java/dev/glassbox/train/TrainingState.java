package dev.glassbox.train;

import java.util.List;

/// Everything a run needs to go on exactly as if it had never stopped. Never written again once created.
///
/// @param stepsDone     updates made so far
/// @param windowsDrawn  windows of text taken so far
/// @param values        all weights in file order
/// @param moments       the optimizer's running averages in the same order; AdamW: m, v
/// @param learningRate  base rate as last set
/// @param batchSize     as last set
/// @param weightDecay   as last set
/// @param gradClip      as last set
/// @param dropout       as last set
public record TrainingState(int stepsDone, long windowsDrawn, float[] values, List<float[]> moments,
                            double learningRate, int batchSize, double weightDecay, double gradClip, double dropout) {

    public TrainingState {
        moments = List.copyOf(moments);
    }

    /// Before the first step with weights that are there already, such as those of a model from elsewhere.
    public static TrainingState beginning(float[] values, TrainingConfig config) {
        return new TrainingState(0, 0, values, Optimizer.create(config, values.length).moments(), config.learningRate(), config.batchSize(),
                config.weightDecay(), config.gradClip(), config.dropout());
    }
}
