package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.MapPoint;
import dev.glassbox.session.Warmup;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TsneModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 42, failure -> fail(failure));
    private final TsneModel tsne = window.tsne();

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void otherPointsBeginAnewEvenWhileItRuns() throws InterruptedException {
        tsne.follow(map(200, 0));
        Ticks.until(window.pulse(), () -> tsne.getMap().isPresent());
        assertTrue(tsne.runningProperty().get());
        EmbeddingMap fewer = map(40, 0);
        tsne.follow(fewer);
        Ticks.until(window.pulse(), () -> tsne.getMap().orElseThrow().points().equals(fewer.points()));
        tsne.cancel();
        tsne.follow(map(40, 1));
        assertFalse(tsne.runningProperty().get(), "stopped: the same points at another moment stay away");
        tsne.follow(map(30, 1));
        assertTrue(tsne.runningProperty().get());
    }

    @Test
    void theSamePointsAtAnotherMomentGoOnFromWhereTheyAre() throws InterruptedException {
        tsne.follow(map(40, 0));
        Ticks.until(window.pulse(), () -> tsne.getMap().isPresent() && !tsne.runningProperty().get());
        int before = tsne.stepsProperty().get();
        tsne.follow(map(40, 1));
        Ticks.until(window.pulse(), () -> tsne.getMap().orElseThrow().step() == 1);
        assertTrue(tsne.stepsProperty().get() > before);
    }

    private static EmbeddingMap map(int points, int step) {
        Random random = new Random(step);
        float[] rows = new float[points * 4];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        List<MapPoint> names = IntStream.range(0, points).mapToObj(i -> new MapPoint("t" + i, "", 1, List.of(i), -1)).toList();
        return new EmbeddingMap(step, names, rows, 4, new float[2 * points], new float[0], new double[4], new double[2], points, "", null);
    }
}
