package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.await;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.TokenizerFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another program trains; what it writes is shown as it arrives.
class FollowedFolderTest {
    private static final ModelConfig CONFIG = ModelConfig.gpt2Style(8, 8, 1, 2, 8);

    @TempDir
    private Path folder;

    private static Run open(Path folder) {
        Run run = new Run(new FollowedFolder(folder), Warmup.none(Kernels.scalar()), 1).keepMilestones();
        run.start();
        return run;
    }

    private String write(String name, ModelConfig config, int seed) throws Exception {
        Parameters parameters = new Parameters(config.layout());
        new Transformer(config).initialize(parameters, seed);
        Path place = folder.resolve(name);
        new ModelFolder(place).draft(config, parameters.values()).save();
        TokenizerFiles.save(place, CharTokenizer.of("abcdefg "));
        return parameters.fingerprint();
    }

    @Test
    void checkpointsAppearAsTheyArriveAndTheWindowMovesOn() throws Exception {
        try (Run run = open(folder)) {
            Files.createDirectory(folder.resolve("logs"));
            assertTrue(run.loaded().isEmpty(), "waits for the first");
            String first = write("step-000100", CONFIG, 1);
            RunFrame opened = await(run, f -> f.state() == RunState.PAUSED && !f.fingerprint().isEmpty());
            assertEquals(100, opened.step());
            assertEquals(first, opened.fingerprint());
            Files.createDirectory(folder.resolve("step-000200"));
            Files.writeString(folder.resolve("step-000200/metrics.json"), "{\"loss\":1.5,\"validation_loss\":1.75}");
            String second = write("elsewhere", CONFIG, 2);
            byte[] weights = Files.readAllBytes(folder.resolve("elsewhere/model.safetensors"));
            Files.copy(folder.resolve("elsewhere/config.json"), folder.resolve("step-000200/config.json"));
            Path growing = Files.write(folder.resolve("step-000200/model.safetensors"), Arrays.copyOf(weights, 500));
            Thread.sleep(2_500);
            run.frames().take().ifPresent(frame -> assertEquals(100, frame.step(), "half a file waits"));
            Files.write(growing, Arrays.copyOfRange(weights, 500, weights.length), StandardOpenOption.APPEND);
            RunFrame next = await(run, f -> f.step() == 200 && !f.fingerprint().isEmpty());
            assertEquals(second, next.fingerprint());
            assertEquals(1.5, next.trainLoss());
            assertEquals(1.75, next.validationLoss());
            assertArrayEquals(new int[] {100, 200}, run.past().steps(), "both can be gone back to");
            assertEquals(200, run.log().row(200), "a row for every step");
            assertEquals(200, run.log().step(200));
            run.send(new RunCommand.TakeSnapshot());
            assertEquals(second, await(run.snapshots()).parameters().fingerprint());
            run.send(new RunCommand.Play());
            assertTrue(await(run, f -> !f.failure().isEmpty()).failure().contains("another program"));
        }
    }

    @Test
    void theCurveBeginsWithTheFirstCheckpointThatToldItsLoss() throws Exception {
        double[] told = {3, 2.5, Double.NaN};
        for (int i = 0; i < told.length; i++) {
            String name = "step-" + (i + 1);
            write(name, CONFIG, i);
            if (!Double.isNaN(told[i])) {
                Files.writeString(folder.resolve(name + "/metrics.json"), "{\"loss\":" + told[i] + "}");
            }
        }
        try (Run run = open(folder)) {
            await(run, f -> f.step() == 3 && f.state() == RunState.PAUSED);
            for (int i = 0; i < told.length; i++) {
                assertEquals(told[i], run.log().get(MetricLog.Metric.LOSS, run.log().row(i + 1)));
            }
        }
    }

    /// The sentence about it must not outlive it.
    @Test
    void aCheckpointThatWasNamedAndThenMendedIsNoTroubleAnyMore() throws Exception {
        write("step-1", CONFIG, 1);
        Follower follower = new Follower(folder);
        follower.first(ModelFolder.Progress.NONE);
        follower.first(ModelFolder.Progress.NONE).orElseThrow();
        write("step-2", CONFIG, 2);
        Path weights = folder.resolve("step-2/model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, 500));
        boolean named = false;
        for (int look = 0; look < 20; look++) {
            named |= !follower.look().trouble().isEmpty();
        }
        assertTrue(named);
        Files.write(weights, whole);
        follower.look();
        Follower.News mended = follower.look();
        assertEquals(2, mended.arrivals().getFirst().step());
        assertTrue(mended.mended());
        write("step-3", CONFIG, 3);
        follower.look();
        assertFalse(follower.look().mended());
    }

    @Test
    void aCheckpointThatStaysBrokenIsNamedOnceAndTheOthersGoOn() throws Exception {
        write("checkpoint-5", CONFIG, 1);
        write("checkpoint-4", CONFIG.withDFf(99), 2);
        Files.createDirectory(folder.resolve("checkpoint-7"));
        Files.writeString(folder.resolve("checkpoint-7/config.json"), "{");
        Follower follower = new Follower(folder);
        assertEquals(Optional.empty(), follower.first(ModelFolder.Progress.NONE), "it may still be changing");
        assertEquals(5, follower.first(ModelFolder.Progress.NONE).orElseThrow().step(), "the newest that is whole");
        int told = 0;
        for (int look = 0; look < 30; look++) {
            Follower.News news = follower.look();
            assertEquals(0, news.arrivals().size());
            for (String sentence : news.trouble()) {
                told++;
                assertTrue(sentence.contains("another shape") || sentence.contains("not valid JSON"), sentence);
            }
        }
        assertEquals(2, told);
    }
}
