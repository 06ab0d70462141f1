package dev.glassbox.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyChunkRunsExactlyOnce(int threads) {
        try (RowPool pool = new RowPool(threads)) {
            for (int chunks : new int[] {0, 1, 2, 3, 17, 1000}) {
                AtomicIntegerArray calls = new AtomicIntegerArray(Math.max(1, chunks));
                pool.run(chunks, calls::incrementAndGet);
                for (int i = 0; i < chunks; i++) {
                    assertEquals(1, calls.get(i), "chunk " + i + " of " + chunks);
                }
            }
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        assertArrayEquals(productOn(1), productOn(2));
        assertArrayEquals(productOn(1), productOn(4));
    }

    private static float[] productOn(int threads) {
        int rows = 50;
        int size = 37;
        float[] a = random("a", rows * size);
        float[] b = random("b", size * size);
        float[] c = new float[rows * size];
        Kernels kernels = Kernels.best();
        try (RowPool pool = new RowPool(threads)) {
            for (int round = 0; round < 20; round++) {
                pool.run(13, chunk -> kernels.matmul(Math.min(4, rows - chunk * 4), size, size, a, chunk * 4 * size, size,
                    b, 0, size, c, chunk * 4 * size, size, true));
            }
        }
        return c;
    }

    private static float[] random(String purpose, int n) {
        float[] x = new float[n];
        CounterRandom.of(1, purpose).fillGaussian(x, 0, n, 1);
        return x;
    }

    @Test
    void anExceptionOfAChunkReachesTheCallerAndThePoolGoesOn() {
        try (RowPool pool = new RowPool(3)) {
            IllegalStateException thrown = new IllegalStateException("chunk 5");
            for (int round = 0; round < 20; round++) {
                assertSame(thrown, assertThrows(IllegalStateException.class, () -> pool.run(40, chunk -> {
                    if (chunk == 5) {
                        throw thrown;
                    }
                })));
                AtomicInteger calls = new AtomicInteger();
                pool.run(40, chunk -> calls.incrementAndGet());
                assertEquals(40, calls.get());
            }
        }
    }

    @Test
    void sleepingThreadsAndABodyThatUsesThePoolItselfAreNoProblem() throws InterruptedException {
        try (RowPool pool = new RowPool(2)) {
            AtomicInteger calls = new AtomicInteger();
            for (int round = 0; round < 10; round++) {
                Thread.sleep(2);
                pool.run(4, outer -> pool.run(5, inner -> calls.incrementAndGet()));
            }
            assertEquals(200, calls.get());
        }
    }

    @Test
    void twoCallersShareAPool() throws InterruptedException {
        try (RowPool pool = new RowPool(2)) {
            AtomicInteger calls = new AtomicInteger();
            Runnable caller = () -> {
                for (int round = 0; round < 500; round++) {
                    pool.run(8, chunk -> calls.incrementAndGet());
                }
            };
            Thread other = new Thread(caller);
            other.start();
            caller.run();
            other.join();
            assertEquals(8000, calls.get());
        }
    }

    @Test
    void aClosedPoolStillRunsOnTheCaller() {
        RowPool pool = new RowPool(2);
        pool.close();
        AtomicInteger calls = new AtomicInteger();
        pool.run(9, chunk -> calls.incrementAndGet());
        assertEquals(9, calls.get());
    }

    @Test
    void aPoolWithoutThreadsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RowPool(0));
    }
}
