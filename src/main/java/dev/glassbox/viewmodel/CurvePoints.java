package dev.glassbox.viewmodel;

/// A reduced curve: parallel arrays, one entry a point; never written again.
///
/// @param steps first step of each point
public record CurvePoints(double[] steps, double[] low, double[] high, double[] mean) {

    public static final CurvePoints NONE = new CurvePoints(new double[0], new double[0], new double[0], new double[0]);
}
