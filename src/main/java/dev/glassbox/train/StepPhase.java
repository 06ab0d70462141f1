package dev.glassbox.train;

/// The five calls of one training step, in order.
public enum StepPhase {
    /// From token ids to logits.
    FORWARD("forward"),
    /// From logits and true next tokens to one number.
    LOSS("loss"),
    /// Forgets the gradients of the step before.
    ZERO_GRADIENTS("zero gradients"),
    /// From the loss back to a gradient for every weight.
    BACKWARD("backward"),
    /// Clips the gradients and moves every weight a little.
    UPDATE("update");

    private final String label;

    StepPhase(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// Is told on the training thread before each call; training waits until it returns.
    @FunctionalInterface
    public interface Listener {
        /// For training at full speed.
        Listener NONE = _ -> {};

        void begins(StepPhase phase);
    }
}
