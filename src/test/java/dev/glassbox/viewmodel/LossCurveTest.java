package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.session.LogWriter;
import dev.glassbox.session.MetricLog;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LossCurveTest {

    @Test
    void noExtremeIsLostOverAMillionStepsInAFewThousandPoints() {
        MetricLog log = new MetricLog();
        int steps = 1_000_000;
        for (int step = 0; step <= steps; step++) {
            LogWriter.append(log, step, step == 777_777 ? 99 : step == 888_888 ? -5 : 1, Double.NaN);
        }
        LossCurve curve = new LossCurve(log);
        assertTrue(curve.readTo(log.size()));
        LossCurve.Points points = curve.points();
        assertEquals(99, Arrays.stream(points.high()).max().orElseThrow());
        assertEquals(-5, Arrays.stream(points.low()).min().orElseThrow());
        assertTrue(points.size() < 12_000, "points: " + points.size());
        assertEquals(steps, points.newestStep());
    }

    @Test
    void readingInPiecesGivesTheSameCurve() {
        MetricLog log = new MetricLog();
        LossCurve pieces = new LossCurve(log);
        for (int step = 0; step < 5_000; step++) {
            LogWriter.append(log, step, Math.sin(step), step % 50 == 0 ? 2 : Double.NaN);
            if (step % 37 == 0) {
                pieces.readTo(log.size());
            }
        }
        LossCurve whole = new LossCurve(log);
        whole.readTo(log.size());
        pieces.readTo(log.size());
        assertArrayEquals(whole.points().mean(), pieces.points().mean());
        assertArrayEquals(whole.points().smoothed(), pieces.points().smoothed());
        assertEquals(100, whole.points().validation().length);
    }

    @Test
    void stepZeroHasAValidationLossButNoBatchLoss() {
        MetricLog log = new MetricLog();
        LogWriter.append(log, 0, Double.NaN, 6.18);
        LossCurve curve = new LossCurve(log);
        assertTrue(curve.readTo(1));
        assertFalse(curve.readTo(1));
        assertEquals(0, curve.points().size());
        assertEquals(6.18, curve.points().validation()[0]);
    }

    @Test
    void theSmoothedLossStartsAtTheFirstLossAndNotAtZero() {
        MetricLog log = new MetricLog();
        LogWriter.append(log, 1, 6, Double.NaN);
        LossCurve curve = new LossCurve(log);
        curve.readTo(1);
        assertEquals(6, curve.newestSmoothed(), 1e-9);
    }

    /// Another program tells a loss with each checkpoint: it is shown as told.
    @Test
    void aLossToldOnceInAWhileIsNotMixedWithThoseLongBefore() {
        MetricLog log = new MetricLog();
        for (int step = 0; step <= 400; step++) {
            LogWriter.append(log, step, step > 0 && step % 100 == 0 ? 5 - step / 100.0 : Double.NaN, Double.NaN);
        }
        LossCurve curve = new LossCurve(log);
        curve.readTo(log.size());
        assertEquals(1, curve.newestSmoothed(), 0.01);
        assertArrayEquals(new double[] {4, 3, 2, 1}, curve.points().smoothed(), 0.01);
    }
}
