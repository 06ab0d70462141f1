package dev.glassbox.planted.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Planted: a reduction whose order is not specified.
public class SumsInAnyOrder {
    public float sum(FloatVector v) {
        return v.reduceLanes(VectorOperators.ADD);
    }
}
