package dev.glassbox.planted.model;

/// Planted: one object for the whole program.
public class Singleton {
    private static final Singleton ONE = new Singleton();

    public static Singleton getInstance() {
        return ONE;
    }
}
