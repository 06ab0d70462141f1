package dev.glassbox.picture;

/// Labels one above the other that never overlap and stay as near as they can to where they belong.
final class LabelStack {

    private LabelStack() {}

    /// @param wanted upper edges, ascending
    /// @param pitch  least distance of two upper edges
    /// @return upper edges with that distance between `low` and `high − pitch`, as long as there is room for all
    static double[] spread(double[] wanted, double pitch, double low, double high) {
        double[] tops = wanted.clone();
        double least = low;
        for (int i = 0; i < tops.length; i++) {
            tops[i] = Math.max(tops[i], least);
            least = tops[i] + pitch;
        }
        double most = high - pitch;
        for (int i = tops.length - 1; i >= 0; i--) {
            tops[i] = Math.min(tops[i], most);
            most = tops[i] - pitch;
        }
        return tops;
    }
}
