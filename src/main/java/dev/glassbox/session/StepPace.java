package dev.glassbox.session;

/// How fast a run may train.
///
/// @param nanos a step takes at least this long; 0 = no limit
/// @param next  when the next step may begin
record StepPace(long nanos, long next) {

    static final StepPace FULL = new StepPace(0, 0);

    /// From here on the calls inside a step can be followed by eye.
    private static final long SLOW = 500_000_000;

    static StepPace of(double stepsPerSecond) {
        return stepsPerSecond <= 0 ? FULL : new StepPace((long) (1e9 / stepsPerSecond), System.nanoTime());
    }

    /// Milliseconds until the next step may begin; 0 when it may.
    long millis(long now) {
        return nanos == 0 || now - next >= 0 ? 0 : Math.max(1, (next - now) / 1_000_000);
    }

    StepPace begins(long now) {
        return nanos == 0 ? this : new StepPace(nanos, now + nanos);
    }

    boolean slow() {
        return nanos >= SLOW;
    }

    /// How long each of the five calls of a slow step is shown.
    long phaseNanos() {
        return nanos / 5;
    }
}
