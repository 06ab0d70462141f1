package dev.glassbox.view;

import java.util.Arrays;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;

/// Measures how evenly a window is drawn: the time between the starts of two frames, in milliseconds. A frame that takes too
/// long to draw delays the next one, so drawing is part of what is measured.
public final class FrameMeter {

    /// @param frames how many intervals were measured
    /// @param p50 half of them are shorter, in ms
    /// @param p95 19 of 20 are shorter, in ms
    public record Intervals(int frames, double p50, double p95, double p99, double max) {}

    private final double[] millis = new double[1 << 16];
    private int count;
    private long last;

    /// Measures from now on for so many seconds, then hands over the result on the FX thread.
    public void measure(double seconds, Consumer<Intervals> done) {
        count = 0;
        last = 0;
        new AnimationTimer() {
            private long begin;

            @Override
            public void handle(long ignored) {
                long now = System.nanoTime();
                if (last == 0) {
                    begin = now;
                } else if (count < millis.length) {
                    millis[count++] = (now - last) / 1e6;
                }
                last = now;
                if (now - begin > seconds * 1e9) {
                    stop();
                    done.accept(result());
                }
            }
        }.start();
    }

    private Intervals result() {
        return intervals(Arrays.copyOf(millis, count));
    }

    static Intervals intervals(double... millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Intervals(sorted.length, at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
