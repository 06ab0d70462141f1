package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.train.Checkpoint;
import dev.glassbox.train.LossHistory;
import dev.glassbox.train.TrainingState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that is killed leaves a whole copy behind and offers it at its next start; one that is closed offers nothing.
///
/// A few times in the ordinary build; `mvn test -Dtest=SafeCopiesTest -Dglassbox.kills=50` for more.
class SafeCopiesTest {
    private static final String GONE = "_999999999-1_";

    @TempDir
    private Path data;

    @Test
    void killedAtAnyMomentAProgramLeavesAWholeCopyThatIsOfferedOnce() throws Exception {
        CounterRandom random = CounterRandom.of(System.nanoTime(), "kill");
        SafeCopies copies = new SafeCopies(data);
        int last = 0;
        for (int kill = 0; kill < Integer.getInteger("glassbox.kills", 3); kill++) {
            Process process = start(last + 1);
            try {
                assertEquals('.', process.getInputStream().read(), "the program kept nothing");
                assertEquals(Optional.empty(), copies.offer(), "it is still running");
                Thread.sleep(random.nextInt(80), random.nextInt(900_000));
            } finally {
                process.destroyForcibly().waitFor();
            }
            SafeCopies.Offer offer = copies.offer().orElseThrow();
            assertTrue(offer.step() > last, "copy " + offer.step() + " after " + last);
            TrainingState state = Checkpoint.read(new ModelFolder(offer.folder())).orElseThrow().state();
            assertEquals(offer.step(), state.stepsDone());
            for (float[] array : List.of(state.values(), state.moments().get(0), state.moments().get(1))) {
                for (float value : array) {
                    assertEquals(offer.step(), value);
                }
            }
            assertEquals("tiny", offer.name());
            copies.answered(offer);
            assertEquals(Optional.empty(), copies.offer());
            last = offer.step();
        }
        long kept = folders().stream().filter(folder -> folder.getFileName().toString().contains("_step")).count();
        assertTrue(kept <= SafeCopies.MOST + 1, kept + " copies are kept"); // killed between writing one and removing one
    }

    /// A clock that is set moves the start that the system tells of a process: it must not look as if the program had ended.
    @Test
    void aProgramWhoseStartIsReadDifferentlyNowIsStillRunning() throws Exception {
        long start = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        SafeCopies running = new SafeCopies(data, ProcessHandle.current().pid() + "-" + Long.toHexString(start - 60_000));
        running.begin();
        running.keep(state(1));
        SafeCopies other = new SafeCopies(data);
        assertEquals(Optional.empty(), other.offer());
        running.end();
        assertEquals(Optional.empty(), other.offer(), "it was closed");
    }

    /// Saved, or left by a person who was asked whether to save it.
    @Test
    void whatWasSettledIsNotOfferedButWhatCameAfterIs() throws Exception {
        SafeCopies ended = new SafeCopies(data, "999999999-1");
        ended.begin();
        ended.keep(state(1));
        Thread.sleep(5); // the names count milliseconds
        ended.settled();
        SafeCopies next = new SafeCopies(data);
        assertEquals(Optional.empty(), next.offer(), "still running");
        leave(ended);
        assertEquals(Optional.empty(), next.offer());

        SafeCopies another = new SafeCopies(data, "999999998-1");
        another.begin();
        another.keep(state(2));
        Thread.sleep(5);
        another.settled();
        Thread.sleep(5);
        another.keep(state(3));
        leave(another);
        assertEquals(3, next.offer().orElseThrow().step());
    }

    /// As a crash does: the mark stays, its lock does not.
    private void leave(SafeCopies copies) throws IOException {
        Path mark = folders().stream().filter(file -> file.getFileName().toString().startsWith("running_")).findFirst().orElseThrow();
        byte[] content = Files.readAllBytes(mark);
        copies.end();
        Files.write(mark, content);
    }

    private List<Path> folders() throws IOException {
        try (var folders = Files.list(data.resolve("safe-copies"))) {
            return folders.toList();
        }
    }

    private Process start(int first) throws IOException {
        String paths = System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "")
                + File.pathSeparator + "target/classes" + File.pathSeparator + "target/test-classes";
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Xmx256m", "-cp", paths, SafeCopiesLoop.class.getName(), data.toString(), Integer.toString(first)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static FullState state(int step) throws Exception {
        LoadedSpec loaded = LoadedSpec.load(TinyRuns.spec(10), (_, _) -> { });
        float[] values = new float[loaded.transformer().layout().size()];
        return FullState.of(loaded, new TrainingState(step, step, values, List.of(values, values), 0.1, 2, 0, 0, 0), 1, 1, LossHistory.EMPTY);
    }

    @Test
    void tenAreKeptAndAProgramThatIsClosedOffersNothing() throws Exception {
        SafeCopies copies = new SafeCopies(data);
        copies.begin();
        for (int step = 1; step <= 12; step++) {
            Path kept = copies.keep(state(step));
            assertTrue(copies.holds(kept));
        }
        assertEquals(SafeCopies.MOST + 1, folders().size(), "ten copies and the mark of this program");
        copies.end();
        assertEquals(Optional.empty(), copies.offer());
        assertFalse(copies.holds(data));
    }

    @Test
    void aDamagedCopyIsPassedOverForTheOneBefore() throws Exception {
        SafeCopies copies = new SafeCopies(data);
        for (int step : new int[] {5, 6}) {
            Path kept = copies.keep(state(step));
            // as if another program, whose process is gone, had written it
            Path gone = kept.resolveSibling(kept.getFileName().toString().replaceFirst("_\\d+-[0-9a-f]+_", GONE));
            Files.move(kept, gone);
            if (step == 6) {
                Files.write(gone.resolve("optimizer.safetensors"), new byte[20]);
            }
        }
        Files.createFile(data.resolve("safe-copies").resolve("running" + GONE.substring(0, GONE.length() - 1)));
        Files.createFile(data.resolve("safe-copies").resolve("running_not-ours"));
        assertEquals(5, copies.offer().orElseThrow().step());
    }
}
