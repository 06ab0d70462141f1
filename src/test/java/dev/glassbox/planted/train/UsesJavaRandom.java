package dev.glassbox.planted.train;

import java.util.Random;

/// Planted: one random stream for everything.
public class UsesJavaRandom {
    public Random random;
}
