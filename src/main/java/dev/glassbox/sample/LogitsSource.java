package dev.glassbox.sample;

/// A model as the generator sees it.
@FunctionalInterface
public interface LogitsSource {
    /// The V logits for the token after `window`.
    ///
    /// @param window at least one id, at most the context length
    float[] after(int[] window);
}
