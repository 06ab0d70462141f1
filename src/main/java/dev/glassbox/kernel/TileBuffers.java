package dev.glassbox.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Working memory for products, kept from call to call, so that a training step allocates nothing.
/// A thread usually finds the buffer it gave back last; two threads in the same slot at once cost one allocation.
final class TileBuffers {

    private static final int SLOTS = 16;
    /// Slots lie a cache line apart: neighbours would slow each other down.
    private static final int APART = 16;

    private final int length;
    private final AtomicReferenceArray<float[]> slots = new AtomicReferenceArray<>(SLOTS * APART);

    TileBuffers(int length) {
        this.length = length;
    }

    float[] take() {
        float[] buffer = slots.getAndSet(slot(), null);
        return buffer == null ? new float[length] : buffer;
    }

    void giveBack(float[] buffer) {
        slots.setRelease(slot(), buffer);
    }

    private static int slot() {
        return (int) (Thread.currentThread().threadId() % SLOTS) * APART;
    }
}
