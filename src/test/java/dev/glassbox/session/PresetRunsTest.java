package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.BaseLines;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.sample.Sampler;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Trains a preset to its end, as a user would see it: `mvn test -Dtest=PresetRunsTest -Dpreset=Names`. Takes minutes, so it runs only when asked for.
@EnabledIfSystemProperty(named = "preset", matches = ".+")
class PresetRunsTest {

    @Test
    void beatsATableOfPairs() throws InterruptedException {
        String name = System.getProperty("preset");
        RunSpec spec = RunSpec.presets().stream().filter(preset -> preset.name().equalsIgnoreCase(name)).findFirst().orElseThrow();
        try (Run run = new Run(spec, Runtime.getRuntime().availableProcessors())) {
            long begin = System.nanoTime();
            run.start();
            run.send(new RunCommand.Play());
            RunFrame frame = null;
            double firstMinute = Double.NaN;
            do {
                Thread.sleep(20);
                frame = run.frames().take().orElse(frame);
                if (System.nanoTime() - begin < 60_000_000_000L && frame != null) {
                    firstMinute = frame.validationLoss();
                }
            } while (frame == null || frame.state() != RunState.FINISHED && frame.state() != RunState.FAILED);
            assertEquals("", frame.failure());
            LoadedSpec loaded = run.loaded().orElseThrow();
            BaseLines lines = BaseLines.of(loaded.tokens().train(), loaded.tokens().validation(), loaded.config().vocabSize());
            say("%s: %,d parameters, V %d, %,d training tokens", name, loaded.parameterCount(), loaded.config().vocabSize(), loaded.tokens().train().length);
            say("validation loss %.3f after %,d steps in %.0f s, %.3f after a minute; train loss %.3f; fingerprint %s", frame.validationLoss(),
                    frame.step(), (System.nanoTime() - begin) / 1e9, firstMinute, frame.trainLoss(), frame.fingerprint());
            say("random guess %.3f, token frequencies %.3f, pairs of tokens %.3f", lines.randomGuess(), lines.tokenFrequencies(), lines.tokenPairs());
            run.send(new RunCommand.TakeSnapshot());
            WeightSnapshot end = TinyRuns.await(run.snapshots());
            double whole = validationLoss(end);
            say("on the whole validation part %.3f", whole);
            write(end);
            assertTrue(whole < lines.tokenPairs() - (name.equalsIgnoreCase("names") ? 0.15 : 0));
        }
    }

    /// Over every window of the validation part, while a run measures on 64 of them.
    private static double validationLoss(WeightSnapshot snapshot) {
        LoadedSpec loaded = snapshot.run();
        int time = loaded.config().contextLength();
        int[] ids = loaded.tokens().validation();
        double sum = 0;
        int windows = 0;
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(snapshot.parameters(), loaded.transformer().workspace(1, time, false), Kernels.best(), pool, Probe.NONE);
            for (int from = 0; from + time < ids.length; from += time, windows++) {
                loaded.transformer().forward(pass, Arrays.copyOfRange(ids, from, from + time), 1, time);
                sum += loaded.transformer().loss(pass, Arrays.copyOfRange(ids, from + 1, from + time + 1));
            }
        }
        return sum / windows;
    }

    private static void write(WeightSnapshot snapshot) throws InterruptedException {
        try (Worker worker = new Worker("writer", failure -> fail(failure)); Diary diary = new Diary(worker, Warmup.none(Kernels.best()))) {
            for (double temperature : new double[] {0.8, 0.5, 0}) {
                diary.write(snapshot, snapshot.run().prompt(), new Sampler.Config(temperature, 0, 1), () -> {});
                say("T %.1f: %s", temperature, TinyRuns.await(diary.newest()).line().text());
            }
        }
    }

    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
