package dev.glassbox.sample;

/// Random numbers for drawing tokens: one for each token that is generated, whatever was drawn before. So two models
/// that continue a prompt with the same draws differ only by what they have learned.
@FunctionalInterface
public interface Draws {
    /// A number in [0, 1).
    ///
    /// @param index 0 for the first generated token
    double at(long index);
}
