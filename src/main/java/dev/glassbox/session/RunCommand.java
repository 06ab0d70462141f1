package dev.glassbox.session;

/// A wish, sent from any thread and fulfilled at the next step boundary; of several of one kind the last wins.
public sealed interface RunCommand {

    record Play() implements RunCommand {}

    record Pause() implements RunCommand {}

    /// Trains exactly one step, then pauses.
    record StepOnce() implements RunCommand {}

    /// Lengthens a run, finished or not, and plays on. The learning rate stays at the schedule's last value.
    record TrainMore(int steps) implements RunCommand {
        public TrainMore {
            if (steps < 1) {
                throw new IllegalArgumentException("Cannot train " + steps + " more steps: at least 1 is needed.");
            }
        }
    }

    /// The base rate, before warm-up and decay of the schedule.
    record SetLearningRate(double value) implements RunCommand {
        public SetLearningRate {
            positive("learning rate", value);
        }
    }

    record SetBatchSize(int value) implements RunCommand {
        public SetBatchSize {
            positive("batch size", value);
        }
    }

    record SetWeightDecay(double value) implements RunCommand {
        public SetWeightDecay {
            notNegative("weight decay", value);
        }
    }

    /// Largest L2 norm of the gradients; 0 switches clipping off.
    record SetGradClip(double value) implements RunCommand {
        public SetGradClip {
            notNegative("gradient clipping", value);
        }
    }

    /// Share of the activations that are zeroed in training; 0 switches dropout off.
    record SetDropout(double value) implements RunCommand {
        public SetDropout {
            notNegative("dropout", value);
            if (value >= 1) {
                throw new IllegalArgumentException("The dropout must be less than 1, not " + value + ".");
            }
        }
    }

    /// Slow motion: at most so many steps a second; 0 = as fast as the machine can.
    record SetSpeedLimit(double stepsPerSecond) implements RunCommand {
        public SetSpeedLimit {
            notNegative("speed limit", stepsPerSecond);
        }
    }

    /// Trains until a step, lengthening the run when it would end before, then pauses.
    record RunToStep(int step) implements RunCommand {
        public RunToStep {
            positive("step to run to", step);
        }
    }

    /// Trains until the training loss, averaged over about 20 steps, is at or below a value, then pauses; or until the run ends.
    record RunToLoss(double loss) implements RunCommand {
        public RunToLoss {
            positive("loss to run to", loss);
        }
    }

    /// Puts the full state of training into [Run#states()], and keeps it in the time machine.
    record TakeState() implements RunCommand {}
    /// Copies everything that is needed to save the run and to go on with it.
    ///
    /// @param answer who asked; each has an own one
    record Capture(Mailbox<FullState> answer) implements RunCommand {}

    /// Puts a copy of the weights into [Run#snapshots()].
    record TakeSnapshot() implements RunCommand {}

    private static void positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("The " + what + " must be a number above 0, not " + value + ".");
        }
    }

    private static void notNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("The " + what + " must be 0 or more, not " + value + ".");
        }
    }
}
