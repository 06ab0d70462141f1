package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.session.MetricLog.Metric;
import org.junit.jupiter.api.Test;

class MetricLogTest {

    @Test
    void keepsEveryColumnOfEveryRow() {
        MetricLog log = new MetricLog();
        for (int step = 0; step < 5_000; step++) {
            log.append(step, step + 0.5, step % 100 == 0 ? step : Double.NaN, 2 * step, 3 * step, 4 * step, 5L * step, 6 * step);
        }
        assertEquals(5_000, log.size());
        assertEquals(4_321, log.step(4_321));
        assertEquals(4_321.5, log.get(Metric.LOSS, 4_321));
        assertEquals(2 * 4_321, log.get(Metric.GRAD_NORM, 4_321));
        assertEquals(3 * 4_321, log.get(Metric.LEARNING_RATE, 4_321));
        assertEquals(4 * 4_321, log.get(Metric.TOKENS, 4_321));
        assertEquals(5 * 4_321, log.get(Metric.NANOS, 4_321));
        assertEquals(4_300, log.get(Metric.VALIDATION_LOSS, 4_300));
        assertTrue(Double.isNaN(log.get(Metric.VALIDATION_LOSS, 4_321)));
    }

    @Test
    void noValueIsLostOrTornWhileAReaderReads() throws InterruptedException {
        MetricLog log = new MetricLog();
        int rows = 300_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int step = 0; step < rows; step++) {
                log.append(step, step * 0.25, step, step, step, step, step, step);
            }
        });
        int read = 0;
        while (read < rows) {
            int size = log.size();
            for (; read < size; read++) {
                assertEquals(read, log.step(read));
                assertEquals(read * 0.25, log.get(Metric.LOSS, read));
                assertEquals(read, log.get(Metric.NANOS, read));
            }
        }
        writer.join();
        assertEquals(rows, log.size());
    }

    @Test
    void aRowNotYetWrittenCannotBeRead() {
        MetricLog log = new MetricLog();
        log.append(0, 1, 1, 1, 1, 1, 1, 1);
        assertThrows(IndexOutOfBoundsException.class, () -> log.get(Metric.LOSS, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> log.get(Metric.LOSS, -1));
    }
}
