package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.model.ModelFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killed at random moments, a process that saves leaves a whole checkpoint behind: the old one or the new one.
///
/// A few times in the ordinary build; `mvn test -Dtest=KilledWhileSavingTest -Dglassbox.kills=50` for more.
class KilledWhileSavingTest {

    @TempDir
    Path parent;

    @Test
    void everyKillLeavesAWholeCheckpoint() throws IOException, InterruptedException {
        Path path = parent.resolve("model");
        ModelFolder folder = new ModelFolder(path);
        CounterRandom random = CounterRandom.of(System.nanoTime(), "kill");
        int last = 0;
        for (int kill = 0; kill < Integer.getInteger("glassbox.kills", 5); kill++) {
            Process process = start(path, last + 1);
            assertEquals('.', process.getInputStream().read(), "the saving process did not save");
            Thread.sleep(0, random.nextInt(900_000));
            Thread.sleep(random.nextInt(60));
            process.destroyForcibly().waitFor();
            Checkpoint found = Checkpoint.read(folder).orElseThrow();
            int n = found.state().stepsDone();
            assertTrue(n > last, "checkpoint " + n + " after " + last);
            for (float[] array : List.of(found.state().values(), found.state().moments().get(0), found.state().moments().get(1))) {
                for (float value : array) {
                    assertEquals(n, value, "a number of another checkpoint in checkpoint " + n);
                }
            }
            last = n;
        }
        Checkpoint rest = SavingLoop.checkpoint(last + 1, SavingLoop.CONFIG.layout().size());
        rest.save(folder);
        try (var files = Files.list(path)) {
            List<String> names = files.map(f -> f.getFileName().toString()).filter(name -> !name.endsWith(".saving")).sorted().toList();
            assertEquals(List.of("config.json", "model.safetensors", "optimizer.safetensors", "training.json"), names);
        }
    }

    private static Process start(Path folder, int first) throws IOException {
        String paths = System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "")
                + File.pathSeparator + "target/classes" + File.pathSeparator + "target/test-classes";
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Xmx256m", "-cp", paths, SavingLoop.class.getName(), folder.toString(), Integer.toString(first)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
