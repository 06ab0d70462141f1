package dev.glassbox.planted.kernel;

import dev.glassbox.planted.train.UsesJavaRandom;

/// Planted: a lower floor that uses a higher one.
public class KnowsUpstairs {
    public UsesJavaRandom above;
}
