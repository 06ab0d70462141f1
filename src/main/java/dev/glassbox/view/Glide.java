package dev.glassbox.view;

/// Coordinates on their way to a new place: 180 ms, fast first. When news come more often than that they simply jump, since
/// a picture that is always under way shows no moment at all.
final class Glide {
    private static final long DURATION = 180_000_000;
    private static final long OFTEN = 400_000_000;

    private float[] from = new float[0];
    private float[] to = new float[0];
    private long begin;
    private long lastNews = Long.MIN_VALUE / 2;

    /// @param target not changed afterwards
    /// @param now in nanoseconds, like everywhere here
    /// @param still no motion at all
    void to(float[] target, long now, boolean still) {
        boolean jump = still || target.length != to.length || now - lastNews < OFTEN;
        from = jump ? target : at(now);
        to = target;
        begin = jump ? now - DURATION : now;
        lastNews = now;
    }

    boolean moving(long now) {
        return from != to && now - begin < DURATION;
    }

    /// Where the coordinates are at a moment; at the end exactly the target.
    float[] at(long now) {
        if (!moving(now)) {
            return to;
        }
        double rest = 1 - (now - begin) / (double) DURATION;
        float part = (float) (1 - rest * rest * rest);
        float[] between = new float[to.length];
        for (int i = 0; i < to.length; i++) {
            between[i] = from[i] + part * (to[i] - from[i]);
        }
        return between;
    }
}
