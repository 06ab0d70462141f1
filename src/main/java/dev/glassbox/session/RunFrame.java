package dev.glassbox.session;

import dev.glassbox.train.StepPhase;
import java.util.Optional;

/// News of a run, immutable; about ten a second, however fast it trains.
///
/// @param step steps trained so far
/// @param trainLoss cross-entropy of the newest step's batch in nats; not a number before the first step
/// @param validationLoss newest measured one in nats, at step `validationStep`
/// @param applied the settings of the newest step: the fact beside each slider's wish
/// @param stepsPerSecond over about the last second; 0 while nothing trains
/// @param fingerprint of the weights at exactly this step, such as `7F3A-91C2`; empty when it would have cost too much
/// @param logSize rows of the [MetricLog] that belong to this frame
/// @param loaded share of the loading done, 0…1
/// @param doing what is being loaded, one phrase; empty afterwards
/// @param phase the call inside a step that begins now, in slow motion only
/// @param failure what happened and what to do; empty when all is well. Unless the state is FAILED it is only a wish that was not granted
public record RunFrame(RunState state, int step, double trainLoss, double validationLoss, int validationStep, Settings applied,
        double stepsPerSecond, String fingerprint, int logSize, double loaded, String doing, Optional<StepPhase> phase,
        String failure) {

    /// @param learningRate base rate, what the slider sets
    /// @param scheduledRate what the schedule made of it in the newest step
    /// @param lastStep where the run ends
    public record Settings(double learningRate, double scheduledRate, int batchSize, double weightDecay, double gradClip, double dropout, int lastStep) {

        /// Of a model that is not trained.
        static final Settings NONE = new Settings(Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN, 0);
    }

    /// Before there is a model, and after its end.
    static RunFrame loading(RunState state, double share, String doing, String failure) {
        return new RunFrame(state, 0, Double.NaN, Double.NaN, 0, Settings.NONE, 0, "", 0, share, doing, Optional.empty(), failure);
    }
}
