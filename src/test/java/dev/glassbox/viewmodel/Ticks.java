package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;

/// Stands in for the frames of a window.
final class Ticks {
    /// A busy machine may hold a thread up for long; only what never comes about fails.
    private static final long PATIENCE = 120_000_000_000L;

    private Ticks() {}

    static void until(Pulse pulse, BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("did not come about within two minutes");
            }
            Thread.sleep(2);
            pulse.tick(System.nanoTime());
        }
    }
}
