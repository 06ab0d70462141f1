package dev.glassbox.picture;

/// The shape of the curves from key to query: horizontal at both ends, all alike but for their height.
final class FlowCurve {

    /// Weights below this are not drawn.
    static final double SMALLEST = 0.05;
    /// Width of a curve of weight 1.
    static final double THICKNESS = 7;

    private static final double BEND = 0.56;

    private FlowCurve() {}

    /// Appends start, control points and end at `points[8 · index]`.
    static void put(double[] points, int index, double x1, double y1, double x2, double y2) {
        int i = 8 * index;
        points[i] = x1;
        points[i + 1] = y1;
        points[i + 2] = x1 + BEND * (x2 - x1);
        points[i + 3] = y1;
        points[i + 4] = x2 - BEND * (x2 - x1);
        points[i + 5] = y2;
        points[i + 6] = x2;
        points[i + 7] = y2;
    }

    /// How far a curve has come from its key's row (0) to its query's row (1) at `across` of its width.
    static double riseAt(double across) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 24; i++) {
            double t = (low + high) / 2;
            double u = 1 - t;
            double x = 3 * u * u * t * BEND + 3 * u * t * t * (1 - BEND) + t * t * t;
            if (x < across) {
                low = t;
            } else {
                high = t;
            }
        }
        return low * low * (3 - 2 * low);
    }
}
