package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import org.junit.jupiter.api.Test;

class WarmupTest {

    @Test
    void changingTheKernelsInTheMiddleOfARunDoesNotChangeItsWeights() throws InterruptedException {
        String scalar;
        try (Run run = run(spec(40), 1)) {
            run.start();
            run.send(new RunCommand.Play());
            scalar = await(run, frame -> frame.state() == RunState.FINISHED).fingerprint();
        }
        Warmup warmup = Warmup.start(Kernels.best());
        try (Run run = new Run(spec(40), warmup, 1)) {
            run.start();
            await(run, frame -> frame.state() == RunState.PAUSED);
            assertEquals("scalar", warmup.kernels().name().split("[ ,]")[0]);
            for (int step = 1; step <= 8; step++) {
                int wanted = step;
                run.send(new RunCommand.StepOnce());
                await(run, frame -> frame.step() == wanted && frame.state() == RunState.PAUSED);
            }
            warmup.stop();
            long end = System.nanoTime() + 60_000_000_000L;
            while (!warmup.ready() && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            assertTrue(warmup.ready());
            run.send(new RunCommand.Play());
            assertEquals(scalar, await(run, frame -> frame.state() == RunState.FINISHED).fingerprint());
        }
    }
}
