package dev.glassbox.planted.tensor;

/// Planted: static state.
public class KeepsState {
    public static int count;
}
