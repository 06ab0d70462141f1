package dev.glassbox.planted.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Planted: the platform's own exponential.
public class UsesPlatformExp {
    public FloatVector exp(FloatVector v) {
        return v.lanewise(VectorOperators.EXP);
    }
}
