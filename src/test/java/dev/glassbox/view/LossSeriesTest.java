package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.TimelinePicture.Curve;
import dev.glassbox.session.LogWriter;
import dev.glassbox.session.MetricLog;
import org.junit.jupiter.api.Test;

class LossSeriesTest {
    private final MetricLog log = new MetricLog();
    private final LossSeries series = new LossSeries();

    private void train(int steps) {
        for (int step = log.size(); step <= steps; step++) {
            LogWriter.append(log, step, step == 0 ? Double.NaN : 6.0 / step, Double.NaN);
        }
    }

    @Test
    void theFirstValueIsThatOfStepOne() {
        train(3);
        Curve curve = series.upTo(log, log.size());
        assertEquals(1, curve.firstStep());
        assertEquals(3, curve.size());
        assertEquals(6f, curve.losses()[0]);
        assertEquals(2f, curve.losses()[2]);
    }

    @Test
    void aCurveHandedOutEarlierStaysTrueWhileTheSeriesGrows() {
        train(200);
        Curve early = series.upTo(log, 201);
        train(5000);
        Curve late = series.upTo(log, 5001);
        assertEquals(200, early.size());
        assertEquals(6f / 200, early.losses()[199]);
        assertEquals(6f / 5000, late.losses()[4999]);
    }

    @Test
    void anotherRunStartsAnew() {
        train(50);
        series.upTo(log, log.size());
        MetricLog other = new MetricLog();
        LogWriter.append(other, 0, Double.NaN, 6);
        assertEquals(0, series.upTo(other, 1).size());
    }
}
