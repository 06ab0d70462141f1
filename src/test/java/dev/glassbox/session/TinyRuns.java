package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.TrainingConfig;
import java.util.Map;
import java.util.List;
import java.util.function.Predicate;

/// Runs small enough to train in a test, and ways to wait for them.
public final class TinyRuns {

    public static final String TEXT = "the cat sat on the mat. the dog sat on the rug. a cat ate a fish. ".repeat(20);

    /// Nothing here takes long; a machine with much else to do may take its time.
    private static final long PATIENCE = 180_000_000_000L;

    private TinyRuns() {}

    public static RunSpec spec(int steps) {
        return spec(TEXT, TokenizerSpec.characters(), steps);
    }

    public static RunSpec spec(String text, TokenizerSpec tokenizer, int steps) {
        Corpus corpus = new Corpus("tiny", "Tiny", text, "the cat", Map.of("animals", List.of("cat", "dog")));
        return new RunSpec("Tiny", new CorpusSource.Text(corpus), tokenizer, ModelConfig.gpt2Style(30, 8, 2, 2, 16),
                TrainingConfig.defaults().withWarmup(0).withBatchSize(4).withLearningRate(0.01).withSteps(steps), 7);
    }

    public static Run run(RunSpec spec, int threads) {
        return new Run(spec, Warmup.none(Kernels.scalar()), threads);
    }

    /// The first frame that fits.
    public static RunFrame await(Run run, Predicate<RunFrame> fits) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        RunFrame last = null;
        while (System.nanoTime() < end) {
            RunFrame frame = run.frames().take().orElse(null);
            if (frame != null) {
                last = frame;
                if (fits.test(frame)) {
                    return frame;
                }
            }
            Thread.sleep(2);
        }
        return fail("the awaited frame did not come; the last one was " + last);
    }

    public static <T> T await(Mailbox<T> box) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            var news = box.take();
            if (news.isPresent()) {
                return news.get();
            }
            Thread.sleep(2);
        }
        return fail("nothing arrived");
    }

    /// Weights of a run that has trained some steps and is closed.
    public static WeightSnapshot trained(RunSpec spec, int steps) throws InterruptedException {
        try (Run run = run(spec, 1)) {
            run.start();
            await(run, frame -> frame.state() == RunState.PAUSED);
            for (int step = 1; step <= steps; step++) {
                int wanted = step;
                run.send(new RunCommand.StepOnce());
                await(run, frame -> frame.step() == wanted && frame.state() != RunState.RUNNING);
            }
            run.send(new RunCommand.TakeSnapshot());
            return await(run.snapshots());
        }
    }
}
