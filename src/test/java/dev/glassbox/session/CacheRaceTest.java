package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows A25, D16, E19.
class CacheRaceTest {
    static List<ModelConfig> models() {
        ModelConfig gpt = ModelConfig.gpt2Style(30, 24, 2, 4, 16);
        return List.of(gpt, gpt.withNKvHead(2).withPositions(PositionScheme.Kind.ROPE).withNorm(Norm.Kind.RMSNORM).withActivation(Activation.SWIGLU),
                gpt.withNKvHead(1).withPositions(PositionScheme.Kind.ALIBI), gpt.withNHead(1).withNLayer(1).withNorm(Norm.Kind.NONE));
    }

    private static WeightSnapshot moment(ModelConfig model) throws InterruptedException {
        RunSpec spec = TinyRuns.spec(10);
        return TinyRuns.trained(new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), model, spec.training(), spec.seed()), 2);
    }

    @ParameterizedTest
    @MethodSource("models")
    void bothWriteTheSameTokensBitForBitToTheEndOfTheContext(ModelConfig model) throws InterruptedException {
        WeightSnapshot moment = moment(model);
        Warmup warmup = Warmup.none(Kernels.best());
        try (Worker worker = new Worker("race", failure -> fail(failure)); ShownDecoder decoder = new ShownDecoder(warmup)) {
            CacheRace race = new CacheRace(worker, decoder, warmup);
            race.start(moment, new int[] {1, 2, 3}, 1000);
            CacheRace.News news = TinyRuns.await(race.news());
            while (news.running()) {
                news = TinyRuns.await(race.news());
            }
            assertTrue(race.failures().isEmpty());
            assertEquals(24 - 3 + 1, news.steps().size());
            assertEquals(3, news.steps().getFirst().length());
            assertEquals(24, news.steps().getLast().length());
            assertTrue(news.sameBits());
            assertTrue(news.steps().stream().allMatch(step -> step.withCache() > 0 && step.without() > 0));
        }
    }

    @Test
    void timesAreMeasuredBeyondTheContextOfASmallModel() throws InterruptedException {
        WeightSnapshot moment = moment(ModelConfig.gpt2Style(30, 24, 2, 4, 16));
        Warmup warmup = Warmup.none(Kernels.best());
        try (Worker worker = new Worker("times", failure -> fail(failure)); ShownDecoder decoder = new ShownDecoder(warmup)) {
            ForwardTimes times = new ForwardTimes(worker, decoder, warmup);
            times.start(moment, 128);
            ForwardTimes.News news = TinyRuns.await(times.news());
            while (news.running()) {
                news = TinyRuns.await(times.news());
            }
            assertEquals(List.of(16, 32, 64, 128), news.points().stream().map(ForwardTimes.Point::n).toList());
            assertEquals(128, news.model().contextLength());
            assertTrue(news.points().stream().allMatch(point -> point.nanos() > 0));
        }
    }
}
