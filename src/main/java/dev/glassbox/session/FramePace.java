package dev.glassbox.session;

import dev.glassbox.tensor.Parameters;

/// When a run says something, how fast it is, and when its fingerprint is worth computing. Used by the run's thread only.
final class FramePace {

    /// A frame accompanies every snapshot, five to ten a second; this is the pace when nobody takes any. Every frame is painted, which costs
    /// training a few milliseconds.
    private static final long FRAME = 250_000_000;
    private static final long SPEED_WINDOW = 500_000_000;
    /// A fingerprint may take this part of the time.
    private static final int SHARE = 30;

    private long lastFrame = System.nanoTime() - FRAME;
    private long windowStart;
    private int windowStep;
    private double stepsPerSecond;
    private long fingerprintCost;
    private long fingerprintAt = System.nanoTime() - FRAME;

    boolean due() {
        return System.nanoTime() - lastFrame >= FRAME;
    }

    void published() {
        lastFrame = System.nanoTime();
    }

    /// Training begins or goes on.
    void start(int step) {
        windowStart = System.nanoTime();
        windowStep = step;
        stepsPerSecond = 0;
    }

    void rest() {
        stepsPerSecond = 0;
    }

    void stepped(int step) {
        long now = System.nanoTime();
        long elapsed = now - windowStart;
        if (elapsed >= SPEED_WINDOW || stepsPerSecond == 0 && elapsed > 0) {
            stepsPerSecond = (step - windowStep) * 1e9 / elapsed;
        }
        if (elapsed >= SPEED_WINDOW) {
            windowStart = now;
            windowStep = step;
        }
    }

    double stepsPerSecond() {
        return stepsPerSecond;
    }

    /// Of exactly these weights; empty when computing it now would slow training by more than a thirtieth. Never empty when nothing trains.
    String fingerprint(Parameters parameters, RunState state) {
        long begin = System.nanoTime();
        if (state == RunState.RUNNING && begin - fingerprintAt < SHARE * fingerprintCost) {
            return "";
        }
        String fingerprint = parameters.fingerprint();
        fingerprintAt = System.nanoTime();
        fingerprintCost = fingerprintAt - begin;
        return fingerprint;
    }
}
