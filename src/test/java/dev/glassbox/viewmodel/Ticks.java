package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;

/// Stands in for the frames of a window.
final class Ticks {

    private Ticks() {}

    static void until(Pulse pulse, BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("did not come about within 20 s");
            }
            Thread.sleep(2);
            pulse.tick(System.nanoTime());
        }
    }
}
