package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.view.FrameMeter.Intervals;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameMeterTest {

    @Test
    void fiveSlowFramesOfAHundredAreTheNinetyFifthPercentile() {
        double[] millis = IntStream.range(0, 100).mapToDouble(i -> i % 20 == 7 ? 40 : 16).toArray();
        assertEquals(new Intervals(100, 16, 40, 40, 40), FrameMeter.intervals(millis));
    }

    @Test
    void fourSlowFramesOfAHundredAreNot() {
        double[] millis = IntStream.range(0, 100).mapToDouble(i -> i % 25 == 7 ? 40 : 16).toArray();
        assertEquals(16, FrameMeter.intervals(millis).p95());
    }
}
