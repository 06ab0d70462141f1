package dev.glassbox.planted.nn;

import jdk.incubator.vector.FloatVector;

/// Planted: vectors outside the kernel.
public class UsesVectors {
    public FloatVector vector;
}
